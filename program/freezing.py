"""From the tables to a frozen program, carrying calendar revisions on from the release before."""

from dataclasses import replace
from datetime import datetime, timedelta

from program.snapshot import (
    FrozenBlock,
    FrozenItem,
    FrozenMeeting,
    FrozenPerson,
    FrozenRole,
    FrozenRoom,
    FrozenSession,
    FrozenTopic,
    Program,
)
from scheduling.models import Placement, Session, Version
from workshops.models import Meeting


def program_of(version: Version, *, number: int, note: str, at: datetime, before: Program | None) -> Program:
    """The program of a version. A session that the release before held and this version does not is kept as
    cancelled, with its last place, so that every subscriber learns of it."""
    meeting = version.meeting
    placements = _placements(version)
    sessions = [_session(each, at) for each in placements]
    people = {role.person.pk: role.person for each in placements for role in each.session.people.all()}
    frozen_people = {person.code: _person(person) for person in people.values()}
    if before:
        sessions = [_carried(each, before, at) for each in sessions]
        gone = _gone(before, {each.code for each in sessions}, meeting, at)
        for session in gone:
            for role in session.people:
                frozen_people.setdefault(role.person, before.person_by_code[role.person])
        sessions += gone
    return Program(
        meeting=_meeting(meeting),
        number=number,
        frozen_at=at,
        note=note,
        rooms=_rooms(meeting, before, sessions),
        topics=tuple(FrozenTopic(each.slug, each.name, each.code, each.hue) for each in meeting.topics.all()),
        blocks=tuple(
            FrozenBlock(each.name, each.kind, each.starts_at, each.ends_at) for each in meeting.blocks.all()
        ),
        people=tuple(sorted(frozen_people.values(), key=lambda person: (person.index_name, person.code))),
        sessions=tuple(sorted(sessions, key=lambda each: (each.starts_at, each.room, each.title, each.code))),
    )


def _placements(version: Version) -> list[Placement]:
    return list(
        version.placements.filter(session__in=Session.objects.living())
        .select_related("session", "room")
        .prefetch_related("session__topics", "session__people__person", "session__items__speaker__person")
    )


def _meeting(meeting: Meeting) -> FrozenMeeting:
    return FrozenMeeting(
        slug=meeting.slug,
        name=meeting.name,
        starts_on=meeting.starts_on,
        ends_on=meeting.ends_on,
        zone=meeting.zone,
        venue=meeting.venue,
        city=meeting.city,
        description=meeting.description,
    )


def _person(person) -> FrozenPerson:
    return FrozenPerson(person.code, person.name, person.index_name, person.affiliation)


def _rooms(meeting: Meeting, before: Program | None, sessions: list[FrozenSession]) -> tuple[FrozenRoom, ...]:
    """The meeting's rooms, and those of the release before in which a cancelled session was to be."""
    rooms = {
        each.slug: FrozenRoom(each.slug, each.name, each.location, each.capacity) for each in meeting.rooms.all()
    }
    for session in sessions:
        if before and session.room not in rooms:
            rooms[session.room] = before.room_by_slug[session.room]
    return tuple(rooms.values())


def _session(placement: Placement, at: datetime) -> FrozenSession:
    session = placement.session
    return FrozenSession(
        code=session.code,
        uid=session.uid,
        title=session.title,
        starts_at=placement.starts_at,
        ends_at=placement.starts_at + timedelta(minutes=session.minutes),
        room=placement.room.slug,
        revised_at=at,
        external_id=session.external_id,
        subtitle=session.subtitle,
        abstract=session.abstract,
        description=session.description,
        format=session.format_name,
        language=session.language,
        source_address=session.source_address,
        topics=tuple(topic.slug for topic in session.topics.all()),
        people=tuple(FrozenRole(each.person.code, each.role, each.affiliation) for each in session.people.all()),
        items=_items(placement),
    )


def _items(placement: Placement) -> tuple[FrozenItem, ...]:
    """The running order with clock times, as long as the minutes of every item before are known."""
    clock: datetime | None = placement.starts_at
    items = []
    for item in placement.session.items.all():
        speaker = item.speaker.person.code if item.speaker else ""
        items.append(FrozenItem(item.kind, item.title, item.minutes, clock, speaker))
        clock = clock + timedelta(minutes=item.minutes) if clock and item.minutes else None
    return tuple(items)


def _carried(session: FrozenSession, before: Program, at: datetime) -> FrozenSession:
    """The session with the sequence and revision time that follow from the release before."""
    old = before.session_by_code.get(session.code)
    if old is None:
        return session
    if replace(session, sequence=old.sequence, revised_at=old.revised_at) == old:
        return old
    moved = session.calendar_facts != old.calendar_facts
    return replace(session, sequence=old.sequence + moved, revised_at=at)


def _gone(before: Program, kept: set[str], meeting: Meeting, at: datetime) -> list[FrozenSession]:
    reasons = dict(meeting.sessions.exclude(cancel_reason="").values_list("code", "cancel_reason"))
    gone = []
    for old in before.sessions:
        if old.code in kept:
            continue
        if not old.cancelled:
            reason = reasons.get(old.code, "")
            old = replace(old, cancelled=True, cancel_reason=reason, sequence=old.sequence + 1, revised_at=at)
        gone.append(old)
    return gone
