"""An imported program becomes a meeting with rooms, blocks of time, sessions and people, all or nothing."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.models import Person
from people.refusal import Refusal, insist
from program.exchange.assembling import split_name
from program.exchange.checking import SLACK
from program.snapshot import FrozenBlock, FrozenPerson, FrozenSession, Program
from rendering.text import one_line, plain
from scheduling.actions.acknowledging import acknowledge
from scheduling.actions.placing import draft_of
from scheduling.models import Block, Placement, Room, Session, SessionItem, SessionPerson, Version
from scheduling.models.place import BlockKind
from workshops.actions.meetings import create_meeting
from workshops.coordinates import geo_of
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
    meeting = _meeting(program, slug, by, at)
    insist(_fits(program, meeting))
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
    _give_homes(program, meeting, rooms, topics)
    _blocks(program, meeting)
    acknowledge(version, reason="So it stands in the imported program", by=by, at=at)
    record("import program", meeting, by=by, at=at, sessions=len(sessions))
    return Imported(meeting, version, len(sessions), len(people))


def _meeting(program: Program, slug: str, by: Any, at: datetime) -> Meeting:
    given = program.meeting
    return Meeting.objects.filter(slug=slug).first() or create_meeting(
        slug=slug,
        name=one_line(given.name)[:160] or slug,
        starts_on=given.starts_on,
        ends_on=given.ends_on,
        zone=given.zone,
        venue=one_line(given.venue)[:160],
        city=one_line(given.city)[:120],
        coordinates=given.coordinates if geo_of(given.coordinates) else "",
        description=plain(given.description),
        is_public=True,
        by=by,
        at=at,
    )


def _fits(program: Program, meeting: Meeting) -> Refusal | None:
    """A program of other dates than the meeting's is most likely another meeting's."""
    given = program.meeting
    if given.starts_on <= meeting.ends_on + SLACK and meeting.starts_on - SLACK <= given.ends_on:
        return None
    dates = f"from {given.starts_on} to {given.ends_on}, the meeting {meeting.slug} from {meeting.starts_on}"
    return Refusal(f"The file's program runs {dates} to {meeting.ends_on}.", "Name another meeting.")


def _rooms(program: Program, meeting: Meeting) -> dict[str, Room]:
    rooms = {}
    for order, room in enumerate(program.rooms):
        facts = {
            "name": one_line(room.name)[:120] or room.slug,
            "location": one_line(room.location)[:160],
            "capacity": room.capacity,
            "online_address": room.online_address,
            "order": order,
        }
        rooms[room.slug] = Room.objects.update_or_create(meeting=meeting, slug=room.slug, defaults=facts)[0]
    return rooms


def _topics(program: Program, meeting: Meeting) -> dict[str, Topic]:
    topics = {}
    for order, topic in enumerate(program.topics):
        name = one_line(topic.name)[:160] or topic.slug
        facts = {"name": name, "code": topic.code[:20], "hue": topic.hue % 10, "order": order}
        topics[topic.slug] = Topic.objects.update_or_create(meeting=meeting, slug=topic.slug, defaults=facts)[0]
    return topics


def _people(program: Program, meeting: Meeting) -> dict[str, Person]:
    """Persons known only by name. A name that already speaks in this meeting is the same person."""
    here = Person.objects.filter(session_roles__session__meeting=meeting, email__isnull=True).distinct()
    known: dict[str, list[Person]] = {}
    for person in here.order_by("-pk"):
        known.setdefault(person.name, []).append(person)
    people, new = {}, []
    for frozen in program.people:
        given, family = _parts_of(frozen)
        same = known.get(f"{given} {family}".strip())
        if same:
            people[frozen.code] = same.pop()
            continue
        facts = {"given_name": given, "family_name": family, "affiliation": one_line(frozen.affiliation)[:200]}
        people[frozen.code] = Person(**facts)
        new.append(people[frozen.code])
    Person.objects.bulk_create(new, batch_size=500)
    return people


def _parts_of(person: FrozenPerson) -> tuple[str, str]:
    """Given and family name: as our own index has them, else as the order of words suggests."""
    name = one_line(person.name)
    family, _, given = one_line(person.index_name).partition(", ")
    if f"{given} {family}".strip() != name:
        given, family = split_name(name)
    return given[:100], family[:100]


def _sessions(program: Program, meeting: Meeting) -> dict[str, Session]:
    """Frozen code: its row, known again by the key of the system it came from, or by ours (exchange.naming)."""
    old = {session.external_id or session.pk: session for session in meeting.sessions.all()}
    ours = {session.uid: key for key, session in old.items()}
    rows = {}
    for frozen in program.sessions:
        row = old.pop(frozen.external_id, None) or old.pop(ours.get(frozen.external_id, ""), None)
        row = row or Session(meeting=meeting, external_id=frozen.external_id)
        _copy_words(frozen, row)
        rows[frozen.code] = row
    Session.objects.bulk_update([row for row in rows.values() if row.pk], WORDS, batch_size=100)
    Session.objects.bulk_create([row for row in rows.values() if row.pk is None], batch_size=500)
    _remove(meeting, list(old.values()))
    return rows


def _remove(meeting: Meeting, old: list[Session]) -> None:
    """Sessions that the file no longer names leave the draft; those that no release knows vanish."""
    Placement.objects.filter(session__in=old, version__frozen_at__isnull=True).delete()
    released = Placement.objects.filter(session__in=old).values("session")
    meeting.sessions.filter(pk__in=[row.pk for row in old], proposal__isnull=True).exclude(pk__in=released).delete()


def _copy_words(frozen: FrozenSession, row: Session) -> None:
    row.title = one_line(frozen.title)[:300]
    row.subtitle = one_line(frozen.subtitle)[:300]
    row.abstract = plain(frozen.abstract)
    row.description = plain(frozen.description)
    row.format_name = one_line(frozen.format)[:120]
    row.language = one_line(frozen.language)[:10]
    row.source_address = frozen.source_address[:500]
    row.minutes = frozen.minutes
    row.cancelled_at, row.cancel_reason = None, ""


WORDS = (
    *("title", "subtitle", "abstract", "description", "format_name", "language", "source_address", "minutes"),
    *("cancelled_at", "cancel_reason"),
)
"""What `_copy_words` sets."""


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
                session=row,
                person=people[each.person],
                role=each.role[:12],
                affiliation=one_line(each.affiliation)[:200],
                order=order,
            )
            for order, each in enumerate(frozen.people)
        ]
    link.objects.bulk_create(links)
    SessionPerson.objects.bulk_create(roles)
    by_person = {(each.session_id, each.person_id): each for each in roles}
    SessionItem.objects.bulk_create(
        SessionItem(
            session=sessions[frozen.code],
            kind=item.kind[:12],
            title=one_line(item.title)[:300],
            minutes=item.minutes,
            speaker=by_person.get((sessions[frozen.code].pk, people[item.speaker].pk)) if item.speaker else None,
            order=order,
        )
        for frozen in program.sessions
        for order, item in enumerate(frozen.items)
    )


def _place(program: Program, version: Version, sessions: dict, rooms: dict) -> None:
    """Where two sessions start together in one room, the first has that place; the others wait for one, as do those
    without a room."""
    version.placements.all().delete()
    taken, placements = set(), []
    for frozen in program.sessions:
        place = (frozen.room, frozen.starts_at)
        if frozen.room and place not in taken:
            taken.add(place)
            row, room = sessions[frozen.code], rooms[frozen.room]
            placements.append(Placement(version=version, session=row, room=room, starts_at=frozen.starts_at))
    Placement.objects.bulk_create(placements)


def _give_homes(program: Program, meeting: Meeting, rooms: dict, topics: dict) -> None:
    """A topic is at home in every room where the file has a session of it."""
    link = Room.topics.through
    homes = {
        (rooms[each.room].pk, topics[slug].pk): None for each in program.living if each.room for slug in each.topics
    }
    link.objects.filter(room__meeting=meeting).delete()
    link.objects.bulk_create(link(room_id=room, topic_id=topic) for room, topic in homes)


def _blocks(program: Program, meeting: Meeting) -> None:
    """The file's blocks of time, where the meeting has none yet; else one a day, from the first start to the last
    end."""
    if not meeting.blocks.exists():
        Block.objects.bulk_create(
            Block(
                meeting=meeting,
                name=one_line(each.name)[:120],
                kind=each.kind if each.kind in BlockKind.values else BlockKind.SESSIONS,
                starts_at=each.starts_at,
                ends_at=each.ends_at,
                grid_minutes=5,
            )
            for each in program.blocks or _days(program)
            if each.starts_at < each.ends_at
        )


def _days(program: Program) -> list[FrozenBlock]:
    days: dict[date, list[FrozenSession]] = {}
    for session in program.living:
        days.setdefault(program.day_of(session), []).append(session)
    return [
        FrozenBlock(
            name=f"{day:%A} {day.day} {day:%B}",
            kind=BlockKind.SESSIONS,
            starts_at=min(session.starts_at for session in some),
            ends_at=max(session.ends_at for session in some),
        )
        for day, some in sorted(days.items())
    ]
