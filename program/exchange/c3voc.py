"""The schedule.json that pretalx exports and c3voc's tools read.

Written as c3voc's published schema (voc/schedule, validator/json) wants it: no member that it does not know. Its
pattern for an acronym takes no hyphen before the year; ours is the meeting's address, hyphen or not.
"""

import json
from datetime import date
from typing import Any

from program.exchange.assembling import Assembled, assemble
from program.exchange.clock import duration_of, minutes_of
from program.exchange.faults import Fault, Unreadable
from program.exchange.naming import guid_of, numbers_of, slug_of, uuid_of
from program.exchange.prose import markdown_of, source_address, with_links
from program.exchange.reading import Event, Named, Reading
from program.snapshot import FrozenSession, Program
from rendering.text import one_line, plain

GENERATOR = "Convoke"
"""Texts of our own files are taken as they are; those of others may be HTML."""


def read(body: bytes, wish: str = "") -> Assembled:
    """The program a schedule.json holds. Raises Unreadable, with every fault, when it cannot be used."""
    data = load(body)
    schedule = data.get("schedule") if isinstance(data.get("schedule"), dict) else {}
    conference = schedule.get("conference")
    if not isinstance(conference, dict) or not isinstance(conference.get("days"), list):
        raise Unreadable(Fault("", "The file is JSON, but not a schedule (no schedule.conference.days)."))
    ours = isinstance(data.get("generator"), dict) and data["generator"].get("name") == GENERATOR
    reading = Reading(
        slug=_say(conference, "acronym"),
        name=_say(conference, "title"),
        starts_on=_say(conference, "start"),
        ends_on=_say(conference, "end"),
        zone=_say(conference, "time_zone_name"),
        tracks=[name for track in _dicts(conference.get("tracks")) if (name := _say(track, "name"))],
        rooms={name: _capacity(room) for room in _dicts(conference.get("rooms")) if (name := _say(room, "name"))},
        events=[],
    )
    for day in _dicts(conference["days"]):
        by_room = day.get("rooms") if isinstance(day.get("rooms"), dict) else {}
        for room, some in by_room.items():
            reading.events += [_event(each, one_line(room), _say(day, "date"), ours) for each in _dicts(some)]
    return assemble(reading, wish)


def load(body: bytes) -> dict:
    """A JSON object, or Unreadable in words."""
    try:
        data = json.loads(body)
    except (ValueError, UnicodeError, RecursionError) as fault:
        raise Unreadable(Fault("", f"The file is not whole JSON: {fault}.")) from None
    if not isinstance(data, dict):
        raise Unreadable(Fault("", "The file is JSON, but not an object."))
    return data


def _event(node: dict, room: str, day: str, ours: bool) -> Event:
    title, track = _say(node, "title"), _say(node, "track")
    key = _say(node, "guid") or _say(node, "code") or _say(node, "id")
    prose = plain if ours else markdown_of
    links = [(_say(link, "title"), _say(link, "url")) for link in _dicts(node.get("links"))]
    return Event(
        where=f"event {key[:40]} “{title[:60]}”",
        external_id=key,
        title=title,
        room=_say(node, "room") or room,
        minutes=minutes_of(_say(node, "duration")),
        moment=_say(node, "date"),
        day=day,
        clock=_say(node, "start"),
        subtitle=_say(node, "subtitle"),
        topics=(track,) if track else (),
        format=_say(node, "type"),
        language=_say(node, "language"),
        abstract=prose(_words(node.get("abstract"))).strip(),
        description=with_links(prose(_words(node.get("description"))).strip(), links),
        source_address=source_address(_say(node, "url")),
        people=[
            Named(_say(person, "guid") or _say(person, "code") or _say(person, "id"), name)
            for person in _dicts(node.get("persons"))
            if (name := _say(person, "public_name") or _say(person, "name") or _say(person, "full_public_name"))
        ],
    )


def _say(node: dict, name: str) -> str:
    return one_line(_words(node.get(name)))


def _words(value: Any) -> str:
    """A text; of a multilingual one the English, else the first language's; of a track or type its name, which may
    be multilingual."""
    for _ in range(2):
        if isinstance(value, dict):
            value = value.get("name") or value.get("en") or next(iter(value.values()), "")
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _capacity(room: dict) -> int | None:
    capacity = room.get("capacity")
    return capacity if isinstance(capacity, int) and 0 < capacity < 1_000_000 else None


def _dicts(value: Any) -> list[dict]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def write(program: Program, address: str) -> bytes:
    """The program as schedule.json, without cancelled sessions."""
    meeting = program.meeting
    numbers = numbers_of(program.session_by_code)
    conference = {
        "acronym": meeting.slug,
        "title": meeting.name,
        "start": meeting.starts_on.isoformat(),
        "end": meeting.ends_on.isoformat(),
        "daysCount": (meeting.ends_on - meeting.starts_on).days + 1,
        "timeslot_duration": "00:05",
        "time_zone_name": meeting.zone,
        "url": address,
        "rooms": [
            {"name": room.name, "guid": uuid_of(f"{address}rooms/{room.slug}/"), "capacity": room.capacity}
            for room in program.rooms
        ],
        "tracks": [{"name": topic.name, "slug": topic.slug} for topic in program.topics],
        "days": [_day(program, day, index, address, numbers) for index, day in enumerate(program.days, start=1)],
    }
    data = {
        "$schema": "https://c3voc.de/schedule/schema.json",
        "generator": {"name": GENERATOR, "version": "1"},
        "schedule": {"version": str(program.number), "base_url": address, "conference": conference},
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"


def _day(program: Program, day: date, index: int, address: str, numbers: dict[str, int]) -> dict:
    sessions = [session for session in program.living if program.day_of(session) == day]
    rooms: dict[str, list[dict]] = {}
    for session in sessions:
        name = program.room_by_slug[session.room].name
        rooms.setdefault(name, []).append(_write_event(session, program, address, numbers[session.code]))
    zone = program.meeting.tz
    return {
        "index": index,
        "date": day.isoformat(),
        "day_start": min(session.starts_at for session in sessions).astimezone(zone).isoformat(),
        "day_end": max(session.ends_at for session in sessions).astimezone(zone).isoformat(),
        "rooms": rooms,
    }


def _write_event(session: FrozenSession, program: Program, address: str, number: int) -> dict:
    starts = session.starts_at.astimezone(program.meeting.tz)
    return {
        "id": number,
        "guid": guid_of(session),
        "date": starts.isoformat(),
        "start": starts.strftime("%H:%M"),
        "duration": duration_of(session.minutes),
        "room": program.room_by_slug[session.room].name,
        "slug": slug_of(session, program.meeting),
        "url": f"{address}sessions/{session.code}/",
        "title": session.title,
        "subtitle": session.subtitle,
        "track": next((topic.name for topic in program.topics_of(session)), None),
        "type": session.format,
        "language": session.language,
        "abstract": session.abstract,
        "description": session.description,
        "persons": [
            {"guid": uuid_of(f"{address}people/{each.code}/"), "name": each.name, "public_name": each.name}
            for each in program.people_of(session)
        ],
        "links": [],
        "attachments": [],
    }
