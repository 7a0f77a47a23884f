"""From the tables to a frozen program, carrying calendar revisions on from the release before.

Texts are made plain here, whatever door they came in by, so that every rendition can say them as they are.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from program.attending.freezing import AskedNow, asked_now, with_what_is_asked
from program.disclosures import frozen_disclosures
from program.folding import folded
from program.snapshot import (
    FrozenAnswer,
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
from proposals.prompts.printed import Printed, printed_answers
from rendering.text import one_line, plain
from scheduling.models import Placement, Session, Version
from workshops.models import Meeting


def program_of(
    version: Version,
    *,
    number: int,
    note: str,
    at: datetime,
    before: Program | None,
    without: Collection[int] = (),
) -> Program:
    """The program of a version, without the sessions (by key) that are held back. A session that the release before
    held and this version does not is kept as cancelled, with its last place, so that every subscriber learns of it.
    It is frozen after the one before, also when the clock was set back: a calendar keeps what is newer.
    """
    meeting = version.meeting
    at = max(at, before.frozen_at + timedelta(seconds=1)) if before else at
    placements = [each for each in _placements(version) if each.session_id not in without]
    persons = {role.person_id: role.person for each in placements for role in each.session.people.all()}
    printed = printed_answers({each.session.proposal_id for each in placements} - {None})
    program = Program(
        meeting=_meeting(meeting),
        number=number,
        frozen_at=at,
        note=one_line(note),
        rooms=_rooms(meeting, placements, before),
        topics=tuple(
            FrozenTopic(each.slug, one_line(each.name), each.code, each.hue) for each in meeting.topics.all()
        ),
        blocks=tuple(
            FrozenBlock(one_line(each.name), each.kind, each.starts_at, each.ends_at) for each in meeting.blocks.all()
        ),
        people=_in_index_order(map(_person, persons.values())),
        sessions=tuple(_session(each, at, printed.get(each.session.proposal_id, ())) for each in placements),
        disclosures=frozen_disclosures(meeting, persons),
    )
    program = with_what_is_asked(program, asked_now(meeting))
    return _in_order(_continued(program, before, reasons_of(meeting), at) if before else program)


def program_again(
    earlier: Program,
    *,
    number: int,
    note: str,
    at: datetime,
    before: Program,
    reasons: Mapping[str, str],
    asked: AskedNow,
) -> Program:
    """What an earlier release said, as the one after `before`: of each session a calendar gets a newer revision, and
    what the earlier one did not hold is cancelled, with its reason by code where one was given. Rooms and topics that
    came since stay, since somebody may follow them; what people disclosed since, and what is `asked` of attendees
    now, is not taken back.
    """
    at = max(at, before.frozen_at + timedelta(seconds=1))
    people = {each.code for each in earlier.people}
    since = {each.person: each for each in before.disclosures if each.person in people}
    program = replace(
        earlier,
        number=number,
        note=one_line(note),
        frozen_at=at,
        rooms=(*earlier.rooms, *(each for each in before.rooms if each.slug not in earlier.room_by_slug)),
        topics=(*earlier.topics, *(each for each in before.topics if each.slug not in earlier.topic_by_slug)),
        disclosures=tuple((earlier.disclosure_by_person | since).values()),
    )
    return _in_order(_continued(with_what_is_asked(program, asked), before, reasons, at))


def reasons_of(meeting: Meeting) -> dict[str, str]:
    """Why sessions are cancelled, by code."""
    return dict(meeting.sessions.exclude(cancel_reason="").values_list("code", "cancel_reason"))


def _placements(version: Version) -> list[Placement]:
    return list(
        version.placements.filter(session__in=Session.objects.living())
        .select_related("session", "room")
        .prefetch_related("session__topics", "session__people__person", "session__items__speaker__person")
    )


def _meeting(meeting: Meeting) -> FrozenMeeting:
    return FrozenMeeting(
        slug=meeting.slug,
        name=one_line(meeting.name),
        starts_on=meeting.starts_on,
        ends_on=meeting.ends_on,
        zone=meeting.zone,
        venue=one_line(meeting.venue),
        city=one_line(meeting.city),
        description=plain(meeting.description),
        coordinates=meeting.coordinates,
    )


def _rooms(meeting: Meeting, placements: list[Placement], before: Program | None) -> tuple[FrozenRoom, ...]:
    """Those that hold a session, and those that were public before: a feed that somebody follows stays."""
    known = {each.room.slug for each in placements} | set(before.room_by_slug if before else ())
    return tuple(
        FrozenRoom(each.slug, one_line(each.name), one_line(each.location), each.capacity, each.online_address)
        for each in meeting.rooms.all()
        if each.slug in known
    )


def _person(person) -> FrozenPerson:
    return FrozenPerson(person.code, one_line(person.name), one_line(person.index_name), one_line(person.affiliation))


def _in_index_order(people) -> tuple[FrozenPerson, ...]:
    return tuple(sorted(people, key=lambda person: (folded(person.index_name), person.code)))


def _in_order(program: Program) -> Program:
    place = {room.slug: number for number, room in enumerate(program.rooms)}
    sessions = sorted(program.sessions, key=lambda each: (each.starts_at, place[each.room], each.title, each.code))
    return replace(program, sessions=tuple(sessions))


def _session(placement: Placement, at: datetime, answers: Iterable[Printed]) -> FrozenSession:
    session = placement.session
    return FrozenSession(
        code=session.code,
        uid=session.uid,
        title=one_line(session.title),
        starts_at=placement.starts_at,
        ends_at=placement.starts_at + timedelta(minutes=session.minutes),
        room=placement.room.slug,
        revised_at=at,
        external_id=one_line(session.external_id),
        subtitle=one_line(session.subtitle),
        abstract=plain(session.abstract),
        description=plain(session.description),
        format=one_line(session.format_name),
        language=one_line(session.language),
        source_address=session.source_address,
        topics=tuple(topic.slug for topic in session.topics.all()),
        people=tuple(
            FrozenRole(each.person.code, each.role, one_line(each.affiliation)) for each in session.people.all()
        ),
        items=_items(placement),
        answers=tuple(FrozenAnswer(one_line(each.label), each.kind, plain(each.text)) for each in answers),
    )


def _items(placement: Placement) -> tuple[FrozenItem, ...]:
    """The running order with clock times, as long as the minutes of every item before are known."""
    clock: datetime | None = placement.starts_at
    items = []
    for item in placement.session.items.all():
        speaker = item.speaker.person.code if item.speaker else ""
        items.append(FrozenItem(item.kind, one_line(item.title), item.minutes, clock, speaker))
        clock = clock + timedelta(minutes=item.minutes) if clock and item.minutes else None
    return tuple(items)


def _continued(program: Program, before: Program, reasons: Mapping[str, str], at: datetime) -> Program:
    """The program with the sequences and revision times that follow from the release before, and with what that
    one held and this does not: sessions now cancelled, their rooms and people."""
    sessions = [_carried(each, program, before, at) for each in program.sessions]
    gone = _gone(before, {each.code for each in sessions}, reasons, at)
    rooms = dict.fromkeys(each.room for each in gone if each.room not in program.room_by_slug)
    people = dict.fromkeys(role.person for each in gone for role in each.people)
    people = [before.person_by_code[code] for code in people if code not in program.person_by_code]
    return replace(
        program,
        sessions=(*sessions, *gone),
        rooms=(*program.rooms, *(replace(before.room_by_slug[slug], online_address="") for slug in rooms)),
        people=_in_index_order([*program.people, *people]),
    )


def _carried(session: FrozenSession, program: Program, before: Program, at: datetime) -> FrozenSession:
    old = before.session_by_code.get(session.code)
    if old is None:
        return session
    same = replace(session, sequence=old.sequence, revised_at=old.revised_at)
    if same == old and _named(session, program) == _named(old, before):
        return old
    moved = session.calendar_facts != old.calendar_facts
    return replace(session, sequence=old.sequence + moved, revised_at=at)


def _named(session: FrozenSession, program: Program) -> tuple:
    """What a session is told with besides its own words; a renamed room is a change of every session in it."""
    room = program.room_by_slug[session.room]
    meeting = program.meeting
    place = (room.name, room.location, room.online_address, meeting.venue, meeting.city, meeting.coordinates)
    topics = tuple(topic.name for topic in program.topics_of(session))
    people = tuple(person.name for person in program.people_of(session))
    return place, topics, people, program.disclosures_of(session)


def _gone(before: Program, kept: set[str], reasons: Mapping[str, str], at: datetime) -> list[FrozenSession]:
    gone = []
    for old in before.sessions:
        if old.code in kept:
            continue
        if not old.cancelled:
            reason = one_line(reasons.get(old.code, ""))
            old = replace(old, cancelled=True, cancel_reason=reason, sequence=old.sequence + 1, revised_at=at)
        gone.append(old)
    return gone
