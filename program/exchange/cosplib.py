"""The workbook of a conference in the public benchmark CoSPLib: talks without rooms and times, for the planner.

Sessions become blocks of time, tracks topics, submissions sessions that wait for a place, presenters people. What
the library says in penalties and weights has no field in a meeting; the reader is told what is left out.
"""

import io
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from people.codes import random_code
from program.exchange.assembling import NEVER, Assembled, new_slugs, person_named
from program.exchange.clock import offset_zone, zone_named
from program.exchange.faults import Fault, Unreadable
from program.snapshot import FrozenBlock, FrozenMeeting, FrozenRole, FrozenRoom, FrozenSession, FrozenTopic, Program
from scheduling.cosplib.model import Hours, Workbook, WorkbookError, slots_of
from scheduling.cosplib.reading import read as read_workbook
from scheduling.cosplib.relations import weights_of
from scheduling.engine.problem import Penalties
from scheduling.models.place import BlockKind

GRID = 5


def read(body: bytes, wish: str = "") -> Assembled:
    """The program a workbook holds. Raises Unreadable with the sheet and cell where it cannot be used."""
    try:
        workbook = read_workbook(io.BytesIO(body))
    except WorkbookError as fault:
        where = f"{fault.sheet}!{fault.cell}" if fault.cell else fault.sheet
        raise Unreadable(Fault(where, f"{fault.sentence[:1].upper()}{fault.sentence[1:]}.")) from None
    zone = zone_named(wish) or ZoneInfo(offset_zone(timedelta(hours=workbook.margin.zone)) or "UTC")
    blocks = _blocks(workbook, zone)
    slot = _slot(workbook, blocks)
    problem = workbook.problem
    rooms = new_slugs(room.name for room in problem.rooms)
    topics = new_slugs(topic.name for topic in problem.topics)
    people = {each.id: person_named(each.name) for each in problem.people}
    sessions = tuple(
        FrozenSession(
            code=random_code(),
            uid="",
            title=item.title,
            starts_at=blocks[0].starts_at,
            ends_at=blocks[0].starts_at + slot * (item.minutes // problem.blocks[0].grid),
            room="",
            external_id=item.id,
            topics=(topics[item.topic or ""],),
            people=tuple(FrozenRole(people[each].code, "speaker") for each in item.people),
        )
        for item in problem.items
    )
    days = [each.starts_at.astimezone(zone).date() for each in blocks]
    program = Program(
        meeting=FrozenMeeting("", "", min(days), max(days), zone=zone.key),
        number=0,
        frozen_at=NEVER,
        rooms=tuple(FrozenRoom(slug, name) for name, slug in rooms.items()),
        topics=tuple(FrozenTopic(slug, name, hue=order % 10) for order, (name, slug) in enumerate(topics.items())),
        blocks=tuple(blocks),
        people=tuple(people.values()),
        sessions=sessions,
    )
    return Assembled(program, tuple(_left_out(workbook)))


def _blocks(workbook: Workbook, zone: ZoneInfo) -> list[FrozenBlock]:
    """The library's sessions by the clock; one that ends before it starts ends on the next day."""
    found = []
    for row, (block, hours) in enumerate(zip(workbook.problem.blocks, workbook.margin.hours, strict=True), start=2):
        starts, ends = (_moment(hours, at, zone, row) for at in (hours.starts, hours.ends))
        ends += timedelta(days=ends <= starts)
        found.append(FrozenBlock(block.name, BlockKind.SESSIONS, starts, ends))
    return found


def _moment(hours: Hours, at, zone: ZoneInfo, row: int) -> datetime:
    if not isinstance(hours.date, date):
        raise Unreadable(Fault(f"sessions!C{row}", "It is not a date."))
    return datetime.combine(hours.date, at, zone).astimezone(UTC)


def _slot(workbook: Workbook, blocks: list[FrozenBlock]) -> timedelta:
    """What every slot lasts at least, in whole steps of the grid: what fits by slots then fits by the clock."""
    lengths = [
        (each.ends_at - each.starts_at) // slots_of(block)
        for each, block in zip(blocks, workbook.problem.blocks, strict=True)
    ]
    return timedelta(minutes=max(GRID, min(lengths) // timedelta(minutes=GRID) * GRID))


def _left_out(workbook: Workbook) -> list[Fault]:
    problem = workbook.problem
    penalties = sum(len(getattr(problem.penalties, name)) for name in Penalties.__slots__) + len(problem.similar)
    counted = [
        (penalties, "penalties of times, rooms and similar tracks"),
        (sum(weight > 0 for weight in weights_of(problem.rules)), "weights"),
        (sum(bool(each.chairs) for each in problem.topics), "tracks' chairs"),
        (sum(bool(each) for each in workbook.margin.attendees), "lists of attendees"),
    ]
    return [
        Fault("", f"{count} {what} have no field in a meeting and are left out.") for count, what in counted if count
    ]
