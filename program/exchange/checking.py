"""What is wrong with the events of a file, and what only looks wrong; small faults are mended and told."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from program.exchange.clock import moment_of, offset_zone, start_of, zone_named
from program.exchange.faults import Collector
from program.exchange.reading import Event, Named, Reading
from scheduling.models import Session

SLACK = timedelta(days=2)
"""A program may begin and end this much outside the meeting's dates, for satellites and time zones."""
A_DAY, LONGEST = 24 * 60, 14 * 24 * 60
LIMITS = {"title": "title", "subtitle": "subtitle", "format": "format_name", "language": "language"}
"""Field of an event: field of a session, which holds so many letters."""


def zone_of(reading: Reading, wish: str, faults: Collector) -> ZoneInfo:
    """The zone that the file names, or the one wished for; else the one offset that all its times have; else UTC."""
    named = zone_named(reading.zone)
    if named:
        return named
    said = f"names the time zone “{reading.zone}”, which we do not know" if reading.zone else "names no time zone"
    if wished := zone_named(wish):
        return wished
    moments = [moment_of(event.moment) for event in reading.events]
    offsets = {moment.utcoffset() for moment in moments if moment and moment.tzinfo}
    key = offset_zone(offsets.pop()) if len(offsets) == 1 else None
    faults.warn("conference", f"It {said}; times are shown in {key or 'UTC'}. Say --zone NAME where that is wrong.")
    return ZoneInfo(key or "UTC")


def check(reading: Reading, zone: ZoneInfo, dates: tuple[date, date], faults: Collector) -> None:
    """Finds every event's start, gives it an id, and collects what is wrong."""
    known: set[str] = set()
    for event in reading.events:
        event.starts_at = start_of(event.moment, event.day, event.clock, reading.day_change, zone)
        for sentence in _wrong_with(event, zone, dates):
            faults.refuse(event.where, sentence)
        _mend(event, faults)
        _name(event, known, faults)
        if reading.rooms and event.room not in reading.rooms:
            faults.warn(event.where, f"The room “{event.room}” is not among the file's rooms; it was added.")
        if event.minutes and A_DAY < event.minutes <= LONGEST:
            faults.warn(event.where, "It is longer than a day.")
    _tell_parallels(reading.events, faults)
    _tell_doubles(reading.events, faults)


def _wrong_with(event: Event, zone: ZoneInfo, dates: tuple[date, date]) -> Iterator[str]:
    if not event.title:
        yield "It has no title."
    if not event.room:
        yield "It has no room."
    if event.starts_at is None:
        yield "Its start is missing or not a date and time."
    else:
        on = event.starts_at.astimezone(zone).date()
        if not dates[0] - SLACK <= on <= dates[1] + SLACK:
            yield f"It starts on {on}, outside the meeting ({dates[0]} to {dates[1]})."
    if not event.minutes:
        yield "Its duration is missing or zero."
    elif event.minutes > LONGEST:
        yield "It is longer than two weeks."


def _mend(event: Event, faults: Collector) -> None:
    for name, field in LIMITS.items():
        longest = Session._meta.get_field(field).max_length
        words = getattr(event, name)
        if len(words) > longest:
            faults.warn(event.where, f"Its {name} has {len(words)} letters; the first {longest} were kept.")
            setattr(event, name, words[:longest].rstrip())


def _name(event: Event, known: set[str], faults: Collector) -> None:
    """An id of its own: the file's, numbered where that is used twice, made of the title where there is none."""
    stem = event.external_id[:100]
    if stem in known:
        faults.warn(event.where, f"The id {stem} is used twice; this one was given its own.")
    stem = stem or hashlib.sha256(event.title.encode()).hexdigest()[:16]
    name, count = stem, 2
    while name in known:
        name, count = f"{stem}-{count}", count + 1
    event.external_id = name
    known.add(name)


def _tell_parallels(events: list[Event], faults: Collector) -> None:
    """A person in two rooms at once is told, with both events."""
    busy: dict[Named, list[Event]] = {}
    for event in events:
        for person in dict.fromkeys(event.people):
            busy.setdefault(person, []).append(event)
    for person, some in busy.items():
        for first, then in pairwise(_timed(some)):
            if then.starts_at < first.starts_at + timedelta(minutes=first.minutes):
                faults.warn(then.where, f"{person.name} is also in “{first.title}” at that time.")


def _tell_doubles(events: list[Event], faults: Collector) -> None:
    """Two events that start together in one room: the first takes the place, the other is told to wait."""
    taken: dict[tuple, Event] = {}
    for event in events:
        first = taken.setdefault((event.room, event.starts_at), event)
        if first is not event and event.starts_at:
            faults.warn(event.where, f"“{first.title}” starts there and then too; this one was left without a place.")


def _timed(events: Iterable[Event]) -> list[Event]:
    return sorted((each for each in events if each.starts_at and each.minutes), key=lambda each: each.starts_at)
