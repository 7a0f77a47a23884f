"""The cast of the demo: sign in as any of them by one click. Exists only where settings.DEMO_SIGN_IN is on."""

from typing import NamedTuple

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from people.models import Person

ROLES = {
    "olga": "organizes the meeting for the society",
    "chen": "chairs the committee",
    "rita": "reviews in the committee",
    "raj": "reviews in the committee",
    "paula": "proposes workshops",
    "felix": "is asked to speak",
    "ada": "attends the meeting",
    "stan": "is a stranger with an account",
}


class Member(NamedTuple):
    """One of the cast, as the sign-in page shows her; `url` takes a POST."""

    name: str
    role: str
    url: str


def address_of(key: str) -> str:
    return f"{key}@convoke.example"


def cast() -> list[Member]:
    """Who of the cast is here, in the order of the setting."""
    if not settings.DEMO_SIGN_IN:
        return []
    here = {person.email: person for person in Person.objects.filter(email__in=map(address_of, settings.DEMO_CAST))}
    return [
        Member(here[address_of(key)].name, ROLES.get(key, ""), reverse("demo_sign_in", args=[key]))
        for key in settings.DEMO_CAST
        if address_of(key) in here
    ]


@require_POST
def demo_sign_in(request, key):
    if not settings.DEMO_SIGN_IN or key not in settings.DEMO_CAST:
        raise Http404
    person = get_object_or_404(Person, email=address_of(key), is_active=True)
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    following = request.POST.get("next", "")
    return redirect(following if url_has_allowed_host_and_scheme(following, request.get_host()) else "home")
