"""Feeds of a release: the whole meeting, a topic, a room, a format, a person, a session, or a choice of sessions.

One VEVENT per session is written once and joined into every feed, so a session has the same bytes in all.
"""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from types import MappingProxyType

from program.rendition.kept_events import key_of
from program.rendition.setting import Setting
from program.rendition.words import session_html, session_words
from program.snapshot import FrozenSession, Program, format_slug
from rendering.calendar import CalendarEvent, CalendarFeed, Mailbox, calendar_bytes, event_bytes
from workshops.coordinates import geo_of

NOTHING: Mapping[str, bytes] = MappingProxyType({})


@dataclass(frozen=True)
class Feed:
    """`path` is where it stands under the meeting's address, with what is asked there; empty for a personal one,
    whose address is secret. `about` is what it narrows the program to."""

    path: str
    sessions: tuple[FrozenSession, ...]
    about: str = ""

    @property
    def has_cancelled(self) -> bool:
        return any(session.cancelled for session in self.sessions)


def feeds_of(program: Program) -> Iterator[Feed]:
    """Every public feed of a program."""
    yield Feed("program.ics", program.sessions)
    for topic in program.topics:
        sessions = tuple(each for each in program.sessions if topic.slug in each.topics)
        yield Feed(f"topics/{topic.slug}.ics", sessions, topic.name)
    for room in program.rooms:
        sessions = tuple(each for each in program.sessions if each.room == room.slug)
        yield Feed(f"rooms/{room.slug}.ics", sessions, room.name)
    for slug, name in program.formats.items():
        sessions = tuple(each for each in program.sessions if each.format and format_slug(each.format) == slug)
        yield Feed(f"formats/{slug}.ics", sessions, name)
    by_person = _by_person(program)
    for person in program.people:
        yield Feed(f"people/{person.code}.ics", tuple(by_person.get(person.code, ())), person.name)
    for session in program.sessions:
        yield Feed(f"sessions/{session.code}.ics", (session,), session.title)


def _by_person(program: Program) -> dict[str, list[FrozenSession]]:
    sessions: dict[str, list[FrozenSession]] = {}
    for session in program.sessions:
        for code in dict.fromkeys(role.person for role in session.people):
            sessions.setdefault(code, []).append(session)
    return sessions


class Calendars:
    """Writes feeds of one program, each event once, and none that stands in `kept` already (kept_events.py).
    `events` are those it needed, by key, and `written` counts the new ones."""

    def __init__(self, program: Program, setting: Setting, kept: Mapping[str, bytes] = NOTHING) -> None:
        self.program = program
        self.setting = setting
        self.kept = kept
        self.events: dict[str, bytes] = {}
        self.written = 0
        self._keys: dict[tuple[str, int | None], str] = {}

    def write(self, feed: Feed, *, with_cancelled: bool = True, alarm: int | None = None) -> bytes:
        """Cancelled sessions stay in a feed as cancelled, unless a reader asked to hide them. `alarm`: how many
        minutes before each session she wants to be reminded."""
        query = "" if with_cancelled else f"{'&' if '?' in feed.path else '?'}cancelled=hide"
        meeting = self.program.meeting
        head = CalendarFeed(
            name=f"{feed.about} · {meeting.name}" if feed.about else meeting.name,
            description=meeting.description,
            source_url=self.setting.address + feed.path + query if feed.path else "",
            page_url=f"{self.setting.address}program/",
            zone=meeting.zone,
            accent_hex=self.setting.accent,
            revised_at=self.program.frozen_at,
            release=self.program.number,
            image_url=self.setting.logo,
        )
        shown = [each for each in feed.sessions if with_cancelled or not each.cancelled]
        events = [self._event(each, None if each.cancelled else alarm) for each in shown]
        return calendar_bytes(head, events or [event_bytes(days_of(self.program, self.setting))])

    def _event(self, session: FrozenSession, alarm: int | None) -> bytes:
        key = self._keys.get((session.code, alarm))
        if key is None:
            event = replace(event_of(session, self.program, self.setting), alarm_minutes=alarm)
            key = self._keys[session.code, alarm] = key_of(event)
            self.events[key] = self.kept.get(key) or self._write(event)
        return self.events[key]

    def _write(self, event: CalendarEvent) -> bytes:
        self.written += 1
        return event_bytes(event)


def event_of(session: FrozenSession, program: Program, setting: Setting) -> CalendarEvent:
    """What a calendar shows of a session."""
    room = program.room_by_slug[session.room]
    places = (room.name, room.location, program.meeting.venue, program.meeting.city)
    return CalendarEvent(
        uid=session.uid,
        summary=session.title,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        revised_at=session.revised_at or program.frozen_at,
        organizer=Mailbox(setting.organizer_name, setting.organizer_address),
        sequence=session.sequence,
        description=session_words(session, program),
        description_html=session_html(session, program),
        location=", ".join(place for place in places if place),
        url=f"{setting.address}sessions/{session.code}/",
        conference_url=room.online_address,
        geo=geo_of(program.meeting.coordinates),
        categories=tuple(topic.name for topic in program.topics_of(session)),
        cancelled=session.cancelled,
    )


def days_of(program: Program, setting: Setting) -> CalendarEvent:
    """What stands in a feed that has no session: the days of the meeting, in which everybody is still free. An empty
    calendar looks broken, and some programs refuse to subscribe to one."""
    meeting = program.meeting
    return CalendarEvent(
        uid=str(uuid.uuid5(uuid.NAMESPACE_URL, f"days of {meeting.slug}")),
        summary=meeting.name,
        starts_at=meeting.starts_on,
        ends_at=meeting.ends_on + timedelta(days=1),
        revised_at=program.frozen_at,
        organizer=Mailbox(setting.organizer_name, setting.organizer_address),
        sequence=program.number,
        description="No session is in this calendar at the moment. It follows the program by itself.",
        location=", ".join(place for place in (meeting.venue, meeting.city) if place),
        url=setting.address,
        geo=geo_of(meeting.coordinates),
        transparent=True,
    )
