"""Sessions as a table: rooms across, time down, one cell from start to end."""

from dataclasses import dataclass
from datetime import datetime

from program.snapshot import FrozenRoom, FrozenSession, Program

ROOMS_ACROSS = 6
"""A landscape page holds this many columns of readable width."""


@dataclass(frozen=True)
class Cell:
    """`rows` high; more than one session only when a room holds several at once."""

    rows: int
    sessions: tuple[FrozenSession, ...] = ()


@dataclass(frozen=True)
class Row:
    """Cells for the rooms whose column is not covered from above."""

    starts: datetime
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Timetable:
    rooms: tuple[FrozenRoom, ...]
    rows: tuple[Row, ...]


def timetables(sessions: list[FrozenSession], program: Program) -> list[Timetable]:
    """One table per stretch of time in which something is always going on, and per handful of rooms."""
    tables = []
    for stretch in _stretches(sessions):
        used = {session.room for session in stretch}
        rooms = [room for room in program.rooms if room.slug in used]
        for first in range(0, len(rooms), ROOMS_ACROSS):
            some = rooms[first : first + ROOMS_ACROSS]
            slugs = {room.slug for room in some}
            here = [session for session in stretch if session.room in slugs]
            tables.append(Timetable(tuple(some), tuple(_rows(here, some, program))))
    return tables


def _stretches(sessions: list[FrozenSession]) -> list[list[FrozenSession]]:
    """Split where no session is under way, so that a table seldom crosses a page."""
    stretches: list[list[FrozenSession]] = []
    until = None
    for session in sorted(sessions, key=lambda each: each.starts_at):
        if until is None or session.starts_at >= until:
            stretches.append([])
        stretches[-1].append(session)
        until = max(until, session.ends_at) if until else session.ends_at
    return stretches


def _rows(sessions: list[FrozenSession], rooms: list[FrozenRoom], program: Program):
    clock = sorted({moment for each in sessions for moment in (each.starts_at, each.ends_at)})
    place = {moment: number for number, moment in enumerate(clock)}
    columns = {room.slug: _column([each for each in sessions if each.room == room.slug], place) for room in rooms}
    for number, moment in enumerate(clock[:-1]):
        cells = tuple(columns[room.slug][number] for room in rooms if columns[room.slug][number] is not None)
        yield Row(moment.astimezone(program.meeting.tz), cells)


def _column(sessions: list[FrozenSession], place: dict[datetime, int]) -> list[Cell | None]:
    """One entry per row: a cell, or None where the cell above reaches down. Overlapping sessions share a cell."""
    spans: list[tuple[int, int, list[FrozenSession]]] = []
    for session in sorted(sessions, key=lambda each: each.starts_at):
        start, end = place[session.starts_at], place[session.ends_at]
        if spans and start < spans[-1][1]:
            first, last, held = spans.pop()
            spans.append((first, max(last, end), [*held, session]))
        else:
            spans.append((start, end, [session]))
    column: list[Cell | None] = [Cell(1)] * (len(place) - 1)
    for start, end, held in spans:
        column[start] = Cell(end - start, tuple(held))
        column[start + 1 : end] = [None] * (end - start - 1)
    return column
