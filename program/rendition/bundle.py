"""Which files a release consists of, and how each is made."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from program.exchange import c3voc, frab
from program.snapshot import Program


@dataclass(frozen=True)
class Setting:
    """`address` is the meeting's public address with a slash at its end."""

    address: str
    society: str
    accent: str
    organizer_name: str
    organizer_address: str


@dataclass(frozen=True)
class File:
    """`make` returns the bytes, or None when this machine cannot make them (printing without Pango)."""

    name: str
    content_type: str
    make: Callable[[], bytes | None]


CALENDAR = "text/calendar; charset=utf-8"


def files_of(program: Program, setting: Setting) -> Iterator[File]:
    """Every file but the snapshot itself, quick ones first, the book last."""
    from program.rendition.book import book_pdf
    from program.rendition.calendars import Calendars
    from program.rendition.tables import program_csv

    calendars = Calendars(program, setting)
    yield File("program.ics", CALENDAR, calendars.whole)
    yield File("program.csv", "text/csv; charset=utf-8", partial(program_csv, program))
    yield File("schedule.xml", "application/xml; charset=utf-8", partial(frab.write, program, setting.address))
    yield File("schedule.json", "application/json; charset=utf-8", partial(c3voc.write, program, setting.address))
    for topic in program.topics:
        yield File(f"topics/{topic.slug}.ics", CALENDAR, partial(calendars.topic, topic.slug))
    for room in program.rooms:
        yield File(f"rooms/{room.slug}.ics", CALENDAR, partial(calendars.room, room.slug))
    for person in program.people:
        yield File(f"people/{person.code}.ics", CALENDAR, partial(calendars.person, person.code))
    for session in program.sessions:
        yield File(f"sessions/{session.code}.ics", CALENDAR, partial(calendars.session, session.code))
    yield File("program.pdf", "application/pdf", partial(book_pdf, program, setting))
