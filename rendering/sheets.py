"""Tables for spreadsheets, CSV and XLSX, in which no cell can become a formula.

CSV is UTF-8 with a byte order mark, because Excel takes a file without one for the local code page and spoils
every accented name; LibreOffice, pandas (``encoding="utf-8-sig"``) and R read either. Lines end with CRLF
(RFC 4180).
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from rendering.text import plain

CSV_MEDIA_TYPE = "text/csv; charset=utf-8"
XLSX_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CELL = 32_767  # Excel's own limit; a longer one makes it "repair" the file
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")

type Cell = str | int | float | Decimal | bool | datetime | date | time | None


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The table as CSV; a text that a spreadsheet would calculate gets an apostrophe in front."""
    paper = io.StringIO()
    writer = csv.writer(paper, lineterminator="\r\n")
    writer.writerow([_csv_cell(value) for value in header])
    writer.writerows([_csv_cell(value) for value in row] for row in rows)
    return paper.getvalue().encode("utf-8-sig")


def xlsx_bytes(
    header: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    title: str = "Sheet",
    made_at: datetime | None = None,
) -> bytes:
    """The table as one XLSX sheet with a frozen bold header and a filter; every text is stored as a text.

    Aware datetimes are written as UTC, since a spreadsheet knows no zones: put the zone in the header.
    ``made_at`` is what the file says about its making; without it 1980-01-01. The same table is the same bytes.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    sheet.title = _sheet_title(title)
    _append(sheet, header)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in rows:
        _append(sheet, row)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    moment = (made_at or datetime(1980, 1, 1, tzinfo=UTC)).astimezone(UTC).replace(tzinfo=None)
    book.properties.creator = "Convoke"
    book.properties.created = book.properties.modified = moment
    paper = io.BytesIO()
    book.save(paper)
    return _settled(paper.getvalue(), moment)


def _settled(body: bytes, moment: datetime) -> bytes:
    """The same file without the clock of who wrote it: openpyxl notes when it saved, in the zip and in a property."""
    paper = io.BytesIO()
    with ZipFile(io.BytesIO(body)) as written, ZipFile(paper, "w", ZIP_DEFLATED) as settled:
        for name in written.namelist():
            part = written.read(name)
            if name == "docProps/core.xml":
                part = MODIFIED.sub(rb"\g<1>%sZ\g<2>" % moment.isoformat(timespec="seconds").encode(), part)
            settled.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), part, ZIP_DEFLATED)
    return paper.getvalue()


def _append(sheet, values: Sequence[Cell]) -> None:
    sheet.append([_xlsx_cell(value) for value in values])
    for cell in sheet[sheet.max_row]:
        if cell.data_type == "f":
            cell.data_type = "s"
            cell.quotePrefix = True


def _csv_cell(value: Cell) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return value.isoformat() if isinstance(value, datetime | date | time) else str(value)
    words = plain(value)
    return "'" + words if words.lstrip(" \u00a0").startswith(_FORMULA_STARTS) else words


def _xlsx_cell(value: Cell):
    if isinstance(value, datetime) and value.tzinfo:
        return value.astimezone(UTC).replace(tzinfo=None)
    return plain(value)[:LONGEST_CELL] if isinstance(value, str) else value


def _sheet_title(title: str) -> str:
    kept = "".join(letter for letter in plain(title) if letter not in "[]:*?/\\\n\t").strip(" '")
    return kept[:31] or "Sheet"
