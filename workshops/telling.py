"""The letters of the set-up. They go at once: nothing in them waits for a release."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from letters.actions import compose
from letters.models import Letter
from people.models import Person
from workshops.disclosing import policy_of
from workshops.models import Extension, Meeting, Seat
from workshops.zones import written


def invited(seat: Seat, *, by: Any, at: datetime) -> Letter:
    """To somebody who did not know this place until she got a seat."""
    meeting = seat.committee.meeting
    values = {
        "name": seat.person.name,
        "seat": seat.title,
        "committee": seat.committee.name,
        "meeting": meeting.name,
        "link": settings.SITE_ADDRESS + reverse("account_request_login_code"),
    }
    return compose(
        "workshops.invited",
        meeting.letter_set,
        values,
        to=seat.person,
        by=by,
        at=at,
        about=seat.committee,
        hold=False,
    )


def extended(extension: Extension, *, by: Any, at: datetime) -> Letter:
    """To the one person whose deadline is later; the reason stays with staff."""
    return _about_a_deadline("workshops.extended", extension, extension.until, by=by, at=at)


def extension_ended(extension: Extension, *, by: Any, at: datetime) -> Letter:
    """To the one person whose deadline is everybody's again."""
    return _about_a_deadline("workshops.extension_ended", extension, extension.call.closes_at, by=by, at=at)


def _about_a_deadline(kind: str, extension: Extension, deadline: datetime, *, by: Any, at: datetime) -> Letter:
    call, meeting = extension.call, extension.call.meeting
    values = {
        "name": extension.person.name,
        "call": call.name,
        "meeting": meeting.name,
        "deadline": written(deadline, call.zone),
        "link": settings.SITE_ADDRESS + reverse("call", args=[meeting.slug, call.slug]),
    }
    return compose(kind, meeting.letter_set, values, to=extension.person, by=by, at=at, about=call, hold=False)


def asked_to_disclose(person: Person, meeting: Meeting, *, by: Any, at: datetime) -> Letter:
    """To somebody whose statement is missing."""
    policy = policy_of(meeting)
    values = {
        "name": person.name,
        "meeting": meeting.name,
        "months": str(policy.months if policy else 24),
        "link": settings.SITE_ADDRESS + reverse("disclosure", args=[meeting.slug]),
    }
    letters = meeting.letter_set
    return compose("workshops.asked_to_disclose", letters, values, to=person, by=by, at=at, about=meeting, hold=False)
