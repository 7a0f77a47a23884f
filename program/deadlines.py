"""The deadlines of a meeting's public calls as a calendar. Personal extensions and grace are never in it, nor does it
show that there are any: only what was done to a call itself makes its event a newer one. A call that was public and
is hidden or removed stays as cancelled, as it was when everybody could see it."""

import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from typing import Any

from django.db.models import Q

from audit.models import Entry, key_of
from program.actions.releasing import setting_of
from rendering.calendar import CalendarEvent, CalendarFeed, Mailbox, calendar_bytes, event_bytes
from workshops.models import Call, Meeting, Society
from workshops.zones import label_at, zone_of

OF_CALLS = ("create_call", "edit_call", "publish_call", "hide_call")
SAID = ("name", "slug", "closes_at", "zone")
"""What the calendar says of a call."""


@dataclass(frozen=True)
class Deadline:
    """What everybody knows of a call, by its key; `sequence` and `revised_at` as a calendar wants them."""

    call: int
    name: str
    slug: str
    closes_at: datetime
    zone: str
    revised_at: datetime
    sequence: int
    cancelled: bool


def deadlines_calendar(meeting: Meeting, *, with_cancelled: bool = True) -> bytes:
    """One moment per call, when it closes."""
    setting = setting_of(meeting)
    organizer = Mailbox(setting.organizer_name, setting.organizer_address)
    feed = CalendarFeed(
        name=f"{meeting.name}: deadlines",
        source_url=setting.address.replace(f"/{meeting.slug}/", f"/deadlines/{meeting.slug}.ics"),
        page_url=setting.address,
        zone=meeting.zone,
        accent_hex=setting.accent,
        image_url=setting.logo,
    )
    shown = [each for each in deadlines_of(meeting) if with_cancelled or not each.cancelled]
    return calendar_bytes(
        feed, [event_bytes(_event(each, meeting.slug, setting.address, organizer)) for each in shown]
    )


def deadlines_of(meeting: Meeting) -> list[Deadline]:
    """Of calls that are public and of those that were; three queries."""
    calls = list(meeting.calls.all())
    removed = list(Entry.objects.filter(verb="remove_call", detail__was__meeting_id=meeting.pk))
    done = _entries([key_of(call) for call in calls] + [entry.about for entry in removed])
    found = [_of_call(call, done[key_of(call)]) for call in calls]
    found += [_of_removed(entry, done[entry.about]) for entry in removed]
    return sorted(filter(None, found), key=lambda each: (each.closes_at, each.call))


def deadlines_changed_at(meeting: Meeting) -> datetime | None:
    """When anything was done that may show in the calendar, also what took a call out of it. Each such thing makes it
    later, whatever the clock does."""
    calls = Q(verb__in=OF_CALLS, about__in=[key_of(call) for call in meeting.calls.all()])
    removed = Q(verb="remove_call", detail__was__meeting_id=meeting.pk)
    whose = Q(about__in=[key_of(meeting), key_of(Society.current())])
    moments = Entry.objects.filter(calls | removed | whose).order_by("id").values_list("at", flat=True)
    return reduce(lambda last, at: max(at, last + timedelta(seconds=1)), moments) if moments else None


def _entries(keys: list[str]) -> Mapping[str, list[Entry]]:
    """What was done to each call, oldest first."""
    done: dict[str, list[Entry]] = defaultdict(list)
    for entry in Entry.objects.filter(verb__in=OF_CALLS, about__in=keys).order_by("id"):
        done[entry.about].append(entry)
    return done


def _of_call(call: Call, done: list[Entry]) -> Deadline | None:
    said = {name: getattr(call, name) for name in SAID}
    if call.is_public:
        return _deadline(call.pk, said, done, call.opens_at)
    return _withdrawn(call.pk, said, done, call.opens_at)


def _of_removed(removal: Entry, done: list[Entry]) -> Deadline | None:
    was = removal.detail["was"]
    said = {name: was[name] for name in SAID}
    opens_at = _moment(was["opens_at"])
    if was["is_public"]:
        return _deadline(was["id"], said, [*done, removal], opens_at, cancelled=True)
    return _withdrawn(was["id"], said, done, opens_at)


def _withdrawn(call: int, said: dict[str, Any], done: list[Entry], opens_at: datetime) -> Deadline | None:
    """As it was when it was hidden: what staff changed since is theirs. None for a call that never was public."""
    hidden = next((place for place in reversed(range(len(done))) if done[place].verb == "hide_call"), None)
    if hidden is None:
        return None
    for entry in reversed(done[hidden + 1 :]):
        said |= {name: pair[0] for name, pair in _changed(entry).items() if name in SAID}
    return _deadline(call, said, done[: hidden + 1], opens_at, cancelled=True)


def _deadline(
    call: int, said: Mapping[str, Any], done: list[Entry], opens_at: datetime, *, cancelled: bool = False
) -> Deadline:
    """A new time is a new sequence, and so is each time that it leaves or comes back."""
    shown = [_changed(entry)["is_public"][1] for entry in done if "is_public" in _changed(entry)]
    turns = len(shown) - bool(shown and shown[0]) + any(entry.verb == "remove_call" for entry in done)
    return Deadline(
        call=call,
        name=said["name"],
        slug=said["slug"],
        closes_at=_moment(said["closes_at"]),
        zone=said["zone"],
        revised_at=max((entry.at for entry in done), default=opens_at),
        sequence=sum("closes_at" in _changed(entry) for entry in done) + turns,
        cancelled=cancelled,
    )


def _changed(entry: Entry) -> Mapping[str, Any]:
    return entry.detail.get("changed", {})


def _moment(said: datetime | str) -> datetime:
    return datetime.fromisoformat(said) if isinstance(said, str) else said


def _event(deadline: Deadline, meeting: str, address: str, organizer: Mailbox) -> CalendarEvent:
    closes_at, zone = deadline.closes_at, deadline.zone
    until = f"{closes_at.astimezone(zone_of(zone)):%A, %d %B %Y, %H:%M} ({label_at(zone, closes_at)})"
    return CalendarEvent(
        uid=str(uuid.uuid5(uuid.NAMESPACE_URL, f"call {deadline.call} of {meeting} closes")),
        summary=f"{deadline.name} closes",
        starts_at=closes_at,
        ends_at=closes_at,
        revised_at=deadline.revised_at,
        organizer=organizer,
        sequence=deadline.sequence,
        description="This call was withdrawn." if deadline.cancelled else f"Submit before {until}.",
        url="" if deadline.cancelled else f"{address}calls/{deadline.slug}/",
        cancelled=deadline.cancelled,
        transparent=True,
    )
