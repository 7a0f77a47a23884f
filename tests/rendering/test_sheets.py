"""A spreadsheet holds our words as words: nothing in it is calculated, linked or lost."""

import csv
import io
import time
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from rendering.sheets import csv_bytes, xlsx_bytes
from rendering.text import plain

FORMULAS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    '=HYPERLINK("https://evil.example","x")',
    "=cmd|' /C calc'!A0",
    "＝1+1",
]


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def read_xlsx(data: bytes) -> list[tuple]:
    return list(load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True))


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_is_words_in_csv(formula):
    [[cell]] = read_csv(csv_bytes([formula], []))
    assert cell == "'" + plain(formula)


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_is_words_in_xlsx(formula):
    sheet = load_workbook(io.BytesIO(xlsx_bytes(["Title"], [[formula]]))).active
    assert (sheet["A2"].data_type, sheet["A2"].value) == ("s", plain(formula))


def test_numbers_dates_and_gaps_keep_their_meaning():
    row = [-3, 2.5, Decimal("-1.10"), True, date(2027, 4, 1), datetime(2027, 4, 1, 9, 30, tzinfo=UTC), None]
    assert read_csv(csv_bytes(["a"] * 7, [row]))[1] == [
        "-3", "2.5", "-1.10", "True", "2027-04-01", "2027-04-01T09:30:00+00:00", "",
    ]  # fmt: skip
    assert read_xlsx(xlsx_bytes(["a"] * 7, [row]))[1] == (
        -3, 2.5, -1.1, True, datetime(2027, 4, 1), datetime(2027, 4, 1, 9, 30), None,  # noqa: DTZ001
    )  # fmt: skip


def test_csv_starts_so_that_excel_reads_accents_and_ends_lines_as_the_rfc_says():
    assert csv_bytes(["Name"], [["Żółć, 山田"]]) == '\ufeffName\r\n"Żółć, 山田"\r\n'.encode()


def test_an_xlsx_sheet_has_a_frozen_bold_header_with_a_filter():
    sheet = load_workbook(io.BytesIO(xlsx_bytes(["A", "B"], [[1, 2]], title="Reviews: [all]/*?"))).active
    assert (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref, sheet["A1"].font.bold) == (
        "Reviews all", "A2", "A1:B2", True,
    )  # fmt: skip


def test_the_same_table_is_the_same_file_at_any_hour(monkeypatch):
    made = {"made_at": datetime(2027, 4, 1, 9, 30, tzinfo=UTC)}
    first = xlsx_bytes(["A"], [["x"]], **made)
    monkeypatch.setattr("time.localtime", lambda *args: time.struct_time((2031, 5, 5, 5, 5, 5, 0, 125, 0)))
    assert xlsx_bytes(["A"], [["x"]], **made) == first
    kept = load_workbook(io.BytesIO(first)).properties
    assert (kept.created, kept.modified) == (datetime(2027, 4, 1, 9, 30), datetime(2027, 4, 1, 9, 30))  # noqa: DTZ001


def test_a_text_longer_than_a_cell_is_cut():
    assert len(read_xlsx(xlsx_bytes(["A"], [["x" * 40_000]]))[1][0]) == 32_767


@given(st.lists(st.text(st.characters(), max_size=40), min_size=1, max_size=4))
def test_any_text_comes_back_from_csv(texts):
    cells = read_csv(csv_bytes(["h"] * len(texts), [texts]))[1]
    assert [cell.removeprefix("'") for cell in cells] == [plain(text).removeprefix("'") for text in texts]
    assert not [cell for cell in cells if cell.lstrip()[:1] in ("=", "+", "-", "@")]


@given(st.text(st.characters(), max_size=40))
def test_any_text_comes_back_from_xlsx(text):
    assert read_xlsx(xlsx_bytes(["h"], [[text], ["end"]]))[1][0] in (plain(text), None if not plain(text) else text)
