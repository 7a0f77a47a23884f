"""What a person can do with a sitting now, as components/offers.html takes it."""

from typing import Any

from django.urls import reverse

from reviews.models import Sitting
from reviews.sittings.rules import Part


def path(name: str, sitting: Sitting, *more: Any) -> str:
    return reverse(name, args=[sitting.committee.meeting.slug, sitting.pk, *more])


def sitting_offers(sitting: Sitting, part: Part) -> list[dict[str, Any]]:
    rows = [
        ("room", "Enter the room", "room", sitting.is_under_way or (part.record and not sitting.closed_at), True),
        ("minutes", "Minutes", "minutes", sitting.closed_at is not None, True),
        ("call", "Call the members", "sitting_call", part.lead and not sitting.opened_at, False),
        ("edit", "Change it", "sitting_edit", part.lead and not sitting.closed_at, False),
        ("calendar", "Into my calendar", "sitting_calendar", not sitting.closed_at, False),
        ("call_off", "Call it off", "sitting_call_off", part.lead and not sitting.opened_at, False),
    ]
    return [
        {
            "verb": verb,
            "label": again(label, sitting),
            "url": path(name, sitting),
            "method": "get",
            "strong": strong,
            "danger": verb == "call_off",
        }
        for verb, label, name, allowed, strong in rows
        if allowed
    ]


def again(label: str, sitting: Sitting) -> str:
    return f"{label} again" if label == "Call the members" and sitting.called_at else label
