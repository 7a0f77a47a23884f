"""The deadlines of a meeting's public calls as a calendar. Personal extensions and grace are never in it, nor does it
show that there are any: only what was done to a call itself makes its event a newer one."""

import uuid
from datetime import datetime, timedelta
from functools import reduce

from django.db.models import Q

from audit.models import Entry, key_of
from program.actions.releasing import setting_of
from rendering.calendar import CalendarEvent, CalendarFeed, Mailbox, calendar_bytes, event_bytes
from workshops.models import Call, Meeting, Society

OF_CALLS = ("create_call", "edit_call", "publish_call", "hide_call")


def deadlines_calendar(meeting: Meeting) -> bytes:
    """One moment per call, when it closes. How often and when a call was changed is read from the audit."""
    setting = setting_of(meeting)
    organizer = Mailbox(setting.organizer_name, setting.organizer_address)
    calls = list(meeting.calls.filter(is_public=True))
    edits = _edits(calls)
    feed = CalendarFeed(
        name=f"{meeting.name}: deadlines",
        source_url=setting.address.replace(f"/{meeting.slug}/", f"/deadlines/{meeting.slug}.ics"),
        page_url=setting.address,
        zone=meeting.zone,
        accent_hex=setting.accent,
        image_url=setting.logo,
    )
    return calendar_bytes(feed, [event_bytes(_event(each, setting.address, organizer, edits)) for each in calls])


def deadlines_changed_at(meeting: Meeting) -> datetime | None:
    """When anything was done that may show in the calendar, also what took a call out of it. Each such thing makes it
    later, whatever the clock does."""
    calls = Q(verb__in=OF_CALLS, about__in=[key_of(call) for call in meeting.calls.all()])
    removed = Q(verb="remove_call", detail__was__meeting_id=meeting.pk)
    whose = Q(about__in=[key_of(meeting), key_of(Society.current())])
    moments = Entry.objects.filter(calls | removed | whose).order_by("id").values_list("at", flat=True)
    return reduce(lambda last, at: max(at, last + timedelta(seconds=1)), moments) if moments else None


def _edits(calls: list[Call]) -> dict[str, list[Entry]]:
    edits: dict[str, list[Entry]] = {}
    for entry in Entry.objects.filter(verb__in=OF_CALLS, about__in=[key_of(call) for call in calls]):
        edits.setdefault(entry.about, []).append(entry)
    return edits


def _event(call: Call, address: str, organizer: Mailbox, edits: dict[str, list[Entry]]) -> CalendarEvent:
    changed = edits.get(key_of(call), [])
    return CalendarEvent(
        uid=str(uuid.uuid5(uuid.NAMESPACE_URL, f"call {call.pk} of {call.meeting.slug} closes")),
        summary=f"{call.name} closes",
        starts_at=call.closes_at,
        ends_at=call.closes_at,
        revised_at=max((entry.at for entry in changed), default=call.opens_at),
        organizer=organizer,
        sequence=sum("closes_at" in entry.detail.get("changed", {}) for entry in changed),
        description=f"Submit before {call.closes_at.astimezone(call.tz):%A, %d %B %Y, %H:%M} ({call.zone_label}).",
        url=f"{address}calls/{call.slug}/",
        transparent=True,
    )
