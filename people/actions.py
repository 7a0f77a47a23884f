"""What is done to persons: a profile kept, staff made and unmade."""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction

from audit.actions import record
from people import rules
from people.models import Person
from people.refusal import insist


@transaction.atomic
def keep_profile(person: Person, *, by: Person, at: datetime, **changed: Any) -> Person:
    """Write what a person says about herself; the audit names the fields, never the words."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    changed = {name: value for name, value in changed.items() if getattr(person, name) != value}
    for name, value in changed.items():
        setattr(person, name, value)
    if changed:
        person.save(update_fields=list(changed))
        record("edit profile", person, by=by, at=at, fields=sorted(changed))
    return person


@transaction.atomic
def introduce(email: str, *, by: Person, at: datetime, password_hash: str = "", **profile: Any) -> Person:
    """An account for somebody whom staff know, at an address that needs no proof; one that is here is left alone.

    `password_hash` is what make_password gives; without one she signs in by a code sent to her address.
    """
    insist(rules.introduce(by))
    email = email.strip().lower()
    if here := Person.objects.filter(email=email).first():
        return here
    person = Person(email=email, joined_at=at, **profile)
    person.password = password_hash or make_password(None)
    person.save()
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    record("introduce", person, by=by, at=at)
    return person


@transaction.atomic
def make_staff(person: Person, *, by: Person, at: datetime) -> Person:
    insist(rules.make_staff(by, person))
    return _set_staff(person, True, "make staff", by=by, at=at)


@transaction.atomic
def end_staff(person: Person, *, by: Person, at: datetime) -> Person:
    """Locks all staff first, so that two of them cannot remove each other at the same moment."""
    list(Person.objects.staff().select_for_update().order_by("pk"))
    insist(rules.end_staff(by, person))
    return _set_staff(person, False, "end staff", by=by, at=at)


@transaction.atomic
def open_with_first_staff(email: str, *, at: datetime) -> tuple[Person, bool]:
    """The first person of a new installation, or one who is here already, becomes program staff and superuser.

    She signs in by a code sent to this address, which proves that it is hers. Returns whether she is new.
    """
    person, is_new = Person.objects.welcome(email)
    if is_new or not (person.is_staff and person.is_superuser and person.is_active):
        person.is_staff = person.is_superuser = person.is_active = True
        person.save()
        record("make first staff", person, by=None, at=at)
    return person, is_new


def _set_staff(person: Person, is_staff: bool, verb: str, *, by: Person, at: datetime) -> Person:
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.is_staff != is_staff:
        person.is_staff = is_staff
        person.save(update_fields=["is_staff"])
        record(verb, person, by=by, at=at)
    return person
