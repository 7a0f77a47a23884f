"""A program too big for one model is planned a window at a time: whole, lawful, in its rooms, honestly bounded."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from benchmarks.festival import festival
from scheduling.engine import handing, memory, search, solver
from scheduling.engine.check import check
from scheduling.engine.problem import Block, Similar, Topic
from scheduling.engine.solver import plan
from scheduling.engine.weights import soft

from .stage import HALL, NOOK, item, problem, problems


@pytest.fixture
def big(monkeypatch):
    """Every problem counts as too big for one model."""
    monkeypatch.setattr(solver, "BIG", 0)


def test_a_shuffled_festival_is_placed_whole_with_every_track_at_home():
    made, cut_from = (each := festival(seed=3, rooms=12, days=2)).problem, each.cut_from
    shuffled = dict(zip(cut_from, reversed(cut_from.values()), strict=True))
    result = plan(made, shuffled, seconds=12, workers=2)
    report = check(made, result.plan)
    assert (report.hard, len(result.plan)) == (0, len(made.items))
    homes = {topic.id: topic.rooms for topic in made.topics}
    assert [each.id for each in made.items if each.topic and result.plan[each.id].room not in homes[each.topic]] == []
    assert result.bound <= result.value == report.value


def test_the_plan_a_festival_was_cut_from_is_lawful():
    made = festival(seed=5, rooms=6, days=3)
    report = check(made.problem, made.cut_from)
    assert (report.broken, report.terms.get("topic_home")) == ({}, None)


def test_a_topic_that_cannot_run_one_after_the_other_is_proved_to_overlap(big):
    red = tuple(item(name, 30, topic="red") for name in "abc")
    made = problem(
        *red,
        topics=(Topic("red", "Red"),),
        similar=(Similar("red", "red"),),
        blocks=(Block("noon", "Noon", 90, 150, grid=30),),
    )
    result = plan(made, seconds=5)
    assert (result.status, result.value, result.bound) == ("optimal", 10, 10)


def test_an_item_outside_its_topics_home_costs_and_comes_home(big):
    made = problem(item("a", topic="red"), topics=(Topic("red", "Red", rooms=("nook",)),))
    assert plan(made, seconds=3).plan["a"].room == "nook"
    full = replace(made, rooms=(HALL,), topics=(Topic("red", "Red"),))
    assert plan(full, seconds=3).value == 0


def test_what_the_quick_plan_leaves_out_is_placed_by_moving_others(big):
    """The quick plan puts the short one into the middle of the only hour that is long enough for the other."""
    made = problem(item("a", 60), item("b", 30), rooms=(NOOK,), blocks=(Block("one", "One", 0, 90, grid=15),))
    started = {"b": solver.Placement("nook", 30)}
    result = plan(made, started, seconds=5)
    assert (result.status, len(result.plan)) == ("optimal", 2)


def test_the_same_seed_and_work_of_a_large_search_give_the_same_plan_again(big):
    made = festival(seed=2, rooms=3, days=1).problem
    first, again = (plan(made, seconds=300, work=0.2, seed=4) for _ in range(2))
    assert (first.plan, first.bound) == (again.plan, again.bound)
    assert first.reproducible


def test_better_plans_are_handed_over_while_the_search_goes_on(monkeypatch):
    monkeypatch.setattr(handing, "EVERY", 0.0)
    made = festival(seed=3, rooms=12, days=2).problem
    handed = []
    result = plan(made, seconds=9, on_better=lambda *news: handed.append(news))
    values = [value for _, value, _ in handed]
    assert len(values) > 1
    assert values == sorted(values, reverse=True)
    assert handed[-1][:2] == (result.plan, result.value)
    assert [check(made, each).value for each, *_ in handed] == values


def test_plans_are_handed_over_at_most_once_a_second_and_the_last_one_always():
    handed = []
    mine = handing.Handing(lambda *news: handed.append(news))
    for value in (9, 8, 7):
        mine.take({}, value, 0)
    assert [value for _, value, _ in handed] == [9]
    mine.at_last()
    mine.at_last()
    assert [value for _, value, _ in handed] == [9, 7]


def test_a_search_out_of_memory_keeps_its_best_plan_and_says_so(monkeypatch):
    made = festival(seed=3, rooms=12, days=2).problem
    monkeypatch.setattr(search, "megabytes", lambda: 900)
    result = plan(made, seconds=60, memory=800)
    assert (result.ended, len(result.plan)) == ("memory", len(made.items))
    assert result.seconds < 30


def test_a_model_that_does_not_fit_into_memory_leaves_the_quick_plan(monkeypatch):
    def full(*args, **more):
        raise MemoryError

    monkeypatch.setattr(solver, "Core", full)
    made = problem(item("a", audience=300), rooms=(NOOK,))
    result = plan(made, seconds=5)
    assert (result.ended, result.status, len(result.plan)) == ("memory", "feasible", 1)


def test_the_memory_of_this_process_is_known(monkeypatch, tmp_path):
    assert 10 < memory.megabytes() < 100_000
    monkeypatch.setattr(memory, "STATM", tmp_path / "none")
    assert 10 < memory.megabytes() < 100_000


@pytest.mark.slow
@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.function_scoped_fixture],
)
@given(problems(most=5))
def test_a_large_search_breaks_nothing_and_claims_no_bound_above_the_best_plan(big, made):
    result = plan(made, seconds=2)
    assert set(result.report.broken) <= {"unplaced"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(solver, "BIG", 60_000)
        exact = plan(made, seconds=5)
    if exact.status == "optimal":
        assert result.bound <= exact.value
        assert result.value >= exact.value


def test_a_weightless_home_is_no_home(big):
    rules = replace(problem().rules, topic_home=soft(0))
    made = problem(item("a", topic="red"), topics=(Topic("red", "Red", rooms=("nook",)),), rules=rules)
    assert plan(made, {"a": solver.Placement("hall", 0)}, seconds=3).plan["a"].room == "hall"
