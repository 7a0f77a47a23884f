"""A day as a table: rooms across, time down, one cell from start to end."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from program.showing import Shown
from program.snapshot import FrozenBlock, FrozenRoom, Program

ROOMS_ACROSS = 7
"""A landscape page holds this many columns of readable width."""


@dataclass(frozen=True)
class Cell:
    """`rows` high; more than one session only when a room holds several at once."""

    rows: int
    sessions: tuple[Shown, ...] = ()


@dataclass(frozen=True)
class Row:
    """Cells for the rooms whose column is not covered from above."""

    starts: datetime
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Stretch:
    """Rows during which something is always going on, or a break with no rows."""

    rows: tuple[Row, ...] = ()
    pause: FrozenBlock | None = None


@dataclass(frozen=True)
class Timetable:
    rooms: tuple[FrozenRoom, ...]
    stretches: tuple[Stretch, ...]


def timetables(day: date, sessions: list[Shown], program: Program) -> list[Timetable]:
    """One table per handful of rooms, with the breaks of the day in each."""
    used = {shown.room.slug for shown in sessions}
    rooms = [room for room in program.rooms if room.slug in used]
    return [Timetable(some, tuple(_stretches(day, sessions, some, program))) for some in _handfuls(rooms)]


def _handfuls(rooms: list[FrozenRoom]) -> Iterator[tuple[FrozenRoom, ...]]:
    """As few tables as hold all rooms, each about as wide as the next."""
    count = -(-len(rooms) // ROOMS_ACROSS)
    for number in range(count):
        first, end = (len(rooms) * edge // count for edge in (number, number + 1))
        yield tuple(rooms[first:end])


def _stretches(
    day: date, sessions: list[Shown], rooms: tuple[FrozenRoom, ...], program: Program
) -> Iterator[Stretch]:
    slugs = {room.slug for room in rooms}
    pauses = [
        each
        for each in program.blocks
        if each.kind == "break" and each.starts_at.astimezone(program.meeting.tz).date() == day
    ]
    for some in _unbroken([each for each in sessions if each.room.slug in slugs]):
        while pauses and pauses[0].starts_at < some[0].session.starts_at:
            yield Stretch(pause=pauses.pop(0))
        yield Stretch(rows=tuple(_rows(some, rooms, program)))
    yield from (Stretch(pause=pause) for pause in pauses)


def _unbroken(sessions: list[Shown]) -> list[list[Shown]]:
    """Split where no session is under way, so that a page may end there."""
    stretches: list[list[Shown]] = []
    until = None
    for shown in sorted(sessions, key=lambda each: each.session.starts_at):
        if until is None or shown.session.starts_at >= until:
            stretches.append([])
        stretches[-1].append(shown)
        until = max(until, shown.session.ends_at) if until else shown.session.ends_at
    return stretches


def _rows(sessions: list[Shown], rooms: tuple[FrozenRoom, ...], program: Program) -> Iterator[Row]:
    clock = sorted({moment for each in sessions for moment in (each.session.starts_at, each.session.ends_at)})
    place = {moment: number for number, moment in enumerate(clock)}
    columns = {room.slug: _column([each for each in sessions if each.room == room], place) for room in rooms}
    for number, moment in enumerate(clock[:-1]):
        cells = tuple(cell for room in rooms if (cell := columns[room.slug][number]) is not None)
        yield Row(moment.astimezone(program.meeting.tz), cells)


def _column(sessions: list[Shown], place: dict[datetime, int]) -> list[Cell | None]:
    """One entry per row: a cell, or None where the cell above reaches down. Overlapping sessions share a cell."""
    spans: list[tuple[int, int, list[Shown]]] = []
    for shown in sessions:
        start, end = place[shown.session.starts_at], place[shown.session.ends_at]
        if spans and start < spans[-1][1]:
            first, last, held = spans.pop()
            spans.append((first, max(last, end), [*held, shown]))
        else:
            spans.append((start, end, [shown]))
    column: list[Cell | None] = [Cell(1)] * (len(place) - 1)
    for start, end, held in spans:
        column[start] = Cell(end - start, tuple(held))
        column[start + 1 : end] = [None] * (end - start - 1)
    return column
