"""What changed after a plan was told, and the problem as it is then."""

from dataclasses import dataclass, replace

from .problem import Item, Problem
from .weights import HARD


@dataclass(frozen=True, slots=True)
class RoomClosed:
    """The room cannot be used in this interval; both None means never."""

    room: str
    starts: int | None = None
    ends: int | None = None


@dataclass(frozen=True, slots=True)
class PersonAway:
    person: str
    starts: int
    ends: int


@dataclass(frozen=True, slots=True)
class ItemBarred:
    """The item must leave this block."""

    item: str
    block: str


@dataclass(frozen=True, slots=True)
class ItemAdded:
    """A new item; its people and topic are known to the problem."""

    item: Item


Change = RoomClosed | PersonAway | ItemBarred | ItemAdded


def changed(problem: Problem, changes: tuple[Change, ...]) -> Problem:
    """The problem after the changes. A closing and an absence become hard rules: they are facts now.

    `ItemBarred` is no part of a problem; `barred` lists them.
    """
    first = min((each.starts for each in problem.blocks), default=0)
    last = max((each.ends for each in problem.blocks), default=0)
    for each in changes:
        if isinstance(each, RoomClosed):
            hours = (first if each.starts is None else each.starts, last if each.ends is None else each.ends)
            rooms = tuple(
                replace(room, closed=(*room.closed, hours)) if room.id == each.room else room
                for room in problem.rooms
            )
            problem = replace(problem, rooms=rooms, rules=replace(problem.rules, room_closed=HARD))
        elif isinstance(each, PersonAway):
            people = tuple(
                replace(who, absent=(*who.absent, (each.starts, each.ends))) if who.id == each.person else who
                for who in problem.people
            )
            problem = replace(problem, people=people, rules=replace(problem.rules, absent=HARD))
        elif isinstance(each, ItemAdded):
            problem = replace(problem, items=(*problem.items, each.item))
    return problem


def barred(changes: tuple[Change, ...]) -> frozenset[tuple[str, str]]:
    """(item, block) that are out of the question."""
    return frozenset((each.item, each.block) for each in changes if isinstance(each, ItemBarred))
