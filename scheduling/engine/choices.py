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
    for item in index.items:
        given = start.get(item) if start else None
        rooms = _affordable({room: tuple(room_marks(index, item, room)) for room in index.rooms})
        slots = {}
        for block, begin in grid(index, item, None if given is None else given.start):
            if _open_for(index, block, rooms):
                spot = Spot("", begin, begin + index.items[item].minutes, block)
                slots[block, begin] = tuple(time_marks(index, item, spot))
        found[item] = Choice(rooms, _affordable(slots))
    return found


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
