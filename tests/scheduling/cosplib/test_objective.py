"""The sixteen terms by hand, and two evaluators that share nothing and agree."""

import io

import pytest

from benchmarks.cosplib import naive
from benchmarks.cosplib.agreement import differences, schedule_of
from scheduling.cosplib.model import SLOT, TERMS
from scheduling.cosplib.reading import read
from scheduling.engine.check import check
from scheduling.engine.problem import Placement

from .sample import file_of, sample

FACTS = {
    # reference: track, slots, order, zone, presenters, attendees, then penalties by session and by room
    "a1": ("Cells", 1, 1, "GMT+1", "Rita Sato", "", (0, 0, 0, 0), (0, 0)),
    "a2": ("Cells", 2, 2, "GMT+1", "", "Ada Abel", (0, 5, 0, 0), (0, 3)),
    "b1": ("Genes", 1, 0, "GMT-5", "Raj Rao", "Ada Abel", (0, 0, 0, 0), (0, 0)),
    "c1": ("Maps", 2, 0, "GMT-2", "Rita Sato", "", (0, 0, 0, 0), (0, 0)),
}
CHAIRS = {"Cells": "Paula Pop", "Genes": "Paula Pop", "Maps": "Felix Fox"}


def tiny(weights):
    """Four talks on the sample's days, everything else empty, with these weights."""

    def edit(book):
        sheet = book["submissions"]
        for row, (name, (track, slots, order, zone, who, want, by_session, by_room)) in enumerate(
            FACTS.items(), start=2
        ):
            facts = (name, track, slots, order, zone, who or None, want or None, *by_session, *by_room)
            for column, value in enumerate(facts, start=1):
                sheet.cell(row, column).value = value
        for row, track in enumerate(CHAIRS, start=2):
            book["tracks"].cell(row, 2).value = CHAIRS[track]
        for name in ("tracks_sessions|penalty", "tracks_rooms|penalty", "sessions_rooms|penalty", "similar tracks"):
            for line in book[name].iter_rows(min_row=2, min_col=2):
                for cell in line:
                    cell.value = None
        book["tracks_sessions|penalty"]["B2"] = 4  # Cells in Mon1
        book["tracks_rooms|penalty"]["C3"] = 6  # Genes in Nook
        book["sessions_rooms|penalty"]["C3"] = 7  # Mon2 in Nook
        book["similar tracks"]["D2"] = 3  # Cells and Maps

    return file_of(sample(talks=len(FACTS), weights=weights), edit)


HAND = {
    # term: the schedule as talk: (session, room, slot), and what it costs, counted by hand
    1: ({"a1": (0, "Hall", 0), "a2": (0, "Hall", 1)}, 4),  # one owned cell, not two talks
    2: ({"b1": (2, "Nook", 0)}, 6),
    3: ({"c1": (1, "Nook", 0)}, 7),
    4: ({"a1": (0, "Hall", 0), "c1": (0, "Nook", 0)}, 3),
    5: ({"a1": (0, "Hall", 0), "a2": (1, "Nook", 0)}, 1),
    6: ({"a1": (0, "Hall", 0), "a2": (0, "Nook", 0)}, 1),
    7: ({"a1": (0, "Hall", 0), "a2": (2, "Hall", 0)}, 1),
    8: ({"b1": (2, "Hall", 0), "c1": (1, "Hall", 0)}, 10 + 2),  # 3 to 4 at night; 8 to 9, early, two slots
    9: ({"a1": (0, "Nook", 0), "a2": (0, "Hall", 0)}, 2 + 1),  # both at the other's place, and at once
    10: ({"a2": (1, "Hall", 0)}, 10),
    11: ({"a2": (1, "Nook", 0)}, 6),
    12: ({"a1": (0, "Hall", 0), "c1": (0, "Nook", 1)}, 1),
    13: ({"a2": (0, "Hall", 0), "b1": (0, "Nook", 2)}, 1),
    14: ({"a1": (1, "Hall", 0), "b1": (1, "Nook", 1)}, 1),
    15: ({"a1": (0, "Hall", 1), "c1": (0, "Nook", 0)}, 1),
    16: ({"a2": (0, "Hall", 0), "b1": (0, "Nook", 1)}, 1),
}


@pytest.mark.parametrize("term", HAND)
def test_a_term_costs_what_a_hand_counts(term):
    places, expected = HAND[term]
    file = tiny(tuple(int(term == each) for each in range(1, 17)))
    book = read(file)
    plan = {
        talk: Placement(room, book.problem.blocks[session].starts + slot * SLOT)
        for talk, (session, room, slot) in places.items()
    }
    report = check(book.problem, plan)
    assert {rule: cost for rule, cost in report.terms.items() if rule != "unplaced"} == {TERMS[term - 1]: expected}
    file.seek(0)
    assert naive.value(naive.load(file), schedule_of(book.problem, plan)) == expected


@pytest.mark.parametrize("seed", range(8))
def test_engine_and_naive_evaluator_agree_on_random_schedules(seed):
    file = file_of(sample(seed, talks=12))
    assert differences(file.read(), schedules=60, seed=seed) == []


def test_the_naive_evaluator_says_what_is_no_schedule():
    file = tiny((1,) * 16)
    instance = naive.load(io.BytesIO(file.read()))
    schedule = naive.Schedule({("Mon1", "Hall"): "Maps", ("Mon1", "Nook"): "Maps"}, {("Mon1", 0, "Hall"): "a1"})
    assert naive.faults(instance, schedule)[0] == "a1 in slot 0 of Mon1, Hall: another track owns the cell"
    assert naive.faults(instance, schedule)[-1] == "Maps owns Mon1, Nook without a talk there"
    assert len(naive.faults(instance, schedule)) == 1 + 3 + 1
