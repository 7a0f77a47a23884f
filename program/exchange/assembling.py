"""Events read from any exchange file become a frozen program, or a list of faults."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.utils.text import slugify

from people.codes import random_code
from program.exchange.checking import check, zone_of
from program.exchange.clock import day_of
from program.exchange.faults import Collector, Fault, Unreadable
from program.exchange.reading import Event, Named, Reading
from program.folding import folded
from program.snapshot import FrozenMeeting, FrozenPerson, FrozenRole, FrozenRoom, FrozenSession, FrozenTopic, Program

MOST_EVENTS = 10_000
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Assembled:
    """A program, and what looked wrong in its file without making it useless."""

    program: Program
    warnings: tuple[Fault, ...] = ()


def assemble(reading: Reading, wish: str = "") -> Assembled:
    """Check every event and put the program together; `wish` is the zone of a file that names none. Raises
    Unreadable with every fault found."""
    if len(reading.events) > MOST_EVENTS:
        raise Unreadable(
            Fault("", f"The file has {len(reading.events)} events; more than {MOST_EVENTS} are not read.")
        )
    dates = _dates(reading)
    if not reading.events:
        raise Unreadable(Fault("", "The file has no events."))
    faults = Collector()
    zone = zone_of(reading, wish, faults)
    check(reading, zone, dates, faults)
    people = _people(reading.events, faults)
    faults.raise_if_any()
    rooms = new_slugs([*reading.rooms, *(event.room for event in reading.events)])
    topics = new_slugs([*reading.tracks, *(topic for event in reading.events for topic in event.topics)])
    sessions = [_session(event, rooms, topics, people) for event in reading.events]
    program = Program(
        meeting=FrozenMeeting(
            reading.slug, reading.name, *dates, zone=zone.key, venue=reading.venue, city=reading.city
        ),
        number=0,
        frozen_at=NEVER,
        rooms=tuple(FrozenRoom(slug, name, capacity=reading.rooms.get(name)) for name, slug in rooms.items()),
        topics=tuple(FrozenTopic(slug, name, hue=order % 10) for order, (name, slug) in enumerate(topics.items())),
        people=tuple(dict.fromkeys(people.values())),
        sessions=tuple(sorted(sessions, key=lambda each: (each.starts_at, each.room, each.title))),
    )
    return Assembled(program, tuple(faults.warnings))


def _dates(reading: Reading) -> tuple[date, date]:
    """The meeting's first and last day; where the file does not say, its program days'."""
    days = sorted(day for event in reading.events if (day := day_of(event.day) or day_of(event.moment)))
    starts = day_of(reading.starts_on) or (days[0] if days else None)
    ends = day_of(reading.ends_on) or (days[-1] if days else None)
    if starts is None or ends is None:
        raise Unreadable(Fault("conference", "It has no readable start and end date."))
    return starts, max(starts, ends)


def new_slugs(names: Iterable[str]) -> dict[str, str]:
    """Each name once, in order: a slug that no other name has."""
    slugs: dict[str, str] = {}
    taken: set[str] = set()
    for name in dict.fromkeys(names):
        stem = slugify(name)[:50].strip("-_") or "x"
        slug, count = stem, 2
        while slug in taken:
            slug, count = f"{stem}-{count}", count + 1
        taken.add(slug)
        slugs[name] = slug
    return slugs


def _people(events: list[Event], faults: Collector) -> dict[str, FrozenPerson]:
    """Identity: the person. One id is one person, whatever she is called; without an id a name is."""
    people: dict[str, FrozenPerson] = {}
    for event in events:
        for named in event.people:
            known = people.setdefault(_identity(named), person_named(named.name))
            if known.name != named.name and folded(known.name) != folded(named.name):
                sentence = f"The person with the id {named.key} is called {named.name} here and {known.name} before."
                faults.warn(event.where, sentence)
    return people


def _identity(named: Named) -> str:
    return f"id {named.key}" if named.key else f"name {folded(named.name)}"


def person_named(name: str) -> FrozenPerson:
    given, family = split_name(name)
    return FrozenPerson(random_code(), name, ", ".join(part for part in (family, given) if part))


def split_name(name: str) -> tuple[str, str]:
    """Given and family name of a name in Western order; a single word is a family name, and degrees after a comma
    stay with it: Felix / Fuchs, MD."""
    names, comma, degrees = re.sub(r"\s+", " ", name.strip()).partition(",")
    given, _, family = names.rpartition(" ")
    return given, family + comma + degrees


def _session(event: Event, rooms: dict, topics: dict, people: dict) -> FrozenSession:
    roles = dict.fromkeys((people[_identity(each)].code, each.role) for each in event.people)
    return FrozenSession(
        code=random_code(),
        uid="",
        title=event.title,
        starts_at=event.starts_at,
        ends_at=event.starts_at + timedelta(minutes=event.minutes),
        room=rooms[event.room],
        external_id=event.external_id,
        subtitle=event.subtitle,
        abstract=event.abstract,
        description=event.description,
        format=event.format,
        language=event.language,
        source_address=event.source_address,
        topics=tuple(topics[topic] for topic in dict.fromkeys(event.topics)),
        people=tuple(FrozenRole(code, role) for code, role in roles),
    )
