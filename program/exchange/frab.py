"""The schedule.xml that frab, pentabarf and many attendee apps speak.

Written as c3voc's published schema (voc/schedule, validator/xsd) wants it. That knows no venue and city.
"""

from datetime import date
from xml.etree.ElementTree import Element, ParseError, SubElement, indent, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

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
VERSION = "1"


def read(body: bytes, wish: str = "") -> Assembled:
    """The program a schedule.xml holds. Raises Unreadable, with every fault, when it cannot be used.

    Entities are never expanded and nothing outside the file is fetched.
    """
    try:
        root = fromstring(body)
    except DefusedXmlException:
        raise Unreadable(Fault("", "The file declares entities or points outside itself; it is not read.")) from None
    except (ParseError, ValueError, UnicodeError) as fault:
        raise Unreadable(Fault("", f"The file is not whole XML: {fault}.")) from None
    conference = root.find("conference")
    if root.tag != "schedule" or conference is None:
        raise Unreadable(Fault("", "The file is XML, but not a frab schedule (no <schedule> with a <conference>)."))
    generator = root.find("generator")
    ours = generator is not None and generator.get("name") == GENERATOR
    reading = Reading(
        slug=_say(conference, "acronym"),
        name=_say(conference, "title"),
        starts_on=_say(conference, "start"),
        ends_on=_say(conference, "end"),
        zone=_say(conference, "time_zone_name"),
        venue=_say(conference, "venue"),
        city=_say(conference, "city"),
        tracks=[name for node in conference.iterfind("track") if (name := one_line(node.get("name") or ""))],
        day_change=_say(conference, "day_change"),
        events=[],
    )
    for day in root.iterfind("day"):
        for room in day.iterfind("room"):
            name = one_line(room.get("name") or "")
            if name:
                reading.rooms.setdefault(name)
            reading.events += [_event(node, name, day.get("date") or "", ours) for node in room.iterfind("event")]
    return assemble(reading, wish)


def _event(node: Element, room: str, day: str, ours: bool) -> Event:
    title, track = _say(node, "title"), _say(node, "track")
    prose = plain if ours else markdown_of
    links = [(link.text or "", link.get("href") or "") for link in node.iterfind("links/link")]
    return Event(
        where=f"event {node.get('id', '?')[:40]} “{title[:60]}”",
        external_id=one_line(node.get("guid") or node.get("id") or _say(node, "slug")),
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
        abstract=prose(node.findtext("abstract") or "").strip(),
        description=with_links(prose(node.findtext("description") or "").strip(), links),
        source_address=source_address(_say(node, "url")),
        people=[
            Named(one_line(person.get("guid") or person.get("code") or person.get("id") or ""), name)
            for person in node.iterfind("persons/person")
            if (name := one_line("".join(person.itertext())))
        ],
    )


def _say(node: Element, name: str) -> str:
    return one_line(node.findtext(name) or "")


def write(program: Program, address: str) -> bytes:
    """The program as schedule.xml; cancelled sessions are left out, as readers of this format know no such thing."""
    root = Element("schedule")
    SubElement(root, "generator", name=GENERATOR, version=VERSION)
    SubElement(root, "version").text = str(program.number)
    _write_conference(root, program, address)
    numbers = numbers_of([*program.session_by_code, *program.person_by_code])
    for index, day in enumerate(program.days, start=1):
        _write_day(root, program, day, index, address, numbers)
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
        "timeslot_duration": "00:05",
        "base_url": address,
        "time_zone_name": meeting.zone,
    }
    conference = SubElement(root, "conference")
    _fill(conference, facts)
    for topic in program.topics:
        SubElement(conference, "track", name=_safe(topic.name))


def _write_day(root: Element, program: Program, day: date, index: int, address: str, numbers: dict[str, int]) -> None:
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
            room_node = SubElement(node, "room", name=_safe(room.name), guid=uuid_of(f"{address}rooms/{room.slug}/"))
            for session in here:
                _write_event(room_node, session, program, address, numbers)


def _write_event(
    parent: Element, session: FrozenSession, program: Program, address: str, numbers: dict[str, int]
) -> None:
    starts = session.starts_at.astimezone(program.meeting.tz)
    node = SubElement(parent, "event", id=str(numbers[session.code]), guid=guid_of(session))
    facts = {
        "date": starts.isoformat(),
        "start": starts.strftime("%H:%M"),
        "duration": duration_of(session.minutes),
        "room": program.room_by_slug[session.room].name,
        "slug": slug_of(session, program.meeting),
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
        guid = uuid_of(f"{address}people/{person.code}/")
        SubElement(persons, "person", id=str(numbers[person.code]), guid=guid).text = _safe(person.name)
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
