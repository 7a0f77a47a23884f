"""What calls a member to a sitting: the words of a letter, and a calendar file. Neither names anything on the agenda,
so that they are the same for who is recused from some of it.
"""

import uuid
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from audit.models import key_of
from letters import letterhead
from letters.actions import compose
from letters.invitees.telling import due, invitee_for, tell
from letters.kinds import KINDS
from letters.models import Invitee
from rendering.calendar import CalendarEvent, CalendarFeed, Mailbox, calendar_bytes, event_bytes
from reviews.models import Sitting
from workshops.zones import written

CALLED, CALLED_OFF, LEFT = "sitting.called", "sitting.called_off", "sitting.left"


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


def tell_member(kind: str, sitting: Sitting, person: Any, *, by: Any, at: datetime) -> None:
    """A letter at once, with what her calendar has to be told; without a calendar for who wants none. Raises Refused
    where it cannot be written."""
    values = {name: value for name, value in values_for(sitting, person).items() if name in KINDS[kind].placeholders}
    letter_set = sitting.committee.meeting.letter_set
    event = event_for(kind, sitting, person, at)
    if event is None:
        compose(kind, letter_set, values, to=person, by=by, at=at, hold=False)
        return
    invitee = invitee_for(key_of(sitting), event.uid, person)
    tell(invitee, event, kind=kind, letter_set=letter_set, values=values, by=by, at=at, hold=False)


def event_for(kind: str, sitting: Sitting, person: Any, at: datetime) -> CalendarEvent | None:
    """With the sequence that her calendar takes for newer; nothing for who has no use for it."""
    if not person.email or not person.wants_invitations:
        return None
    cancelled = kind != CALLED
    event = event_of(sitting, revised_at=at if cancelled else sitting.revised_at, cancelled=cancelled)
    invitee = Invitee.objects.filter(about=key_of(sitting), person=person).first()
    if found := due(invitee, event):
        return found.event
    return replace(event, sequence=max(event.sequence, invitee.sequence)) if invitee and not cancelled else None


def told_of(sitting: Sitting) -> dict[int, Invitee]:
    """By person, whose calendar knows of it; one query."""
    rows = Invitee.objects.living().filter(about=key_of(sitting)).select_related("person")
    return {each.person_id: each for each in rows}


def calendar_file(sitting: Sitting) -> bytes:
    """The same sitting for who fetches it from its page."""
    feed = CalendarFeed(name=f"{sitting.committee}: {sitting}", zone=sitting.committee.meeting.zone)
    return calendar_bytes(feed, [event_bytes(event_of(sitting, revised_at=sitting.revised_at))])
