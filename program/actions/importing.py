"""An imported program becomes a meeting with rooms, blocks of time, sessions and people, all or nothing."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from audit.actions import record
from people.models import Person
from people.refusal import Refusal, insist
from program.exchange.assembling import split_name
from program.snapshot import FrozenSession, Program
from scheduling.actions.placing import draft_of
from scheduling.models import Block, Placement, Room, Session, SessionItem, SessionPerson, Version
from workshops.models import Meeting, Topic


@dataclass(frozen=True)
class Imported:
    meeting: Meeting
    version: Version
    sessions: int
    people: int


@transaction.atomic
def import_program(program: Program, *, slug: str, by: Any, at: datetime, replace: bool = False) -> Imported:
    """Write a program into the meeting `slug`, made when absent and refused when it has sessions, unless `replace`.

    With `replace`, sessions that the file names by the same id keep their code and calendar UID.
    """
    meeting = _meeting(program, slug)
    if meeting.sessions.exists() and not replace:
        insist(
            Refusal(f"The meeting {slug} has sessions already.", "Say --replace to put this program in their place.")
        )
    rooms = _rooms(program, meeting)
    topics = _topics(program, meeting)
    people = _people(program, meeting)
    version = draft_of(meeting, at=at)
    sessions = _sessions(program, meeting)
    _fill(program, sessions, topics, people)
    _place(program, version, sessions, rooms)
    _blocks(program, meeting)
    record("import program", meeting, by=by, at=at, sessions=len(sessions))
    return Imported(meeting, version, len(sessions), len(people))


def _meeting(program: Program, slug: str) -> Meeting:
    given = program.meeting
    facts = {
        "name": given.name or slug,
        "starts_on": given.starts_on,
        "ends_on": given.ends_on,
        "zone": given.zone,
        "venue": given.venue,
        "city": given.city,
        "is_public": True,
    }
    return Meeting.objects.get_or_create(slug=slug, defaults=facts)[0]


def _rooms(program: Program, meeting: Meeting) -> dict[str, Room]:
    rooms = {}
    for order, room in enumerate(program.rooms):
        facts = {"name": room.name[:120], "location": room.location, "capacity": room.capacity, "order": order}
        rooms[room.slug] = Room.objects.update_or_create(meeting=meeting, slug=room.slug, defaults=facts)[0]
    return rooms


def _topics(program: Program, meeting: Meeting) -> dict[str, Topic]:
    topics = {}
    for order, topic in enumerate(program.topics):
        facts = {"name": topic.name[:160], "code": topic.code, "hue": topic.hue, "order": order}
        topics[topic.slug] = Topic.objects.update_or_create(meeting=meeting, slug=topic.slug, defaults=facts)[0]
    return topics


def _people(program: Program, meeting: Meeting) -> dict[str, Person]:
    """Persons known only by name. A name that already speaks in this meeting is the same person."""
    here = Person.objects.filter(session_roles__session__meeting=meeting, email__isnull=True).distinct()
    known = {person.name: person for person in here}
    people = {}
    for frozen in program.people:
        person = known.pop(frozen.name, None)
        if person is None:
            given, family = split_name(frozen.name)
            person = Person.objects.create(
                given_name=given[:100], family_name=family[:100], affiliation=frozen.affiliation[:200]
            )
        people[frozen.code] = person
    return people


def _sessions(program: Program, meeting: Meeting) -> dict[str, Session]:
    """Frozen code: its row."""
    old = {session.external_id: session for session in meeting.sessions.all()}
    rows = {}
    for frozen in program.sessions:
        row = old.pop(frozen.external_id, None) or Session(meeting=meeting, external_id=frozen.external_id)
        _copy_words(frozen, row)
        row.save()
        rows[frozen.code] = row
    _remove(meeting, list(old.values()))
    return rows


def _remove(meeting: Meeting, old: list[Session]) -> None:
    """Sessions that the file no longer names leave the draft; those that no release knows vanish."""
    Placement.objects.filter(session__in=old, version__frozen_at__isnull=True).delete()
    released = Placement.objects.filter(session__in=old).values("session")
    meeting.sessions.filter(pk__in=[row.pk for row in old], proposal__isnull=True).exclude(pk__in=released).delete()


def _copy_words(frozen: FrozenSession, row: Session) -> None:
    row.title = frozen.title[:300]
    row.subtitle = frozen.subtitle[:300]
    row.abstract = frozen.abstract
    row.description = frozen.description
    row.format_name = frozen.format[:120]
    row.language = frozen.language[:10]
    row.source_address = frozen.source_address
    row.minutes = frozen.minutes
    row.cancelled_at = None


def _fill(program: Program, sessions: dict, topics: dict, people: dict) -> None:
    """Topics, people and running order of every session, a few statements for all."""
    ids = [row.pk for row in sessions.values()]
    SessionItem.objects.filter(session__in=ids).delete()
    SessionPerson.objects.filter(session__in=ids).delete()
    link = Session.topics.through
    link.objects.filter(session__in=ids).delete()
    roles, links = [], []
    for frozen in program.sessions:
        row = sessions[frozen.code]
        links += [link(session=row, topic=topics[slug]) for slug in frozen.topics]
        roles += [
            SessionPerson(
                session=row, person=people[each.person], role=each.role, affiliation=each.affiliation, order=order
            )
            for order, each in enumerate(frozen.people)
        ]
    link.objects.bulk_create(links)
    SessionPerson.objects.bulk_create(roles)
    by_person = {(each.session_id, each.person_id): each for each in roles}
    SessionItem.objects.bulk_create(
        SessionItem(
            session=sessions[frozen.code],
            kind=item.kind,
            title=item.title,
            minutes=item.minutes,
            speaker=by_person.get((sessions[frozen.code].pk, people[item.speaker].pk)) if item.speaker else None,
            order=order,
        )
        for frozen in program.sessions
        for order, item in enumerate(frozen.items)
    )


def _place(program: Program, version: Version, sessions: dict, rooms: dict) -> None:
    """Where two sessions start together in one room, the first has that place; the others wait for one."""
    version.placements.all().delete()
    taken, placements = set(), []
    for frozen in program.sessions:
        place = (frozen.room, frozen.starts_at)
        if place not in taken:
            taken.add(place)
            row, room = sessions[frozen.code], rooms[frozen.room]
            placements.append(Placement(version=version, session=row, room=room, starts_at=frozen.starts_at))
    Placement.objects.bulk_create(placements)


def _blocks(program: Program, meeting: Meeting) -> None:
    """One block of time per day, from the first start to the last end, where the meeting has none yet."""
    if meeting.blocks.exists():
        return
    for day in program.days:
        sessions = [session for session in program.living if program.day_of(session) == day]
        starts = min(session.starts_at for session in sessions)
        ends = max(session.ends_at for session in sessions)
        Block.objects.create(
            meeting=meeting,
            name=f"{day:%A} {day.day} {day:%B}",
            starts_at=starts,
            ends_at=max(ends, starts + timedelta(minutes=5)),
            grid_minutes=5,
        )
