"""What is on public record of past meetings, as facts with their addresses.

Olga writes down sessions of the American Society of Hematology of which a public page tells: titles, chairs, and,
where the page says so, room and time. What no page says stays empty. Years in which a session has a room and a time
are released, so that pages, calendars and the printed program can be tried on real sessions; the others are seen by
staff only, and their sessions wait for a place that nobody knows. No score, comment or proposal is about them.
"""

from typing import Any

from django.utils.text import slugify

from demo.records import EDITIONS, NO_LENGTH, Edition, Record
from program.actions import releasing
from scheduling.actions.naming import name_people
from scheduling.actions.places import keep
from scheduling.actions.placing import draft_of, place
from scheduling.actions.sessions import keep_session
from scheduling.models import Block, Room, Session
from workshops.actions.meetings import create_meeting, publish_meeting
from workshops.models import Meeting

SERIES = "ASH sessions on public record"
SHARED = "the source names one room for two parallel sessions"
ABOUT = """Real sessions of the American Society of Hematology, as far as a public page that we read tells of them;
each names its page. This is a small part of that year's meeting, kept here to try pages, calendars and the printed
program on real titles, rooms and times. It is not the society's own program, and the society has no part in it.
"""


def tell(story: Any) -> None:
    olga, at = story.person("olga"), story.days(-400)
    for edition in EDITIONS:
        meeting = create_meeting(
            slug=edition.slug,
            name=f"ASH {edition.year}: sessions on record",
            series=SERIES,
            description=ABOUT,
            starts_on=edition.starts_on,
            ends_on=edition.ends_on,
            city=edition.city,
            zone=edition.zone,
            by=olga,
            at=at,
        )
        write_down(meeting, edition, olga, at)
        if edition.timed:
            meeting = publish_meeting(meeting, by=olga, at=at)
            note = "Sessions with a room and a time on record"
            made = releasing.release(
                draft_of(meeting, at=at), note=note, by=olga, at=at, in_background=False, despite="So it was held"
            )
            releasing.render(made, at=at)


def write_down(meeting: Meeting, edition: Edition, olga: Any, at: Any) -> None:
    rooms: dict[str, Room] = {}
    for record in edition.records:
        session = Session(
            meeting=meeting,
            title=record.facts["title"],
            format_name=record.format,
            minutes=record.minutes if record.is_timed else NO_LENGTH,
            description=record.said,
            source_address=record.facts["source_url"],
        )
        keep_session(session, by=olga, at=at)
        name_people(session, people=record.people, by=olga, at=at)
        if record.is_timed:
            room = room_for(meeting, record, rooms, olga, at)
            place(draft_of(meeting, at=at), session, room=room, starts_at=record.starts_at, by=olga, at=at)
    for day in sorted({record.starts_at.astimezone(meeting.tz).date() for record in edition.timed}):
        open_day(meeting, [r for r in edition.timed if r.starts_at.astimezone(meeting.tz).date() == day], olga, at)


def room_for(meeting: Meeting, record: Record, rooms: dict[str, Room], olga: Any, at: Any) -> Room:
    """The room of the record; a second one of the same name for the second of two parallel sessions."""
    name, venue = record.facts["room"], record.facts["venue"] or ""
    alike = [
        each for each in record.edition.timed if (each.facts["room"], each.facts["venue"] or "") == (name, venue)
    ]
    twins = [each for each in alike if each.starts_at == record.starts_at]
    slug = slugify(f"{venue} {name}")[:50] + (f"-{twins.index(record) + 1}" if len(twins) > 1 else "")
    if slug not in rooms:
        location = ", ".join(filter(None, (venue, SHARED if len(twins) > 1 else "")))
        room = Room(meeting=meeting, slug=slug, name=name, location=location, order=len(rooms))
        rooms[slug] = keep(room, meeting=meeting, by=olga, at=at)  # type: ignore[assignment]
    return rooms[slug]


def open_day(meeting: Meeting, records: list[Record], olga: Any, at: Any) -> None:
    """The hours between the first start and the last end on record."""
    starts = min(record.starts_at for record in records)
    block = Block(meeting=meeting, name=f"{starts.astimezone(meeting.tz):%A}", grid_minutes=5, starts_at=starts)
    block.ends_at = max(record.ends_at for record in records)
    keep(block, meeting=meeting, by=olga, at=at)
