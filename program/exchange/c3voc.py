"""The schedule.json that pretalx exports and c3voc's tools read (schema of 2024)."""

import json
from datetime import date
from typing import Any

from program.exchange.assembling import Assembled, Event, Reading, assemble
from program.exchange.clock import duration_of, minutes_of, moment_of, zone_named
from program.exchange.faults import Fault, Unreadable
from program.snapshot import FrozenMeeting, FrozenSession, Program
from rendering.text import plain


def read(body: bytes) -> Assembled:
    """The program a schedule.json holds. Raises Unreadable, with every fault, when it cannot be used."""
    data = load(body)
    conference = data.get("schedule", {}).get("conference") if isinstance(data.get("schedule"), dict) else None
    if not isinstance(conference, dict) or not isinstance(conference.get("days"), list):
        raise Unreadable(Fault("", "The file is JSON, but not a schedule (no schedule.conference.days)."))
    meeting = _meeting(conference)
    declared = [_say(room, "name") for room in _dicts(conference.get("rooms"))]
    rooms, events = list(declared), []
    for day in _dicts(conference["days"]):
        by_room = day.get("rooms") if isinstance(day.get("rooms"), dict) else {}
        for name, some in by_room.items():
            rooms.append(name)
            events += [_event(each, name, meeting) for each in _dicts(some)]
    return assemble(Reading(meeting, declared or rooms, events, declares_rooms=bool(declared)))


def load(body: bytes) -> dict:
    """A JSON object, or Unreadable in words."""
    try:
        data = json.loads(body)
    except (ValueError, UnicodeError, RecursionError) as fault:
        raise Unreadable(Fault("", f"The file is not whole JSON: {fault}.")) from None
    if not isinstance(data, dict):
        raise Unreadable(Fault("", "The file is JSON, but not an object."))
    return data


def _meeting(conference: dict) -> FrozenMeeting:
    try:
        starts, ends = (date.fromisoformat(_say(conference, name)[:10]) for name in ("start", "end"))
    except ValueError:
        raise Unreadable(Fault("conference", "It has no readable start and end date.")) from None
    zone = zone_named(_say(conference, "time_zone_name"))
    return FrozenMeeting(
        slug=_say(conference, "acronym"),
        name=_say(conference, "title"),
        starts_on=starts,
        ends_on=max(starts, ends),
        zone=zone.key if zone else "UTC",
    )


def _event(node: dict, room: str, meeting: FrozenMeeting) -> Event:
    title = _say(node, "title")
    key = _say(node, "guid") or _say(node, "code") or _say(node, "id")
    return Event(
        where=f"event {key[:40]} “{title[:60]}”",
        external_id=key,
        title=title,
        room=_say(node, "room") or room,
        starts_at=moment_of(_say(node, "date"), meeting.tz),
        minutes=minutes_of(_say(node, "duration")),
        subtitle=_say(node, "subtitle"),
        topic=_say(node, "track"),
        format=_say(node, "type"),
        language=_say(node, "language"),
        abstract=_say(node, "abstract"),
        description=_say(node, "description"),
        people=[
            (_say(person, "guid") or _say(person, "code") or _say(person, "id"), name)
            for person in _dicts(node.get("persons"))
            if (name := _say(person, "public_name") or _say(person, "name") or _say(person, "full_public_name"))
        ],
    )


def _say(node: dict, name: str) -> str:
    """A text; a multilingual one is said in English where it has it, else in its first language."""
    value: Any = node.get(name)
    if isinstance(value, dict):
        value = value.get("en") or next(iter(value.values()), "")
    return plain(str(value)).strip() if isinstance(value, str | int) else ""


def _dicts(value: Any) -> list[dict]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def write(program: Program, address: str) -> bytes:
    """The program as schedule.json, without cancelled sessions."""
    meeting = program.meeting
    conference = {
        "acronym": meeting.slug,
        "title": meeting.name,
        "start": meeting.starts_on.isoformat(),
        "end": meeting.ends_on.isoformat(),
        "daysCount": (meeting.ends_on - meeting.starts_on).days + 1,
        "timeslot_duration": "00:05",
        "time_zone_name": meeting.zone,
        "url": address,
        "rooms": [{"name": room.name, "slug": room.slug, "capacity": room.capacity} for room in program.rooms],
        "tracks": [{"name": topic.name, "slug": topic.slug} for topic in program.topics],
        "days": [_day(program, day, index, address) for index, day in enumerate(program.days, start=1)],
    }
    data = {
        "$schema": "https://c3voc.de/schedule/schema.json",
        "generator": {"name": "Convoke", "version": "1"},
        "schedule": {"version": str(program.number), "base_url": address, "conference": conference},
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"


def _day(program: Program, day: date, index: int, address: str) -> dict:
    sessions = [session for session in program.living if program.day_of(session) == day]
    rooms: dict[str, list[dict]] = {}
    for session in sessions:
        name = program.room_by_slug[session.room].name
        rooms.setdefault(name, []).append(_write_event(session, program, address))
    zone = program.meeting.tz
    return {
        "index": index,
        "date": day.isoformat(),
        "day_start": min(session.starts_at for session in sessions).astimezone(zone).isoformat(),
        "day_end": max(session.ends_at for session in sessions).astimezone(zone).isoformat(),
        "rooms": rooms,
    }


def _write_event(session: FrozenSession, program: Program, address: str) -> dict:
    starts = session.starts_at.astimezone(program.meeting.tz)
    return {
        "guid": session.external_id or session.uid,
        "code": session.code,
        "date": starts.isoformat(),
        "start": starts.strftime("%H:%M"),
        "duration": duration_of(session.minutes),
        "room": program.room_by_slug[session.room].name,
        "slug": f"{program.meeting.slug}-{session.code}",
        "url": f"{address}sessions/{session.code}/",
        "title": session.title,
        "subtitle": session.subtitle,
        "track": next((topic.name for topic in program.topics_of(session)), None),
        "type": session.format,
        "language": session.language,
        "abstract": session.abstract,
        "description": session.description,
        "persons": [
            {"code": each.code, "name": each.name, "public_name": each.name} for each in program.people_of(session)
        ],
        "links": [],
        "attachments": [],
    }
