"""A CoSPLib workbook becomes a problem, or is refused with sheet, cell and a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import IO
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from scheduling.engine.problem import Block, Item, Penalties, Person, Problem, Room, Similar, Topic

from .cells import Sheet
from .model import SLOT, Hours, Margin, Window, Workbook, WorkbookError
from .relations import attendee_pairs, rules_of

SHEETS = (
    "submissions",
    "tracks",
    "sessions",
    "rooms",
    "tracks_sessions|penalty",
    "tracks_rooms|penalty",
    "sessions_rooms|penalty",
    "similar tracks",
    "parameters",
)
HEAD = 7
"""Columns of a submission before its penalties."""
WEIGHTS = 16

Rows = list[tuple[str, str, int]]


@dataclass(frozen=True)
class _Names:
    """What the sheets of names hold; the other sheets are checked against them."""

    tracks: tuple[str, ...]
    sessions: tuple[str, ...]
    rooms: tuple[str, ...]


def read(file: Path | IO[bytes]) -> Workbook:
    """The workbook as problem and margin. Raises `WorkbookError`."""
    sheets = _sheets(file)
    names = _Names(*(_names(sheets[each]) for each in ("tracks", "sessions", "rooms")))
    blocks, hours = _blocks(sheets["sessions"], names)
    topics = tuple(
        Topic(name, name, sheets["tracks"].names(row, 2)) for row, name in enumerate(names.tracks, start=2)
    )
    items, zones, attendees = _items(sheets["submissions"], names)
    _insist_on_room(sheets, items, blocks, len(names.rooms))
    _insist_on_members(sheets["tracks"], names.tracks, items)
    margin = _margin(sheets["parameters"], hours, zones, attendees)
    penalties = _penalties(sheets, names, items, margin)
    people = dict.fromkeys(
        each for group in (*(i.people for i in items), *(t.chairs for t in topics)) for each in group
    )
    parameters = sheets["parameters"]
    weights = [parameters.number(row, 5, f"weight {row - 1}") for row in range(2, 2 + WEIGHTS)]
    problem = Problem(
        items=items,
        rooms=tuple(Room(name, name) for name in names.rooms),
        blocks=blocks,
        people=tuple(Person(each, each) for each in people),
        topics=topics,
        similar=_similar(sheets["similar tracks"], names.tracks),
        shared_wishes=attendee_pairs(items, attendees, topics),
        penalties=penalties,
        rules=rules_of(weights),
        overlap_unit=SLOT,
    )
    return Workbook(problem, margin)


def _sheets(file: Path | IO[bytes]) -> dict[str, Sheet]:
    try:
        book = load_workbook(file, data_only=True, read_only=False)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, EOFError, SyntaxError) as fault:
        raise WorkbookError("", "", f"the file is not a workbook (.xlsx): {fault}") from None
    for name in SHEETS:
        if name not in book.sheetnames:
            raise WorkbookError(name, "", "the sheet is missing")
    return {name: Sheet(book[name]) for name in SHEETS}


def _names(sheet: Sheet) -> tuple[str, ...]:
    """The first column below its head; no name twice, none missing."""
    found: dict[str, int] = {}
    for row in range(2, sheet.height + 1):
        name = sheet.text(row, 1, "the name")
        if name in found:
            raise sheet.refuse(row, 1, f"{name!r} stands in row {found[name]} already")
        found[name] = row
    if not found:
        raise sheet.refuse(2, 1, "the sheet names nothing")
    return tuple(found)


def _blocks(sheet: Sheet, names: _Names) -> tuple[tuple[Block, ...], tuple[Hours, ...]]:
    rows = range(2, 2 + len(names.sessions))
    slots = [sheet.number(row, 2, "the number of time slots", least=1) for row in rows]
    hours = [
        Hours(sheet.date(row, 3), sheet.time(row, 4, "the start time"), sheet.time(row, 5, "the end time"))
        for row in rows
    ]
    stride = (max(slots) + 1) * SLOT
    blocks = [
        Block(name, name, at * stride, at * stride + count * SLOT, day=str(each.date), grid=SLOT)
        for at, (name, count, each) in enumerate(zip(names.sessions, slots, hours, strict=True))
    ]
    return tuple(blocks), tuple(hours)


def _items(sheet: Sheet, names: _Names) -> tuple[tuple[Item, ...], tuple[int, ...], tuple[tuple[str, ...], ...]]:
    tracks = set(names.tracks)
    items, zones, attendees = [], [], []
    for row, name in enumerate(_names(sheet), start=2):
        track = sheet.text(row, 2, "the track")
        if track not in tracks:
            raise sheet.refuse(row, 2, f"the track {track!r} is not on the sheet tracks")
        length = sheet.number(row, 3, "the number of time slots", least=1)
        order = sheet.number(row, 4, "the order")
        items.append(Item(name, name, length * SLOT, topic=track, people=sheet.names(row, 6), order=order))
        zones.append(sheet.zone(row, 5))
        attendees.append(sheet.names(row, 7))
    return tuple(items), tuple(zones), tuple(attendees)


def _insist_on_room(sheets: dict[str, Sheet], items: Sequence[Item], blocks: Sequence[Block], rooms: int) -> None:
    longest = max(each.ends - each.starts for each in blocks)
    for row, item in enumerate(items, start=2):
        if item.minutes > longest:
            sentence = (
                f"{item.id!r} needs {item.minutes // SLOT} time slots; the longest session has {longest // SLOT}"
            )
            raise sheets["submissions"].refuse(row, 3, sentence)
    needed = sum(each.minutes for each in items) // SLOT
    there = rooms * sum(each.ends - each.starts for each in blocks) // SLOT
    if needed > there:
        sentence = f"the submissions need {needed} time slots; the sessions have {there} in all rooms"
        raise WorkbookError("sessions", "B2", sentence)


def _insist_on_members(sheet: Sheet, tracks: Sequence[str], items: Sequence[Item]) -> None:
    used = {each.topic for each in items}
    for row, track in enumerate(tracks, start=2):
        if track not in used:
            raise sheet.refuse(row, 1, f"no submission belongs to the track {track!r}")


def _margin(
    sheet: Sheet, hours: tuple[Hours, ...], zones: tuple[int, ...], attendees: tuple[tuple[str, ...], ...]
) -> Margin:
    suitable, less = (
        Window(sheet.time(row, 2, "the window's start"), sheet.time(row + 1, 2, "the window's end")) for row in (4, 7)
    )
    small, big = (sheet.number(row, 2, "the penalty of a time") for row in (9, 11))
    return Margin(sheet.zone(2, 2), suitable, less, small, big, hours, zones, attendees)


def _penalties(sheets: dict[str, Sheet], names: _Names, items: Sequence[Item], margin: Margin) -> Penalties:
    by_block, by_room = _item_penalties(sheets["submissions"], names, items)
    hours = [
        (item.id, session, item.minutes // SLOT * margin.unease(at, place))
        for at, item in enumerate(items)
        for place, session in enumerate(names.sessions)
    ]
    return Penalties(
        topic_block=tuple(_matrix(sheets["tracks_sessions|penalty"], names.tracks, names.sessions)),
        topic_room=tuple(_matrix(sheets["tracks_rooms|penalty"], names.tracks, names.rooms)),
        block_room=tuple(_matrix(sheets["sessions_rooms|penalty"], names.sessions, names.rooms)),
        item_block=tuple(by_block),
        item_room=tuple(by_room),
        item_hours=tuple(row for row in hours if row[2]),
    )


def _item_penalties(sheet: Sheet, names: _Names, items: Sequence[Item]) -> tuple[Rows, Rows]:
    """Each slot of a submission pays, so the penalties are multiplied by its length."""
    count = len(names.sessions)
    _insist_on_width(sheet, HEAD + count + len(names.rooms))
    found: tuple[Rows, Rows] = ([], [])
    groups = ((names.sessions, HEAD, "sessions"), (names.rooms, HEAD + count, "rooms"))
    for rows, (known, before, kind) in zip(found, groups, strict=True):
        columns = _places(sheet, known, kind, [(1, before + 1 + at) for at in range(len(known))])
        for row, item in enumerate(items, start=2):
            for name in known:
                cost = sheet.number(row, columns[name], "the penalty")
                if cost:
                    rows.append((item.id, name, cost * (item.minutes // SLOT)))
    return found


def _matrix(sheet: Sheet, down: Sequence[str], across: Sequence[str]) -> Rows:
    """The penalties above 0 of a matrix with named rows and columns, in whatever order they stand."""
    _insist_on_width(sheet, 1 + len(across))
    if sheet.height != 1 + len(down):
        wrong = min(sheet.height, 1 + len(down)) + 1
        raise sheet.refuse(wrong, 1, f"the matrix has {sheet.height - 1} rows; {len(down)} are wanted")
    columns = _places(sheet, across, "columns", [(1, 2 + at) for at in range(len(across))])
    rows = _places(sheet, down, "rows", [(2 + at, 1) for at in range(len(down))])
    costs = [(one, two, sheet.number(rows[one], columns[two], "the penalty")) for one in down for two in across]
    return [row for row in costs if row[2]]


def _insist_on_width(sheet: Sheet, wanted: int) -> None:
    if sheet.width != wanted:
        wrong = min(sheet.width, wanted) + 1
        raise sheet.refuse(1, wrong, f"the sheet has {sheet.width} columns; {wanted} are wanted")


def _places(sheet: Sheet, known: Sequence[str], kind: str, cells: list[tuple[int, int]]) -> dict[str, int]:
    """Name -> its row or column among these cells; every name once and no other."""
    found: dict[str, int] = {}
    for row, column in cells:
        name = sheet.text(row, column, "the name")
        if name not in known:
            raise sheet.refuse(row, column, f"{name!r} matches none of the names wanted for {kind} here")
        if name in found:
            raise sheet.refuse(row, column, f"{name!r} stands here twice")
        found[name] = column if row == 1 else row
    return found


def _similar(sheet: Sheet, tracks: Sequence[str]) -> tuple[Similar, ...]:
    """Read by position: the cell in the row of the earlier track and the column of the later one."""
    wanted = 1 + len(tracks)
    for size, down in ((sheet.height, True), (_named(sheet), False)):
        if size != wanted:
            place = min(size, wanted) + 1
            sentence = f"the matrix is for {size - 1} tracks; there are {len(tracks)}"
            raise sheet.refuse(place if down else 1, 1 if down else place, sentence)
    rows = [
        Similar(tracks[one], tracks[two], sheet.number(2 + one, 2 + two, "the penalty"))
        for one, two in combinations(range(len(tracks)), 2)
    ]
    return tuple(each for each in rows if each.likeness)


def _named(sheet: Sheet) -> int:
    return max((at for at in range(1, sheet.width + 1) if sheet.value(1, at) is not None), default=0)
