"""A problem of this shape becomes a CoSPLib workbook again."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, Any

from openpyxl import Workbook as Book

from scheduling.engine.problem import Problem

from .model import SLOT, Margin, Workbook, slots_of
from .relations import weights_of

LABELS = (
    "Tracks_Sessions|Penalty:",
    "Tracks_Rooms|Penalty:",
    "Sessions_Rooms|Penalty:",
    "Similar Tracks:",
    "Number of Rooms per Track:",
    "Parallel Tracks:",
    "Consecutive Tracks:",
    "Submissions_Timezones:",
    "Submissions Order:",
    "Submissions_Sessions|Penalty:",
    "Submissions_Rooms|Penalty:",
    "Presenters Conflicts:",
    "Attendees Conflicts:",
    "Chairs Conflicts:",
    "Presenters Conflicts Timeslot Level:",
    "Attendees Conflicts Timeslot Level:",
)
Row = Sequence[Any]


def write(workbook: Workbook, file: Path | IO[bytes]) -> None:
    """Write the workbook, so that reading it gives an equal one."""
    problem, margin = workbook.problem, workbook.margin
    book = Book()
    book.remove(book.worksheets[0])
    for title, rows in _sheets(problem, margin):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    book.save(file)


def _sheets(problem: Problem, margin: Margin) -> Iterable[tuple[str, Iterable[Row]]]:
    tracks, sessions, rooms = ([each.id for each in some] for some in (problem.topics, problem.blocks, problem.rooms))
    table = problem.penalties
    yield "submissions", _submissions(problem, margin)
    yield "tracks", [("Tracks", "Chairs"), *((each.id, _joined(each.chairs)) for each in problem.topics)]
    yield "sessions", _sessions(problem, margin)
    yield "rooms", [("Rooms",), *((name,) for name in rooms)]
    yield "tracks_sessions|penalty", _matrix(tracks, sessions, table.topic_block)
    yield "tracks_rooms|penalty", _matrix(tracks, rooms, table.topic_room)
    yield (
        "similar tracks",
        _matrix(tracks, tracks, [(each.first, each.second, each.likeness) for each in problem.similar]),
    )
    yield "sessions_rooms|penalty", _matrix(sessions, rooms, table.block_room)
    yield "parameters", _parameters(problem, margin)


def _submissions(problem: Problem, margin: Margin) -> Iterable[Row]:
    sessions, rooms = ([each.id for each in some] for some in (problem.blocks, problem.rooms))
    costs = {(one, True, two): cost for one, two, cost in problem.penalties.item_block}
    costs |= {(one, False, two): cost for one, two, cost in problem.penalties.item_room}
    head = ("Reference", "Track", "Required Timeslots", "Order", "Time Zone", "Presenters", "Attendees")
    columns = [*((True, name) for name in sessions), *((False, name) for name in rooms)]
    yield (*head, *sessions, *rooms)
    for item, zone, attendees in zip(problem.items, margin.zones, margin.attendees, strict=True):
        length = item.minutes // SLOT
        facts = (item.id, item.topic, length, item.order, _zone(zone), _joined(item.people), _joined(attendees))
        paid = (costs.get((item.id, *column), 0) // length or None for column in columns)
        yield (*facts, *paid)


def _sessions(problem: Problem, margin: Margin) -> Iterable[Row]:
    yield ("Sessions", "Max Number of Timeslots", "Date", "Start Time", "End Time")
    for block, hours in zip(problem.blocks, margin.hours, strict=True):
        yield (block.id, slots_of(block), hours.date or None, hours.starts, hours.ends)


def _matrix(down: Sequence[str], across: Sequence[str], costs: Iterable[tuple[str, str, int]]) -> Iterable[Row]:
    by_pair = {(one, two): cost for one, two, cost in costs}
    yield (None, *across)
    for name in down:
        yield (name, *(by_pair.get((name, other)) for other in across))


def _parameters(problem: Problem, margin: Margin) -> Iterable[Row]:
    left: list[tuple[Any, Any]] = [
        ("Sessions", None),
        ("Local time zone:", _zone(margin.zone)),
        ("Suitable scheduling times", None),
        ("From:", margin.suitable.starts),
        ("To:", margin.suitable.ends),
        ("Less suitable scheduling times", None),
        ("From:", margin.less.starts),
        ("To:", margin.less.ends),
        ("Penalty:", margin.small),
        ("Unsuitable scheduling times", None),
        ("Penalty:", margin.big),
        *[(None, None)] * 6,
    ]
    right = [("Weights", None), *zip(LABELS, weights_of(problem.rules), strict=True)]
    return [(*one, None, *two) for one, two in zip(left, right, strict=True)]


def _zone(hours: int) -> str:
    return f"GMT{hours:+d}"


def _joined(names: Sequence[str]) -> str | None:
    return ", ".join(names) or None
