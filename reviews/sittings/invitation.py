"""What calls a member to a sitting: the words of a letter, and a calendar file. Neither names anything on the agenda,
so that they are the same for who is recused from some of it.
"""

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from letters import letterhead
from rendering.calendar import CalendarEvent, CalendarFeed, Mailbox, calendar_bytes, event_bytes, invitation_bytes
from reviews.models import Sitting
from workshops.zones import written


def address_of(sitting: Sitting) -> str:
    return settings.SITE_ADDRESS + reverse("sitting", args=[sitting.committee.meeting.slug, sitting.pk])


def values_for(sitting: Sitting, person: Any) -> dict[str, str]:
    zone = sitting.committee.meeting.zone
    return {
        "name": person.name,
        "committee": sitting.committee.name,
        "sitting": sitting.name,
        "meeting": sitting.committee.meeting.name,
        "begins": written(sitting.starts_at, zone),
        "ends": written(sitting.ends_at, zone),
        "place": " · ".join(part for part in (sitting.place, sitting.link) if part) or "to be announced",
        "link": address_of(sitting),
    }


def event_of(sitting: Sitting, *, revised_at: datetime, cancelled: bool = False) -> CalendarEvent:
    head = letterhead.current()
    host = settings.SITE_ADDRESS.split("//")[-1].split("/")[0].split(":")[0]
    return CalendarEvent(
        uid=str(uuid.uuid5(uuid.NAMESPACE_URL, f"sitting {sitting.pk} of {settings.SITE_ADDRESS}")),
        summary=f"{sitting.committee}: {sitting}",
        starts_at=sitting.starts_at,
        ends_at=sitting.ends_at,
        revised_at=revised_at,
        organizer=Mailbox(head.sender_name or head.name, head.sender_address or f"no-reply@{host}"),
        sequence=sitting.sequence + cancelled,
        description=f"The agenda: {address_of(sitting)}",
        location=sitting.place,
        url=address_of(sitting),
        conference_url=sitting.link,
        cancelled=cancelled,
    )


def calendar_for(sitting: Sitting, person: Any, *, cancelled: bool, at: datetime) -> str:
    """An invitation that a mail program can answer, or take out of the calendar again."""
    event = event_of(sitting, revised_at=at if cancelled else sitting.revised_at, cancelled=cancelled)
    return invitation_bytes(event, Mailbox(person.name, person.email)).decode()


def calendar_file(sitting: Sitting) -> bytes:
    """The same sitting for who fetches it from its page."""
    feed = CalendarFeed(name=f"{sitting.committee}: {sitting}", zone=sitting.committee.meeting.zone)
    return calendar_bytes(feed, [event_bytes(event_of(sitting, revised_at=sitting.revised_at))])
