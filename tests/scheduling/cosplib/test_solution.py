"""A schedule in the library's layout is written and read back, or refused with cell and sentence."""

import io
from random import Random

import pytest
from openpyxl import load_workbook

from benchmarks.cosplib.agreement import random_plan
from scheduling.cosplib.model import SLOT, WorkbookError
from scheduling.cosplib.solution import read_solution, write_solution
from scheduling.engine.problem import Placement

from .sample import sample


def written(problem, plan, edit=None):
    file = io.BytesIO()
    write_solution(problem, plan, file)
    file.seek(0)
    if edit:
        book = load_workbook(file)
        edit(book.worksheets[0])
        file = io.BytesIO()
        book.save(file)
        file.seek(0)
    return file


@pytest.mark.parametrize("seed", range(5))
def test_a_schedule_is_read_back_as_it_was(seed):
    problem = sample(seed).problem
    plan = random_plan(problem, Random(seed))
    assert read_solution(problem, written(problem, plan)) == plan


def test_owners_stand_above_and_slots_below():
    problem = sample(seed=3).problem
    one = next(item for item in problem.items if item.minutes == 2 * SLOT)
    sheet = load_workbook(written(problem, {one.id: Placement("Nook", problem.blocks[1].starts)})).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[:6] == [
        (None, "Hall", "Nook"),
        ("Mon1", None, None),
        ("Mon2", None, one.topic),
        ("Tue1", None, None),
        ("Tue2", None, None),
        (None, None, None),
    ]
    assert rows[6:] == [
        *[("Mon1", None, None)] * 3,
        *[("Mon2", None, one.id)] * 2,
        *[("Tue1", None, None)] * 3,
        *[("Tue2", None, None)] * 2,
    ]


@pytest.mark.parametrize(
    ("cell", "value", "sentence"),
    [
        ("C1", "Attic", "'Attic' is not a room"),
        ("A2", "Sun1", "the session 'Mon1' is wanted here, not 'Sun1'"),
        ("B2", "Moon", "'Moon' is not a track"),
        ("B7", "t99", "'t99' is not a submission"),
        ("C7", "t0", "'t0' stands in a cell that its track does not own"),
        ("B9", "t0", "'t0' does not stand in {} slots in a row in one cell"),
    ],
)
def test_what_is_not_a_schedule_of_this_problem_is_refused(cell, value, sentence):
    problem = sample(talks=3).problem
    plan = {"t0": Placement("Hall", problem.blocks[0].starts)}

    def edit(sheet):
        sheet[cell] = value

    with pytest.raises(WorkbookError) as refusal:
        read_solution(problem, written(problem, plan, edit))
    assert refusal.value.sentence == sentence.format(problem.items[0].minutes // SLOT)
