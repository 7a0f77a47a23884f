"""The first page as a stranger sees it: the society's public meetings, their calls and programs."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from dashboard.waiting import due
from program.models import Release
from proposals.standing.deadlines import Deadline
from workshops.models import Call, Extension, Meeting


@dataclass(frozen=True)
class OpenCall:
    """A call in which she may begin something now, or soon."""

    call: Call
    by: Deadline
    is_open: bool


@dataclass(frozen=True)
class Shown:
    """A public meeting with what can be done in it."""

    meeting: Meeting
    release: Release | None
    calls: list[OpenCall] = field(default_factory=list)


def open_calls(person: Any, at: datetime) -> list[OpenCall]:
    """Public calls of meetings ahead that are open for her or open later, the next moment first."""
    calls = Call.objects.filter(is_public=True, meeting__is_public=True).select_related("meeting")
    until: dict[int, datetime] = {}
    if person.is_authenticated:
        until = dict(Extension.objects.filter(person=person).values_list("call_id", "until"))
    found = []
    for call in calls.filter(meeting__ends_on__gte=at.date()):
        closes_at = max(call.closes_at, until.get(call.pk, call.closes_at))
        if closes_at > at:
            is_open = call.opens_at <= at
            moment, label = (closes_at, "Closes") if is_open else (call.opens_at, "Opens")
            found.append(OpenCall(call, due(call, moment, label, at), is_open))
    return sorted(found, key=lambda each: (not each.is_open, each.by.at))


def shown_meetings(calls: list[OpenCall], releases: list[Release], at: datetime) -> tuple[list[Shown], list[Shown]]:
    """Public meetings ahead, the nearest first, and those that are over."""
    of = {release.meeting_id: release for release in releases}
    shown = [
        Shown(meeting, of.get(meeting.pk), [each for each in calls if each.call.meeting_id == meeting.pk])
        for meeting in Meeting.objects.filter(is_public=True).order_by("starts_on", "pk")
    ]
    ahead = [each for each in shown if each.meeting.ends_on >= at.date()]
    return ahead, [each for each in reversed(shown) if each not in ahead]
