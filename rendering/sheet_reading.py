"""Tables that come back from a spreadsheet, CSV or XLSX, as plain cells; nothing in them is calculated.

The file is a stranger's: its size, the size of what it unpacks to, its rows and columns are limited, its XML is read
by a parser that refuses what is hostile (openpyxl with defusedxml).
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass

MOST_BYTES = 5_000_000
MOST_UNPACKED = 60_000_000
MOST_ROWS = 5_000
MOST_COLUMNS = 200
_APOSTROPHE = re.compile(r"^'(?=\s*[=+\-@＝＋－＠])")


class NotATable(ValueError):  # noqa: N818  it is said to a person
    """The message is a sentence for whoever chose the file."""


@dataclass(frozen=True)
class Formula:
    """A cell that a spreadsheet would calculate. What it comes to is not read."""

    text: str


type Read = str | Formula


def table_in(body: bytes, most_rows: int = MOST_ROWS) -> list[list[Read]]:
    """The rows of the first sheet, each cell as the words in it. Raises NotATable."""
    if len(body) > MOST_BYTES:
        raise NotATable("The file is larger than 5 MB. Save the sheet alone, in a file of its own.")
    rows = _xlsx(body, most_rows) if body.startswith(b"PK") else _csv(body)
    found = []
    for row in rows:
        if len(found) >= most_rows or len(row) > MOST_COLUMNS:
            raise NotATable(f"A sheet has at most {most_rows} rows and {MOST_COLUMNS} columns.")
        found.append(row)
    return found


def _csv(body: bytes) -> Iterable[list[Read]]:
    try:
        text = body.decode("utf-16" if body[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        raise NotATable("The file is neither XLSX nor CSV in UTF-8. Save it as “CSV UTF-8” or as XLSX.") from None
    first = text.partition("\n")[0]
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count)):
            yield [_APOSTROPHE.sub("", cell) for cell in row]
    except csv.Error as fault:
        raise NotATable(f"This is not CSV that we can read: {fault}.") from None


def _xlsx(body: bytes, most_rows: int) -> Iterable[list[Read]]:
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
                raise NotATable("The file unpacks to more than we read. Save the sheet alone, in a file of its own.")
        book = load_workbook(io.BytesIO(body), read_only=True)
        sheet = book.worksheets[0]
        for row in sheet.iter_rows(max_row=most_rows + 1):
            yield [_cell(cell) for cell in row]
    except NotATable:
        raise
    except Exception as fault:  # openpyxl meets a broken file with errors of any kind
        raise NotATable("This is not a spreadsheet that we can read. Save it anew as XLSX or as CSV.") from fault


def _cell(cell) -> Read:
    if cell.value is None:
        return ""
    if cell.data_type == "f":
        return Formula(str(cell.value))
    if isinstance(cell.value, float) and cell.value.is_integer():
        return str(int(cell.value))
    return str(cell.value)
