"""The link in a letter that ends such letters for one person and meeting, without signing in. It can do nothing else,
so it never expires, and who forwards her letter can lose no more than the next one."""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from people.models import Person
from workshops.models import Meeting

SIGNER = Signer(salt="program.following", sep="~")


def address_to_stop(person: Person, meeting: Meeting) -> str:
    token = SIGNER.sign(f"{person.pk}-{meeting.pk}")
    return settings.SITE_ADDRESS.rstrip("/") + reverse("letters_stop", args=[token])


def meant_by(token: str) -> tuple[Person, Meeting] | None:
    """Whose letters about which meeting; None for what we did not sign, or for who is gone."""
    try:
        person, meeting = SIGNER.unsign(token).split("-")
    except BadSignature:
        return None
    found = Person.objects.filter(pk=person).first(), Meeting.objects.filter(pk=meeting).first()
    return found if found[0] and found[1] else None
