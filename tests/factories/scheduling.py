"""Rooms, blocks and sessions for tests, written straight to the tables."""

from datetime import UTC, datetime

from scheduling.models import Block, Placement, Room, Session, SessionPerson, Version
from workshops.models import Meeting

FRIDAY = datetime(2027, 12, 10, 13, 0, tzinfo=UTC)


def make_room(meeting: Meeting, slug: str = "hall-a", **fields) -> Room:
    fields = {"name": slug.replace("-", " ").title(), "capacity": 100} | fields
    return Room.objects.create(meeting=meeting, slug=slug, **fields)


def make_block(meeting: Meeting, **fields) -> Block:
    """Friday, 13:00 to 23:00 UTC (8:00 to 18:00 in New York)."""
    fields = {"name": "Friday", "starts_at": FRIDAY, "ends_at": FRIDAY.replace(hour=23)} | fields
    return Block.objects.create(meeting=meeting, **fields)


def make_session(meeting: Meeting, title: str = "Clots and cancer", *speakers, **fields) -> Session:
    session = Session.objects.create(meeting=meeting, **{"title": title, "minutes": 60} | fields)
    for order, person in enumerate(speakers):
        SessionPerson.objects.create(session=session, person=person, order=order, affiliation=person.affiliation)
    return session


def make_version(meeting: Meeting, at: datetime, **fields) -> Version:
    return Version.objects.create(meeting=meeting, **{"number": 1, "created_at": at} | fields)


def place(version: Version, session: Session, room: Room, starts_at: datetime = FRIDAY, **fields) -> Placement:
    return Placement.objects.create(version=version, session=session, room=room, starts_at=starts_at, **fields)
