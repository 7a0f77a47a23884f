"""Cells of one sheet as values, or a refusal that names sheet and cell."""

import datetime as dt
import re
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from .model import WorkbookError

ZONE = re.compile(r"GMT([+-])(\d{1,2})\Z")
CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(:[0-5]\d)?\Z")
LARGEST = 10**9


class Sheet:
    """A sheet by rows and columns from 1; what is empty at the right and below does not exist."""

    def __init__(self, sheet: Worksheet) -> None:
        self.name = sheet.title
        rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        while rows and not any(_said(value) for value in rows[-1]):
            rows.pop()
        self._rows = rows
        self.height = len(rows)
        self.width = max((_width(row) for row in rows), default=0)

    def value(self, row: int, column: int) -> Any:
        """The cell, None when it is empty or outside."""
        if row > self.height or column > len(self._rows[row - 1]):
            return None
        value = self._rows[row - 1][column - 1]
        return value if _said(value) else None

    def refuse(self, row: int, column: int, sentence: str) -> WorkbookError:
        return WorkbookError(self.name, f"{get_column_letter(column)}{row}", sentence)

    def text(self, row: int, column: int, what: str) -> str:
        """A name; an empty cell is refused."""
        value = self.value(row, column)
        if value is None:
            raise self.refuse(row, column, f"{what} is missing")
        return str(value)

    def number(self, row: int, column: int, what: str, *, least: int = 0) -> int:
        """A whole number; an empty cell is 0."""
        value = self.value(row, column)
        number = 0 if value is None else _whole(value)
        if number is None:
            raise self.refuse(row, column, f"{what} is {value!r}; a whole number is wanted")
        if number < least:
            raise self.refuse(row, column, f"{what} is {number}; it must be {least} or more")
        if number > LARGEST:
            raise self.refuse(row, column, f"{what} is {number}; more than {LARGEST} is not read")
        return number

    def names(self, row: int, column: int) -> tuple[str, ...]:
        """A list of people, split at comma and space, each once."""
        value = self.value(row, column)
        return () if value is None else tuple(dict.fromkeys(each for each in str(value).split(", ") if each))

    def zone(self, row: int, column: int) -> int:
        """Hours from GMT."""
        match = ZONE.match(str(self.value(row, column)))
        hours = int(match[1] + match[2]) if match else 99
        if not -12 <= hours <= 12:
            raise self.refuse(
                row, column, f"the time zone is {self.value(row, column)!r}; GMT-12 to GMT+12 is wanted"
            )
        return hours

    def time(self, row: int, column: int, what: str) -> dt.time:
        value = self.value(row, column)
        if isinstance(value, dt.datetime):
            value = value.time()
        if isinstance(value, str) and (match := CLOCK.match(value.strip())):
            value = dt.time(int(match[1]), int(match[2]))
        if not isinstance(value, dt.time):
            raise self.refuse(row, column, f"{what} is {value!r}; a time of day is wanted")
        return value

    def date(self, row: int, column: int) -> dt.date | str:
        """A date; words that are none stay words, as no rule asks for the date."""
        value = self.value(row, column)
        if isinstance(value, dt.datetime):
            value = value.date()
        return value if isinstance(value, dt.date) else str(value or "")


def _said(value: Any) -> bool:
    return value is not None and value != ""


def _width(row: list[Any]) -> int:
    return max((place for place, value in enumerate(row, start=1) if _said(value)), default=0)


def _whole(value: Any) -> int | None:
    """The number in a cell; a number written as text counts, a fraction or a word does not."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        return int(value) if re.fullmatch(r"-?\d{1,12}", value.strip()) else None
    if isinstance(value, int):
        return value
    return int(value) if isinstance(value, float) and value.is_integer() else None
