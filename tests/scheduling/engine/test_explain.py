"""Why an item is where it is, told by weighing; what an unmet wish costs, told by weighing or by the solver."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from scheduling.engine.check import check
from scheduling.engine.choices import choices
from scheduling.engine.explain import unmet, why_here
from scheduling.engine.greedy import construct
from scheduling.engine.index import Index
from scheduling.engine.problem import Placement, Similar, Topic

from .stage import HALL, MORNING, NOOK, at, item, problem, problems

UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
USUAL = settings(
    max_examples=25,
    deadline=None,
    phases=UNSHRUNK,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)


def test_every_other_place_is_weighed_and_told():
    made = problem(item("a", 60, audience=60), item("b", 60, people=("rita",)), blocks=(MORNING,))
    why = why_here(made, {"a": at("hall", 0)}, "a")
    assert why.now == ()
    assert [(each.room, each.start, each.value, each.hard) for each in why.places] == [("nook", 0, 40, 0)]
    assert why.places[0].sentence == (
        "In Nook during Morning the plan is worse by 40: A expects 60 people; Nook holds 20."
    )
    assert why.sentence == "No other place is better for A; 0 of 1 are as good, 1 are worse."


def test_a_hard_rule_comes_before_any_price():
    made = problem(item("a", 60), item("b", 60, audience=60), blocks=(MORNING,))
    why = why_here(made, {"a": at("nook", 0), "b": at("hall", 0)}, "a")
    assert (why.places[0].hard, why.sentence) == (1, "A cannot be elsewhere without breaking a hard rule.")
    assert why.places[0].sentence == (
        "In Hall during Morning it breaks a hard rule: A and B are in Hall at the same time."
    )


def test_a_better_place_is_told_with_what_it_mends():
    made = problem(item("a", 60, audience=60), blocks=(MORNING,))
    why = why_here(made, {"a": at("nook", 0)}, "a")
    assert why.now == ("A expects 60 people; Nook holds 20",)
    assert why.places[0].sentence == (
        "In Hall during Morning the plan is better by 40, without this: A expects 60 people; Nook holds 20."
    )
    assert why.sentence == "1 of 1 other places are better for A."


def test_an_item_without_a_place_is_shown_where_it_could_go():
    made = problem(item("a", 60), blocks=(MORNING,))
    why = why_here(made, {}, "a")
    assert {each.sentence for each in why.places} == {
        "In Hall during Morning the plan is better by 1000000, without this: it has no place.",
        "In Nook during Morning the plan is better by 1000000, without this: it has no place.",
    }


def test_the_best_start_in_each_cell():
    made = problem(item("a", 30, people=("rita",)), item("b", 30, people=("rita",)))
    why = why_here(made, {"a": at("hall", 0), "b": at("nook", 30)}, "a")
    assert {cell: place.start for cell, place in why.best.items()} == {
        ("morning", "hall"): 30,
        ("morning", "nook"): 0,
        ("noon", "hall"): 90,
        ("noon", "nook"): 90,
    }
    assert why.best["morning", "hall"].hard == 1


def test_a_wish_that_one_move_grants_for_nothing():
    red = (Topic("red", "Red"),)
    made = problem(
        item("a", 60, topic="red"), item("b", 60, topic="red"), topics=red, similar=(Similar("red", "red"),)
    )
    (wish,) = unmet(made, {"a": at("hall", 0), "b": at("nook", 0)})
    assert (wish.price, wish.how, len(wish.places)) == (-10, "moved", 1)
    assert wish.sentence.endswith("moving one session alone mends this and makes the plan better by 10.")


def test_a_wish_that_takes_others_along_is_put_to_the_solver():
    """A crowd in the nook: the hall is taken, so that no move alone helps; two change places."""
    made = problem(item("a", 60, audience=60), item("b", 60, audience=30), rooms=(HALL, NOOK), blocks=(MORNING,))
    wishes = unmet(made, {"a": at("nook", 0), "b": at("hall", 0)})
    assert [(each.violation.items, each.price, each.how) for each in wishes] == [(("a",), -30, "solved")]
    assert set(wishes[0].places) == {"a", "b"}
    assert "moving 2 sessions around it" in wishes[0].sentence


def test_a_wish_that_nothing_grants_says_so():
    made = problem(item("a", 60, audience=300), blocks=(MORNING,))
    (wish,) = unmet(made, {"a": at("hall", 0)})
    assert (wish.price, wish.how, wish.places) == (None, "", {})
    assert wish.sentence == "A expects 300 people; Hall holds 200: no way to mend this was found."


@USUAL
@given(problems(), st.data())
def test_what_a_place_is_said_to_change_is_what_it_changes(made, data):
    index = Index(made)
    plan = construct(index, choices(index))
    name = data.draw(st.sampled_from([each.id for each in made.items]))
    why = why_here(made, plan, name)
    before = check(made, plan)
    for place in why.places[::7]:
        after = check(made, plan | {name: Placement(place.room, place.start)})
        assert (place.value, place.hard) == (after.value - before.value, after.hard - before.hard)


@pytest.mark.slow
@USUAL
@given(problems())
def test_a_price_is_what_the_plan_then_costs_more_and_the_wish_is_met(made):
    index = Index(made)
    plan = construct(index, choices(index))
    before = check(made, plan)
    for wish in unmet(made, plan, seconds=2, most=3):
        if wish.price is None:
            continue
        after = check(made, plan | wish.places)
        assert (after.value - before.value, after.hard <= before.hard) == (wish.price, True)
        left = [(each.rule, each.items, each.people) for each in after.violations]
        assert (wish.violation.rule, wish.violation.items, wish.violation.people) not in left


def test_wishes_come_dearest_first_and_not_more_than_asked_for():
    made = problem(item("a", 60, audience=300), item("b", 60, audience=500))
    plan = {"a": at("hall", 0), "b": at("hall", 90)}
    assert [each.violation.items for each in unmet(made, plan)] == [("b",), ("a",)]
    assert len(unmet(replace(made), plan, most=1)) == 1
