"""A schedule in the library's own layout: which track owns each cell, and what stands in each time slot."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import IO
from zipfile import BadZipFile

from openpyxl import Workbook as Book
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from scheduling.engine.problem import Placement, Plan, Problem

from .cells import Sheet
from .model import SLOT, WorkbookError, slots_of

Place = tuple[str, int, str]
"""Session, slot from 0, room."""


def write_solution(problem: Problem, plan: Plan, file: Path | IO[bytes]) -> None:
    """Write the schedule. Items without a place, or outside the sessions, do not stand in it."""
    topic = {item.id: item.topic for item in problem.items}
    standing = _standing(problem, plan)
    owner = {(session, room): topic[item] for (session, _, room), item in standing.items()}
    rooms = [each.id for each in problem.rooms]
    book = Book()
    sheet = book.worksheets[0]
    sheet.append([None, *rooms])
    for block in problem.blocks:
        sheet.append([block.id, *(owner.get((block.id, room)) for room in rooms)])
    sheet.append([""])
    for block in problem.blocks:
        for slot in range(slots_of(block)):
            sheet.append([block.id, *(standing.get((block.id, slot, room)) for room in rooms)])
    book.save(file)


def _standing(problem: Problem, plan: Plan) -> dict[Place, str]:
    found = {}
    minutes = {item.id: item.minutes for item in problem.items}
    for item, place in plan.items():
        for block in problem.blocks:
            if block.starts <= place.start and place.start + minutes[item] <= block.ends:
                first = (place.start - block.starts) // SLOT
                for slot in range(first, first + minutes[item] // SLOT):
                    found[block.id, slot, place.room] = item
    return found


def read_solution(problem: Problem, file: Path | IO[bytes]) -> dict[str, Placement]:
    """The plan in a schedule. Raises `WorkbookError` for names, sizes and places that do not fit the problem."""
    try:
        sheet = Sheet(load_workbook(file, data_only=True).worksheets[0])
    except (BadZipFile, InvalidFileException, KeyError, ValueError, EOFError) as fault:
        raise WorkbookError("", "", f"the file is not a workbook (.xlsx): {fault}") from None
    rooms = _rooms(sheet, problem)
    owner = _owners(sheet, problem, rooms)
    topic = {item.id: item.topic for item in problem.items}
    starts: dict[str, list[tuple[int, str, int]]] = defaultdict(list)
    row = len(problem.blocks) + 3
    for block in problem.blocks:
        for slot in range(slots_of(block)):
            _insist_on_name(sheet, row, block.id)
            for column, room in rooms.items():
                item = sheet.value(row, column)
                if item is None:
                    continue
                if str(item) not in topic:
                    raise sheet.refuse(row, column, f"{item!r} is not a submission")
                if owner.get((block.id, room)) != topic[str(item)]:
                    raise sheet.refuse(row, column, f"{item!r} stands in a cell that its track does not own")
                starts[str(item)].append((block.starts + slot * SLOT, room, column))
            row += 1
    minutes = {item.id: item.minutes for item in problem.items}
    return {item: _place(sheet, item, slots, minutes[item]) for item, slots in starts.items()}


def _rooms(sheet: Sheet, problem: Problem) -> Mapping[int, str]:
    known = [each.id for each in problem.rooms]
    found = {column: sheet.text(1, column, "the room") for column in range(2, sheet.width + 1)}
    for column, room in found.items():
        if room not in known:
            raise sheet.refuse(1, column, f"{room!r} is not a room")
    if sorted(found.values()) != sorted(known):
        raise sheet.refuse(1, 2, f"the schedule has {len(found)} rooms; the problem has {len(known)}")
    return found


def _owners(sheet: Sheet, problem: Problem, rooms: Mapping[int, str]) -> dict[tuple[str, str], str]:
    topics = {each.id for each in problem.topics}
    owner = {}
    for row, block in enumerate(problem.blocks, start=2):
        _insist_on_name(sheet, row, block.id)
        for column, room in rooms.items():
            track = sheet.value(row, column)
            if track is not None:
                if str(track) not in topics:
                    raise sheet.refuse(row, column, f"{track!r} is not a track")
                owner[block.id, room] = str(track)
    return owner


def _insist_on_name(sheet: Sheet, row: int, session: str) -> None:
    if str(sheet.value(row, 1)) != session:
        raise sheet.refuse(row, 1, f"the session {session!r} is wanted here, not {sheet.value(row, 1)!r}")


def _place(sheet: Sheet, item: str, slots: list[tuple[int, str, int]], minutes: int) -> Placement:
    """The room and start of an item that fills one unbroken row of slots in one cell."""
    first, room, column = slots[0]
    wanted = [(first + minute, room, column) for minute in range(0, minutes, SLOT)]
    if slots != wanted:
        sentence = f"{item!r} does not stand in {minutes // SLOT} slots in a row in one cell"
        raise sheet.refuse(1, column, sentence)
    return Placement(room, first)
