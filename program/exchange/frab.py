"""The schedule.xml that frab, pentabarf and many attendee apps speak (c3voc's published schema, 2026)."""

from datetime import date
from xml.etree.ElementTree import Element, ParseError, SubElement, indent, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from program.exchange.assembling import Assembled, Event, Reading, assemble
from program.exchange.clock import duration_of, minutes_of, moment_of, zone_named
from program.exchange.faults import Fault, Unreadable
from program.snapshot import FrozenMeeting, FrozenSession, Program
from rendering.text import plain

VERSION = "1"


def read(body: bytes) -> Assembled:
    """The program a schedule.xml holds. Raises Unreadable, with every fault, when it cannot be used.

    Entities are never expanded and nothing outside the file is fetched.
    """
    try:
        root = fromstring(body)
    except DefusedXmlException:
        raise Unreadable(Fault("", "The file declares entities or points outside itself; it is not read.")) from None
    except (ParseError, ValueError, UnicodeError) as fault:
        raise Unreadable(Fault("", f"The file is not whole XML: {fault}.")) from None
    if root.tag != "schedule" or root.find("conference") is None:
        raise Unreadable(Fault("", "The file is XML, but not a frab schedule (no <schedule> with a <conference>)."))
    meeting = _meeting(root)
    rooms, events = [], []
    for day in root.iter("day"):
        for room in day.iter("room"):
            if room.get("name") is not None:
                rooms.append(room.get("name"))
                events += [_event(node, room.get("name"), day.get("date"), meeting) for node in room.iter("event")]
    return assemble(Reading(meeting, rooms, events, declares_rooms=True))


def _meeting(root: Element) -> FrozenMeeting:
    conference = root.find("conference")
    days = sorted(day.get("date") for day in root.iter("day") if day.get("date"))
    starts = _date(_say(conference, "start") or (days[0] if days else ""))
    ends = _date(_say(conference, "end") or (days[-1] if days else ""))
    if starts is None or ends is None:
        raise Unreadable(Fault("conference", "It has no readable start and end date."))
    zone = zone_named(_say(conference, "time_zone_name"))
    return FrozenMeeting(
        slug=_say(conference, "acronym"),
        name=_say(conference, "title"),
        starts_on=starts,
        ends_on=max(ends, starts),
        zone=zone.key if zone else "UTC",
        venue=_say(conference, "venue"),
        city=_say(conference, "city"),
    )


def _event(node: Element, room: str, day: str | None, meeting: FrozenMeeting) -> Event:
    title = _say(node, "title")
    started = _say(node, "date") or f"{day}T{_say(node, 'start')}"
    return Event(
        where=f"event {node.get('id', '?')} “{title[:60]}”",
        external_id=node.get("guid") or node.get("id") or _say(node, "slug"),
        title=title,
        room=_say(node, "room") or room,
        starts_at=moment_of(started, meeting.tz),
        minutes=minutes_of(_say(node, "duration")),
        subtitle=_say(node, "subtitle"),
        topic=_say(node, "track"),
        format=_say(node, "type"),
        language=_say(node, "language"),
        abstract=_say(node, "abstract"),
        description=_say(node, "description"),
        people=[
            (person.get("guid") or person.get("id") or "", (person.text or "").strip())
            for person in node.iterfind("persons/person")
            if (person.text or "").strip()
        ],
    )


def _say(node: Element, name: str) -> str:
    return plain(node.findtext(name) or "").strip()


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def write(program: Program, address: str) -> bytes:
    """The program as schedule.xml; cancelled sessions are left out, as readers of this format know no such thing."""
    root = Element("schedule")
    SubElement(root, "generator", name="Convoke", version=VERSION)
    SubElement(root, "version").text = str(program.number)
    _write_conference(root, program, address)
    for index, day in enumerate(program.days, start=1):
        _write_day(root, program, day, index, address)
    indent(root)
    return tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _write_conference(root: Element, program: Program, address: str) -> None:
    meeting = program.meeting
    facts = {
        "acronym": meeting.slug,
        "title": meeting.name,
        "start": meeting.starts_on.isoformat(),
        "end": meeting.ends_on.isoformat(),
        "days": str((meeting.ends_on - meeting.starts_on).days + 1),
        "venue": meeting.venue,
        "city": meeting.city,
        "timeslot_duration": "00:05",
        "base_url": address,
        "time_zone_name": meeting.zone,
    }
    _fill(SubElement(root, "conference"), facts)


def _write_day(root: Element, program: Program, day: date, index: int, address: str) -> None:
    sessions = [session for session in program.living if program.day_of(session) == day]
    zone = program.meeting.tz
    node = SubElement(
        root,
        "day",
        index=str(index),
        date=day.isoformat(),
        start=min(session.starts_at for session in sessions).astimezone(zone).isoformat(),
        end=max(session.ends_at for session in sessions).astimezone(zone).isoformat(),
    )
    for room in program.rooms:
        here = [session for session in sessions if session.room == room.slug]
        if here:
            room_node = SubElement(node, "room", name=_safe(room.name), guid=room.slug)
            for session in here:
                _write_event(room_node, session, program, address)


def _write_event(parent: Element, session: FrozenSession, program: Program, address: str) -> None:
    starts = session.starts_at.astimezone(program.meeting.tz)
    node = SubElement(parent, "event", id=session.code, guid=session.external_id or session.uid)
    facts = {
        "date": starts.isoformat(),
        "start": starts.strftime("%H:%M"),
        "duration": duration_of(session.minutes),
        "room": program.room_by_slug[session.room].name,
        "slug": f"{program.meeting.slug}-{session.code}",
        "url": f"{address}sessions/{session.code}/",
        "title": session.title,
        "subtitle": session.subtitle,
        "track": next((topic.name for topic in program.topics_of(session)), ""),
        "type": session.format,
        "language": session.language,
        "abstract": session.abstract,
        "description": session.description,
    }
    _fill(node, facts)
    persons = SubElement(node, "persons")
    for person in program.people_of(session):
        SubElement(persons, "person", id=person.code, guid=person.code).text = _safe(person.name)
    for empty in ("links", "attachments"):
        SubElement(node, empty)


def _fill(node: Element, facts: dict[str, str]) -> None:
    for name, words in facts.items():
        SubElement(node, name).text = _safe(words)


def _safe(words: str) -> str:
    """Without the characters that XML 1.0 cannot carry."""
    return "".join(
        each for each in plain(words) if each in "\t\n" or (ord(each) >= 32 and each not in "\ufffe\uffff")
    )
