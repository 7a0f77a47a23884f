"""The deadlines of a meeting's public calls as a calendar. Personal extensions and grace are never in it."""

import uuid
from datetime import datetime

from audit.models import Entry, key_of
from program.actions.releasing import setting_of
from rendering.calendar import CalendarEvent, CalendarFeed, Mailbox, calendar_bytes, event_bytes
from workshops.models import Call, Meeting


def deadlines_calendar(meeting: Meeting) -> bytes:
    """One moment per call, when it closes. How often and when a call was changed is read from the audit."""
    setting = setting_of(meeting)
    organizer = Mailbox(setting.organizer_name, setting.organizer_address)
    calls = list(meeting.calls.filter(is_public=True))
    edits = _edits(calls)
    feed = CalendarFeed(
        name=f"{meeting.name}: deadlines",
        source_url=setting.address.replace(f"/{meeting.slug}/", f"/deadlines/{meeting.slug}.ics"),
        zone=meeting.zone,
        accent_hex=setting.accent,
    )
    return calendar_bytes(feed, [event_bytes(_event(each, setting.address, organizer, edits)) for each in calls])


def _edits(calls: list[Call]) -> dict[str, list[datetime]]:
    edits: dict[str, list[datetime]] = {}
    for about, at in Entry.objects.filter(about__in=[key_of(call) for call in calls]).values_list("about", "at"):
        edits.setdefault(about, []).append(at)
    return edits


def _event(call: Call, address: str, organizer: Mailbox, edits: dict[str, list[datetime]]) -> CalendarEvent:
    changed = edits.get(key_of(call), [])
    return CalendarEvent(
        uid=str(uuid.uuid5(uuid.NAMESPACE_URL, f"call {call.pk} of {call.meeting.slug} closes")),
        summary=f"{call.name} closes",
        starts_at=call.closes_at,
        ends_at=call.closes_at,
        revised_at=max(changed, default=call.opens_at),
        organizer=organizer,
        sequence=len(changed),
        description=f"Submit before {call.closes_at.astimezone(call.tz):%A, %d %B %Y, %H:%M} ({call.zone_label}).",
        url=f"{address}calls/{call.slug}/",
    )
