"""The letters of the set-up. They go at once: nothing in them waits for a release."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from letters.actions import compose
from letters.models import Letter
from workshops.models import Extension, Seat
from workshops.zones import label_at


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
    call, meeting = extension.call, extension.call.meeting
    until = extension.until.astimezone(call.tz)
    values = {
        "name": extension.person.name,
        "call": call.name,
        "meeting": meeting.name,
        "deadline": f"{until.day} {until:%B %Y, %H:%M} {label_at(call.zone, extension.until)}",
        "link": settings.SITE_ADDRESS + reverse("call", args=[meeting.slug, call.slug]),
    }
    letters = meeting.letter_set
    return compose("workshops.extended", letters, values, to=extension.person, by=by, at=at, about=call, hold=False)
