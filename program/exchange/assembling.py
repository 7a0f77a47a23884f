"""Events read from any exchange file become a frozen program, or a list of faults."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from django.utils.text import slugify

from people.codes import random_code
from program.exchange.faults import Collector, Fault, Unreadable
from program.snapshot import FrozenMeeting, FrozenPerson, FrozenRole, FrozenRoom, FrozenSession, FrozenTopic, Program

MOST_EVENTS = 10_000
SLACK = timedelta(days=2)
"""A program may begin and end this much outside the meeting's dates, for satellites and time zones."""


@dataclass
class Event:
    """What one event of a file says; `people` are (key, name) pairs, key empty where the file has none."""

    where: str
    external_id: str
    title: str
    room: str
    starts_at: datetime | None
    minutes: int | None
    subtitle: str = ""
    topic: str = ""
    format: str = ""
    language: str = ""
    abstract: str = ""
    description: str = ""
    people: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Assembled:
    """A program, and what looked wrong in its file without making it useless."""

    program: Program
    warnings: tuple[Fault, ...] = ()


@dataclass
class Reading:
    """A file read: its meeting, the rooms it declares (in order) and its events."""

    meeting: FrozenMeeting
    rooms: list[str]
    events: list[Event]
    declares_rooms: bool = False


def assemble(reading: Reading) -> Assembled:
    """Check every event and put the program together. Raises Unreadable with every fault found."""
    if len(reading.events) > MOST_EVENTS:
        raise Unreadable(
            Fault("", f"The file has {len(reading.events)} events; more than {MOST_EVENTS} are not read.")
        )
    if not reading.events:
        raise Unreadable(Fault("", "The file has no events."))
    faults = Collector()
    _check(reading, faults)
    faults.raise_if_any()
    rooms = _named(dict.fromkeys([*reading.rooms, *(event.room for event in reading.events)]))
    topics = _named(dict.fromkeys(event.topic for event in reading.events if event.topic))
    people = _people(reading.events)
    sessions = [_session(event, rooms, topics, people) for event in reading.events]
    program = Program(
        meeting=reading.meeting,
        number=0,
        frozen_at=datetime(1970, 1, 1, tzinfo=UTC),
        rooms=tuple(FrozenRoom(slug, name) for name, slug in rooms.items()),
        topics=tuple(FrozenTopic(slug, name, hue=order % 10) for order, (name, slug) in enumerate(topics.items())),
        people=tuple(dict.fromkeys(people.values())),
        sessions=tuple(sorted(sessions, key=lambda each: (each.starts_at, each.room, each.title))),
    )
    return Assembled(program, tuple(faults.warnings))


def _check(reading: Reading, faults: Collector) -> None:
    known: set[str] = set()
    declared = set(reading.rooms)
    busy: dict[tuple[str, str], list[Event]] = {}
    for event in reading.events:
        for sentence in _wrong_with(event, reading.meeting):
            faults.refuse(event.where, sentence)
        if event.external_id in known:
            faults.warn(event.where, f"The id {event.external_id} is used twice; this one was given its own.")
            event.external_id = _another(event.external_id, known)
        known.add(event.external_id)
        if reading.declares_rooms and event.room not in declared:
            faults.warn(event.where, f"The room “{event.room}” is not among the file's rooms; it was added.")
        if event.minutes and event.minutes > 24 * 60:
            faults.warn(event.where, "It is longer than a day.")
        for key in dict.fromkeys(event.people):
            busy.setdefault(key, []).append(event)
    _check_parallels(busy, faults)


def _another(external_id: str, known: set[str]) -> str:
    return next(name for count in range(2, len(known) + 3) if (name := f"{external_id}-{count}") not in known)


def _wrong_with(event: Event, meeting: FrozenMeeting) -> Iterable[str]:
    if not event.title.strip():
        yield "It has no title."
    if not event.room.strip():
        yield "It has no room."
    if event.starts_at is None:
        yield "Its start is missing or not a date and time with a known zone."
    if not event.minutes:
        yield "Its duration is missing or zero."
    if event.starts_at:
        on = event.starts_at.astimezone(meeting.tz).date()
        if not meeting.starts_on - SLACK <= on <= meeting.ends_on + SLACK:
            yield f"It starts on {on}, outside the meeting ({meeting.starts_on} to {meeting.ends_on})."


def _check_parallels(busy: dict[tuple[str, str], list[Event]], faults: Collector) -> None:
    """A person in two rooms at once is told, with both events."""
    for (_, name), events in busy.items():
        timed = sorted((e for e in events if e.starts_at and e.minutes), key=lambda event: event.starts_at)
        for first, then in pairwise(timed):
            if then.starts_at < first.starts_at + timedelta(minutes=first.minutes):
                faults.warn(then.where, f"{name} is also in “{first.title}” at that time.")


def _named(names: Iterable[str]) -> dict[str, str]:
    """Name: a slug that no other name has."""
    slugs: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        stem = slugify(name)[:50] or "x"
        slug, count = stem, 2
        while slug in taken:
            slug, count = f"{stem}-{count}", count + 1
        taken.add(slug)
        slugs[name] = slug
    return slugs


def _people(events: list[Event]) -> dict[tuple[str, str], FrozenPerson]:
    people: dict[tuple[str, str], FrozenPerson] = {}
    for event in events:
        for key, name in event.people:
            if (key, name) not in people:
                given, family = split_name(name)
                index = ", ".join(part for part in (family, given) if part)
                people[key, name] = FrozenPerson(random_code(), name, index)
    return people


def split_name(name: str) -> tuple[str, str]:
    """Given and family name of a name in Western order; a single word is a family name."""
    given, _, family = re.sub(r"\s+", " ", name.strip()).rpartition(" ")
    return given, family


def _session(event: Event, rooms: dict, topics: dict, people: dict) -> FrozenSession:
    starts_at = event.starts_at.astimezone(UTC)
    return FrozenSession(
        code=random_code(),
        uid="",
        title=event.title.strip(),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=event.minutes),
        room=rooms[event.room],
        external_id=event.external_id,
        subtitle=event.subtitle,
        abstract=event.abstract,
        description=event.description,
        format=event.format,
        language=event.language,
        topics=(topics[event.topic],) if event.topic else (),
        people=tuple(FrozenRole(people[key].code, "speaker") for key in dict.fromkeys(event.people)),
    )
