"""Feeds of a release: the whole meeting, a topic, a room, a person, a session, or a choice of sessions.

One VEVENT per session is written once and joined into every feed, so a session has the same bytes in all.
"""

from collections.abc import Callable, Iterable
from functools import cached_property

from program.rendition.bundle import Setting
from program.rendition.words import session_words
from program.snapshot import FrozenSession, Program
from rendering.calendar import CalendarEvent, CalendarFeed, Mailbox, calendar_bytes, event_bytes


class Calendars:
    def __init__(self, program: Program, setting: Setting) -> None:
        self.program = program
        self.setting = setting

    @cached_property
    def events(self) -> dict[str, bytes]:
        """Session code: its VEVENT."""
        return {each.code: event_bytes(event_of(each, self.program, self.setting)) for each in self.program.sessions}

    def whole(self) -> bytes:
        return self.feed(self.program.meeting.name, "program.ics", lambda session: True)

    def topic(self, slug: str) -> bytes:
        name = self.program.topic_by_slug[slug].name
        return self.feed(name, f"topics/{slug}.ics", lambda session: slug in session.topics)

    def room(self, slug: str) -> bytes:
        name = self.program.room_by_slug[slug].name
        return self.feed(name, f"rooms/{slug}.ics", lambda session: session.room == slug)

    def person(self, code: str) -> bytes:
        name = self.program.person_by_code[code].name
        return self.feed(
            name, f"people/{code}.ics", lambda session: any(role.person == code for role in session.people)
        )

    def session(self, code: str) -> bytes:
        name = self.program.session_by_code[code].title
        return self.feed(name, f"sessions/{code}.ics", lambda session: session.code == code)

    def choice(self, name: str, codes: Iterable[str]) -> bytes:
        """A personal feed; it names no address of its own, which is secret."""
        wanted = set(codes)
        return self.feed(name, "", lambda session: session.code in wanted)

    def feed(self, name: str, path: str, belongs: Callable[[FrozenSession], bool]) -> bytes:
        meeting = self.program.meeting
        whole = name == meeting.name
        head = CalendarFeed(
            name=name if whole else f"{name} · {meeting.name}",
            description=f"{meeting.name}, program {self.program.number}",
            source_url=self.setting.address + path if path else "",
            zone=meeting.zone,
            accent_hex=self.setting.accent,
        )
        return calendar_bytes(head, [self.events[each.code] for each in self.program.sessions if belongs(each)])


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
        location=", ".join(place for place in places if place),
        url=f"{setting.address}sessions/{session.code}/",
        categories=tuple(
            program.topic_by_slug[slug].name for slug in session.topics if slug in program.topic_by_slug
        ),
        cancelled=session.cancelled,
    )
