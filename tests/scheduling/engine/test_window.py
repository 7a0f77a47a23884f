"""A window on a plan moves only what is free, and finds the best of what those can do."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from scheduling.engine.check import Judge, check
from scheduling.engine.choices import choices
from scheduling.engine.greedy import construct
from scheduling.engine.index import Index
from scheduling.engine.problem import Placement
from scheduling.engine.window import merged, open_window

from .stage import problems

USUAL = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow]
)


def best_in(index, whole, plan, free):
    """The plan that the window finds."""
    core = open_window(index, whole, plan, free, must_place=False).core
    core.finish()
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(core.model) == cp_model.OPTIMAL
    return merged(plan, core.read(solver.value), free)


@USUAL
@given(problems(), st.data())
def test_a_window_of_one_item_finds_its_cheapest_place_of_all(made, data):
    index = Index(made)
    plan = construct(index, choices(index))
    free = data.draw(st.sampled_from([each.id for each in made.items]))
    whole = choices(index, plan)
    found = best_in(index, whole, plan, {free})
    judge = Judge(made, {item: place for item, place in plan.items() if item != free})
    without = judge.report()
    places = [Placement(room, start) for room in whole[free].rooms for _, start in whole[free].slots]
    weighed = [judge.weigh(free, place) for place in places]
    missing = without.broken.get("unplaced", 0)
    legal = [without.value + each.value for each in weighed if without.hard + each.hard == missing - 1]
    legal += [without.value] if without.hard == missing else []
    after = check(made, found)
    assert after.value == min(legal)
    assert {item: place for item, place in found.items() if item != free} == {
        item: place for item, place in plan.items() if item != free
    }


@USUAL
@given(problems(), st.data())
def test_a_window_never_makes_a_plan_worse_and_a_wider_one_is_never_worse_than_a_narrow_one(made, data):
    index = Index(made)
    whole = choices(index)
    plan = construct(index, whole)
    names = [each.id for each in made.items]
    narrow = set(data.draw(st.lists(st.sampled_from(names), min_size=1, max_size=2)))
    wide = narrow | set(data.draw(st.lists(st.sampled_from(names), min_size=1)))
    values = [check(made, best_in(index, whole, plan, free)).value for free in (narrow, wide)]
    assert values[1] <= values[0] <= check(made, plan).value
