"""Where an item may go at all: the rooms and starts that break no hard rule by themselves.

The planner looks at every `Block.grid` minutes, and besides at the locked, published and given
starts of the item. Costs are weighted penalties, so that they add up to the checker's value.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from .index import Index, Spot
from .marks_item import room_marks, time_marks
from .problem import Plan
from .report import HARD_SEVERITY, Violation

Slot = tuple[str, int]
"""Block and start."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Room -> cost, and (block, start) -> cost, of what is allowed; either may be empty."""

    rooms: dict[str, int]
    slots: dict[Slot, int]

    @property
    def any(self) -> bool:
        return bool(self.rooms and self.slots)


def choices(index: Index, start: Plan | None = None) -> dict[str, Choice]:
    """Item -> its choice. `start` adds the starts of a given plan to the grid."""
    found = {}
    plain: dict[tuple[int, frozenset[str]], dict[Slot, int]] = {}
    for item, it in index.items.items():
        given = start.get(item) if start else None
        rooms = _affordable({room: tuple(room_marks(index, item, room)) for room in index.rooms})
        blocks = frozenset(block for block in index.blocks if _open_for(index, block, rooms))
        if given is not None or _has_hours(index, item):
            slots = _slots(index, item, blocks, None if given is None else given.start)
        else:
            if (it.minutes, blocks) not in plain:
                plain[it.minutes, blocks] = _slots(index, item, blocks, None)
            slots = dict(plain[it.minutes, blocks])
        found[item] = Choice(rooms, slots)
    return found


def _slots(index: Index, item: str, blocks: frozenset[str], given: int | None) -> dict[Slot, int]:
    marked = {}
    for block, begin in grid(index, item, given):
        if block in blocks:
            spot = Spot("", begin, begin + index.items[item].minutes, block)
            marked[block, begin] = tuple(time_marks(index, item, spot))
    return _affordable(marked)


def _has_hours(index: Index, item: str) -> bool:
    """Whether one start is worse than another for this item by itself: others of its length share their starts."""
    if item in index.locked_start or item in index.published:
        return True
    people = (index.people[person] for person in index.attending[item])
    return item in index.items_with_hours or any(each.absent or each.unwelcome for each in people)


def grid(index: Index, item: str, given: int | None = None) -> Iterator[Slot]:
    """Every (block, start) at which the whole item fits into the block, in order."""
    minutes = index.items[item].minutes
    told = index.published.get(item)
    extra = {index.locked_start.get(item), told.start if told else None, given} - {None}
    for block in index.problem.blocks:
        last = block.ends - minutes
        starts = set(range(block.starts, last + 1, block.grid))
        starts.update(each for each in extra if each is not None and block.starts <= each <= last)
        yield from ((block.id, begin) for begin in sorted(starts))


def _open_for(index: Index, block: str, rooms: dict[str, int]) -> bool:
    allowed = index.blocks[block].rooms
    return bool(rooms) and (allowed is None or any(room in rooms for room in allowed))


def _affordable[Place](marked: dict[Place, tuple[Violation, ...]]) -> dict[Place, int]:
    return {
        place: sum(each.penalty for each in violations)
        for place, violations in marked.items()
        if not any(each.severity == HARD_SEVERITY for each in violations)
    }
