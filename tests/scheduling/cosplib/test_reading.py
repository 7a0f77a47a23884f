"""A workbook is read without loss, or refused with sheet, cell and a sentence."""

import io

import pytest

from scheduling.cosplib.model import SLOT, WorkbookError
from scheduling.cosplib.reading import SHEETS, read

from .sample import file_of, sample


@pytest.mark.parametrize("seed", range(5))
def test_reading_what_was_written_gives_an_equal_workbook(seed):
    workbook = sample(seed)
    assert read(file_of(workbook)) == workbook


def test_empty_rows_and_columns_at_the_end_do_not_exist():
    def edit(book):
        book["submissions"].cell(60, 40).value = ""
        book["tracks_rooms|penalty"].cell(20, 30).value = ""

    assert read(file_of(sample(), edit)) == sample()


def test_sessions_may_stand_in_any_order_over_their_penalties():
    def edit(book):
        sheet = book["submissions"]
        for row in range(1, sheet.max_row + 1):
            one, two = sheet.cell(row, 8), sheet.cell(row, 11)
            one.value, two.value = two.value, one.value

    assert read(file_of(sample(), edit)) == sample()


def test_similar_tracks_are_read_by_position_above_the_diagonal():
    def edit(book):
        sheet = book["similar tracks"]
        sheet["B1"], sheet["D1"] = "Maps", "Cells"
        sheet["B4"] = 99

    assert read(file_of(sample(), edit)) == sample()


def test_penalties_of_a_long_submission_are_paid_for_each_slot():
    workbook = sample()
    long = next(item for item in workbook.problem.items if item.minutes == 2 * SLOT)
    row = 2 + workbook.problem.items.index(long)

    def edit(book):
        book["submissions"].cell(row, 8).value = 7

    costs = {(one, two): cost for one, two, cost in read(file_of(workbook, edit)).problem.penalties.item_block}
    assert costs[long.id, "Mon1"] == 14


@pytest.mark.parametrize("name", SHEETS)
def test_a_missing_sheet_is_named(name):
    with pytest.raises(WorkbookError) as refusal:
        read(file_of(sample(), lambda book: book.remove(book[name])))
    assert str(refusal.value) == f"{name}: the sheet is missing"


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "sentence"),
    [
        ("submissions", "A3", "t0", "'t0' stands in row 2 already"),
        ("submissions", "B3", "Moon", "the track 'Moon' is not on the sheet tracks"),
        ("submissions", "C3", 0, "the number of time slots is 0; it must be 1 or more"),
        ("submissions", "C3", 1.5, "the number of time slots is 1.5; a whole number is wanted"),
        ("submissions", "C3", 9, "'t1' needs 9 time slots; the longest session has 3"),
        ("submissions", "D3", -1, "the order is -1; it must be 0 or more"),
        ("submissions", "E3", "CET", "the time zone is 'CET'; GMT-12 to GMT+12 is wanted"),
        ("submissions", "H1", "Sun1", "'Sun1' matches none of the names wanted for sessions here"),
        ("submissions", "I1", "Mon1", "'Mon1' stands here twice"),
        ("submissions", "H3", -2, "the penalty is -2; it must be 0 or more"),
        ("submissions", "L3", 0.5, "the penalty is 0.5; a whole number is wanted"),
        ("submissions", "N1", "Attic", "the sheet has 14 columns; 13 are wanted"),
        ("tracks", "A3", "Cells", "'Cells' stands in row 2 already"),
        ("tracks", "A5", "Moon", "no submission belongs to the track 'Moon'"),
        ("sessions", "B2", "many", "the number of time slots is 'many'; a whole number is wanted"),
        ("sessions", "D2", "noon", "the start time is 'noon'; a time of day is wanted"),
        ("rooms", "A3", "Hall", "'Hall' stands in row 2 already"),
        ("tracks_sessions|penalty", "A2", "Moon", "'Moon' matches none of the names wanted for rows here"),
        ("tracks_sessions|penalty", "B2", -3, "the penalty is -3; it must be 0 or more"),
        ("tracks_rooms|penalty", "D1", "Attic", "the sheet has 4 columns; 3 are wanted"),
        ("sessions_rooms|penalty", "A6", "Sun1", "the matrix has 5 rows; 4 are wanted"),
        ("sessions_rooms|penalty", "C3", 2.5, "the penalty is 2.5; a whole number is wanted"),
        ("similar tracks", "E1", "Moon", "the matrix is for 4 tracks; there are 3"),
        ("similar tracks", "A5", "Moon", "the matrix is for 4 tracks; there are 3"),
        ("parameters", "E5", -1, "weight 4 is -1; it must be 0 or more"),
        ("parameters", "B4", None, "the window's start is None; a time of day is wanted"),
    ],
)
def test_what_is_wrong_is_named_with_sheet_cell_and_sentence(sheet, cell, value, sentence):
    def edit(book):
        book[sheet][cell] = value

    with pytest.raises(WorkbookError) as refusal:
        read(file_of(sample(), edit))
    assert (refusal.value.sheet, refusal.value.cell, refusal.value.sentence) == (sheet, cell, sentence)


def test_too_little_room_is_refused():
    def edit(book):
        for row in range(2, 6):
            book["sessions"].cell(row, 2).value = 1
        for row in range(2, 11):
            book["submissions"].cell(row, 3).value = 1

    with pytest.raises(WorkbookError) as refusal:
        read(file_of(sample(), edit))
    assert str(refusal.value) == "sessions!B2: the submissions need 9 time slots; the sessions have 8 in all rooms"


def test_a_file_that_is_no_workbook_is_refused():
    with pytest.raises(WorkbookError, match="not a workbook"):
        read(io.BytesIO(b"Reference,Track"))
