"""What a CoSPLib workbook holds: the engine's problem, and beside it the facts that the problem does not keep.

A session is a `Block`, a track a `Topic`, a submission an `Item`, a presenter or chair a `Person`. The library
counts time slots, whose minutes differ from session to session, so the problem's axis is one of slots: a slot
lasts `SLOT` minutes there and session k begins at k times a stride. The clock stays in `Margin`.
"""

import datetime as dt
from dataclasses import dataclass

from scheduling.engine.problem import Block, Problem

SLOT = 10
"""Minutes of the problem's axis for one time slot; no clock says so."""

TERMS = (
    "topic_block",
    "topic_room",
    "block_room",
    "similar_block",
    "topic_rooms",
    "topic_parallel",
    "topic_gaps",
    "hours",
    "order",
    "item_block",
    "item_room",
    "person_block",
    "wish_block",
    "chair_block",
    "person_overlap",
    "wish_overlap",
)
"""The engine's rule for each of the sixteen terms, in the order of the weights in the workbook."""


class WorkbookError(ValueError):
    """The file is not a problem, or not a schedule of it. `sheet` and `cell` say where, the text what is wrong."""

    def __init__(self, sheet: str, cell: str, sentence: str) -> None:
        where = f"{sheet}!{cell}" if cell else sheet
        super().__init__(f"{where}: {sentence}" if where else sentence)
        self.sheet, self.cell, self.sentence = sheet, cell, sentence


@dataclass(frozen=True, slots=True)
class Window:
    """Clock times from and to, in the zone of whoever speaks."""

    starts: dt.time
    ends: dt.time


@dataclass(frozen=True, slots=True)
class Hours:
    """One session by the conference's clock; a date that is none stays as it was written."""

    date: dt.date | str
    starts: dt.time
    ends: dt.time


@dataclass(frozen=True, slots=True)
class Margin:
    """`zone` is whole hours from GMT; `hours` follow the blocks, `zones` and `attendees` the items; `small` is the
    penalty of a less suitable slot, `big` that of an unsuitable one."""

    zone: int
    suitable: Window
    less: Window
    small: int
    big: int
    hours: tuple[Hours, ...]
    zones: tuple[int, ...]
    attendees: tuple[tuple[str, ...], ...]

    def unease(self, item: int, block: int) -> int:
        """Penalty of one slot of the item in the block, by the clock in the item's zone; the date is dropped."""
        shift = 60 * (self.zones[item] - self.zone)
        begin = (_minute(self.hours[block].starts) + shift) % 1440
        end = (_minute(self.hours[block].ends) + shift) % 1440
        least, most = _minute(self.less.starts), _minute(self.less.ends)
        if begin < least or end > most or end < least:
            return self.big
        if begin < _minute(self.suitable.starts) or end > _minute(self.suitable.ends):
            return self.small
        return 0


@dataclass(frozen=True, slots=True)
class Workbook:
    """Everything a workbook says; reading what was written gives an equal one."""

    problem: Problem
    margin: Margin


def slots_of(block: Block) -> int:
    """How many time slots a session has."""
    return (block.ends - block.starts) // SLOT


def _minute(time: dt.time) -> int:
    return time.hour * 60 + time.minute
