"""The CP-SAT model charges exactly what the checker charges, whatever the plan."""

from itertools import product

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from scheduling.engine.check import check
from scheduling.engine.choices import choices
from scheduling.engine.core_model import Core
from scheduling.engine.index import Index
from scheduling.engine.pair_model import add_pairs
from scheduling.engine.problem import Placement
from scheduling.engine.topic_model import add_topics

from .stage import problems

USUAL = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow]
)


def whole_model(made, plan=None, *, must_place):
    index = Index(made)
    core = Core(index, choices(index, plan), must_place=must_place)
    add_pairs(core)
    add_topics(core)
    core.finish()
    return core


def solved(core):
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return solver, solver.solve(core.model)


def places_of(made, item):
    """Every place in an open block, on the half hour."""
    index = Index(made)
    for room, start in product(index.rooms, (0, 30, 90, 120, 160, 190)):
        if index.spot(item, Placement(room, start)).block is not None:
            yield Placement(room, start)


@st.composite
def problem_and_plan(draw):
    """Plans that are mostly whole and never hold two items in one room at once."""
    made = draw(problems(hard=draw(st.booleans())))
    plan = {}
    for item in made.items:
        free = [
            place
            for place in places_of(made, item.id)
            if "room_overlap" not in check(made, plan | {item.id: place}).broken
        ]
        if free and draw(st.integers(0, 5)):
            plan[item.id] = draw(st.sampled_from(free))
    return made, plan


@USUAL
@given(problem_and_plan())
def test_a_fixed_plan_costs_in_the_model_what_the_checker_says(drawn):
    made, plan = drawn
    report = check(made, plan)
    core = whole_model(made, plan, must_place=False)
    core.hint(plan)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.fix_variables_to_their_hinted_value = True
    breaks = report.hard - report.broken.get("unplaced", 0)
    if breaks:
        fits = all(place.room in core.room.get(item, {}) for item, place in plan.items())
        assume(fits)
        assert solver.solve(core.model) == cp_model.INFEASIBLE
    else:
        assert solver.solve(core.model) == cp_model.OPTIMAL
        assert round(solver.objective_value) == report.value
        assert core.read(solver.value) == plan


def best_by_hand(made):
    """The least value of any complete plan without a hard violation; None when there is none."""
    names = [each.id for each in made.items]
    best = None
    for places in product(*(list(places_of(made, name)) for name in names)):
        report = check(made, dict(zip(names, places, strict=True)))
        if not report.hard and (best is None or report.value < best):
            best = report.value
    return best


@pytest.mark.slow
@settings(parent=USUAL, max_examples=15)
@given(problems(least=3, most=3))
def test_the_model_finds_the_best_of_all_plans(made):
    solver, status = solved(whole_model(made, must_place=True)) if _every_item_fits(made) else (None, None)
    best = best_by_hand(made)
    if best is None:
        assert status in (None, cp_model.INFEASIBLE)
    else:
        assert (status, round(solver.objective_value)) == (cp_model.OPTIMAL, best)


def _every_item_fits(made):
    return all(each.any for each in choices(Index(made)).values())
