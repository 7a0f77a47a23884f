"""A meeting's draft as the engine sees it: rows become frozen dataclasses, datetimes become minutes."""

from datetime import UTC, datetime, timedelta

from proposals.faculty.availability import said_times
from scheduling.draft.bonds_of import similar_of, ties_of, walks_of
from scheduling.draft.levels import engine_rules
from scheduling.draft.wishes_of import NIGHT_PRICE, nights_of, wanted_of
from scheduling.engine import problem as engine
from scheduling.models import Absence, Block, Placement, PlannerRules, Session, Version
from scheduling.models.place import BlockKind
from workshops.models import Meeting, Topic

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def minute_of(moment: datetime) -> int:
    """Whole minutes since 1970 in UTC."""
    return int((moment - EPOCH) / timedelta(minutes=1))


def moment_of(minute: int) -> datetime:
    return EPOCH + timedelta(minutes=minute)


def problem_of(version: Version, sessions: list[Session] | None = None) -> engine.Problem:
    """Everything the checker and the planner need to know of the meeting and this draft, in a fixed number of
    queries. `sessions`: the living ones with their topics and people, where they are at hand already."""
    meeting = version.meeting
    if sessions is None:
        sessions = list(meeting.sessions.living().prefetch_related("topics", "people__person"))
    placements = list(version.placements.all())
    topics = list(meeting.topics.prefetch_related("rooms"))
    living = {str(session.pk) for session in sessions}
    blocks = _blocks(meeting)
    ties, wanted = ties_of(meeting, living), wanted_of(meeting, living)
    asked = PlannerRules.objects.filter(meeting=meeting).first() or PlannerRules(meeting=meeting)
    return engine.Problem(
        items=tuple(_item(session, wanted.audience) for session in sessions),
        rooms=tuple(_room(room) for room in meeting.rooms.prefetch_related("closings")),
        blocks=tuple(_block(block, meeting) for block in blocks),
        people=_people(meeting, sessions, blocks),
        topics=tuple(_topic(topic) for topic in topics),
        locks=tuple(lock for each in placements if str(each.session_id) in living for lock in _locks(each)),
        published=_published(meeting, living),
        apart=ties.apart,
        before=ties.before,
        together=ties.together,
        similar=similar_of(meeting, [str(topic.pk) for topic in topics]),
        walks=walks_of(meeting, asked.walk_grace),
        shared_wishes=wanted.pairs,
        rules=engine_rules(asked.weights),
        min_break=asked.min_break,
    )


def plan_of(version: Version) -> dict[str, engine.Placement]:
    """Where the living sessions are in this draft."""
    living = version.placements.filter(session__in=Session.objects.living())
    return {str(each.session_id): engine.Placement(str(each.room_id), minute_of(each.starts_at)) for each in living}


def _item(session: Session, guessed: dict[str, int]) -> engine.Item:
    """What staff say of its audience counts, else what the votes let guess."""
    topics = session.topics.all()
    people = {str(each.person_id): None for each in session.people.all() if each.role != "participant"}
    return engine.Item(
        id=str(session.pk),
        title=session.title,
        minutes=session.minutes,
        topic=str(topics[0].pk) if topics else None,
        people=tuple(people),
        audience=session.audience if session.audience is not None else guessed.get(str(session.pk), 0),
        needs=tuple(session.needs),
    )


def _topic(topic: Topic) -> engine.Topic:
    return engine.Topic(str(topic.pk), topic.name, rooms=tuple(str(room.pk) for room in topic.rooms.all()))


def _room(room) -> engine.Room:
    closed = tuple((minute_of(each.starts_at), minute_of(each.ends_at)) for each in room.closings.all())
    return engine.Room(str(room.pk), room.name, room.capacity, tuple(room.features), closed)


def _blocks(meeting: Meeting) -> list[Block]:
    return list(meeting.blocks.filter(kind=BlockKind.SESSIONS).prefetch_related("rooms").order_by("starts_at"))


def _block(block: Block, meeting: Meeting) -> engine.Block:
    rooms = tuple(str(room.pk) for room in block.rooms.all())
    return engine.Block(
        id=str(block.pk),
        name=block.name,
        starts=minute_of(block.starts_at),
        ends=minute_of(block.ends_at),
        day=str(block.starts_at.astimezone(meeting.tz).date()),
        grid=block.grid_minutes,
        rooms=rooms or None,
    )


def _people(meeting: Meeting, sessions: list[Session], blocks: list[Block]) -> tuple[engine.Person, ...]:
    """Away is who staff say is away, and who said so herself by the link of her invitation; out of the hours that
    somebody would rather have, she is unwelcome to be planned, and more so in the night of her own time zone.
    """
    absent: dict[int, list[engine.Interval]] = {}
    rather: dict[int, list[engine.Interval]] = {}
    for each in Absence.objects.filter(meeting=meeting):
        absent.setdefault(each.person_id, []).append((minute_of(each.starts_at), minute_of(each.ends_at)))
    for said in said_times(meeting):
        stretches = absent if said.is_impossible else rather
        stretches.setdefault(said.person, []).append((minute_of(said.starts_at), minute_of(said.ends_at)))
    names = {role.person_id: role.person.name for session in sessions for role in session.people.all()}
    whole = [(minute_of(block.starts_at), minute_of(block.ends_at)) for block in blocks]
    asleep = nights_of(meeting, [(block.starts_at, block.ends_at) for block in blocks])
    return tuple(
        engine.Person(
            str(key),
            name,
            tuple(absent.get(key, ())),
            _outside(rather.get(key, []), whole) + _priced(asleep.get(key, []), NIGHT_PRICE),
        )
        for key, name in names.items()
    )


def _priced(spans: list[tuple[datetime, datetime]], price: int) -> tuple[tuple[int, int, int], ...]:
    return tuple((minute_of(starts), minute_of(ends), price) for starts, ends in spans)


def _outside(rather: list[engine.Interval], blocks: list[engine.Interval]) -> tuple[tuple[int, int, int], ...]:
    """The time of the meeting without those stretches, each at the price of one wish; nothing without a wish."""
    if not rather or not blocks:
        return ()
    begins, end = min(starts for starts, _ in blocks), max(ends for _, ends in blocks)
    found = []
    for starts, ends in sorted(rather):
        if begins < min(starts, end):
            found.append((begins, min(starts, end), 1))
        begins = max(begins, ends)
    return (*found, (begins, end, 1)) if begins < end else tuple(found)


def _locks(placement: Placement) -> list[engine.Lock]:
    if not (placement.room_locked or placement.time_locked):
        return []
    room = str(placement.room_id) if placement.room_locked else None
    start = minute_of(placement.starts_at) if placement.time_locked else None
    return [engine.Lock(str(placement.session_id), room, start)]


def _published(meeting: Meeting, living: set[str]) -> tuple[engine.Published, ...]:
    last = meeting.versions.filter(frozen_at__isnull=False).order_by("-number").first()
    placements = last.placements.all() if last else ()
    return tuple(
        engine.Published(str(each.session_id), str(each.room_id), minute_of(each.starts_at))
        for each in placements
        if str(each.session_id) in living
    )
