"""Nominal group, dots and the honest option; dissent and other weights."""

import pytest

from outcomes.engine.bootstrap import Spread, standing
from outcomes.engine.chnri import Answer, Criterion, Setting, score
from outcomes.engine.dissent import dissent, other_weights, shift
from outcomes.engine.picking import dots, nominal, unranked
from outcomes.engine.standing import places, shared_places


def test_nominal_points_by_hand():
    standings = nominal("abc", [{"a": 1, "b": 2}, {"b": 1}, {}], picks=3, top=1)
    assert [e.item for e in standings] == ["b", "a", "c"]
    assert {e.item: (e.score, e.place, e.voters, e.agreement) for e in standings} == {
        "b": (5, 1, 2, 1),  # 2 + 3
        "a": (3, 2, 1, 0.5),
        "c": (0, 3, 0, 0),
    }


def test_dots_are_counted_and_capped():
    standings = dots("ab", [{"a": 2, "b": 1}, {"b": 1}], each=3, cap=2, top=1)
    assert [(e.item, e.score, e.place) for e in standings] == [("a", 2, 1), ("b", 2, 1)]
    with pytest.raises(ValueError, match="0 to 2 dots"):
        dots("ab", [{"a": 3}], each=3, cap=2, top=1)
    with pytest.raises(ValueError, match="has 3 dots"):
        dots("ab", [{"a": 2, "b": 2}], each=3, cap=2, top=1)


def test_nobody_voted():
    assert [e.place for e in nominal("ab", [{}], picks=3, top=1)] == [None, None]
    assert [e.place for e in dots("ab", [], each=3, cap=1, top=1)] == [None, None]


def test_a_sum_has_an_interval_from_three_voters():
    first = nominal("ab", [{"a": 1}, {"a": 1}, {"b": 1}, {"a": 1}], picks=1, top=1)[0]
    assert (first.item, first.score) == ("a", 3)
    assert first.low < 3 <= first.high <= 4
    assert nominal("ab", [{"a": 1}, {"a": 1}], picks=1, top=1)[0].low is None


def test_unranked_is_an_alphabet_without_places():
    assert [(e.item, e.place) for e in unranked([1, 2, 3], {1: "beta", 2: "Alpha", 3: "gamma"})] == [
        (2, None),
        (1, None),
        (3, None),
    ]


def test_equal_scores_share_a_place():
    assert places({"a": 2, "b": 5, "c": 2, "d": 1}) == {"b": 1, "a": 2, "c": 2, "d": 4}
    assert shared_places({"a": 2, "b": 5, "c": 2, "d": 1}) == {"b": 1, "a": 2.5, "c": 2.5, "d": 4}
    assert places({"a": 0.1 + 0.2, "b": 0.3}) == {"a": 1, "b": 1}


def test_dissent_names_who_is_highest_and_lowest():
    wide, narrow, lone = dissent(
        ["lone", "narrow", "wide"],
        {"patients": {"wide": 9, "narrow": 5, "lone": 1}, "clinicians": {"wide": 3, "narrow": 5}},
    )
    assert (wide.item, wide.gap, wide.highest, wide.lowest) == ("wide", 6, "patients", "clinicians")
    assert (narrow.gap, narrow.highest) == (0, None)
    assert (lone.item, lone.gap) == ("lone", None)


def test_a_shift_says_what_enters_and_what_leaves():
    found = shift("other", {"a": 3, "b": 2, "c": 1}, {"a": 3, "b": 1, "c": 2}, top=2)
    assert (found.entered, found.left, found.same_order) == (("c",), ("b",), 2 / 3)
    assert shift("same", {"a": 1}, {"a": 1}, top=1).same_order is None


def test_other_weights_of_two_criteria():
    """x is strong in the first criterion, y in the second, which weighs more."""
    criteria = (Criterion("first", 1.0), Criterion("second", 2.0))
    answers = [
        Answer("ada", "x", "first", 1),
        Answer("ada", "x", "second", 0),
        Answer("ada", "y", "first", 0),
        Answer("ada", "y", "second", 1),
    ]
    ideas = score("xy", answers, Setting(criteria, top=1))
    tried = {each.name: each for each in other_weights(ideas, criteria, top=1)}
    assert [idea.standing.item for idea in ideas] == ["y", "x"]
    assert list(tried) == ["all criteria alike", "without first", "without second", "twice first", "twice second"]
    assert (tried["without second"].entered, tried["without second"].left) == (("x",), ("y",))
    assert tried["twice second"].changes_nothing
    assert tried["twice first"].entered == ("x",)  # now equal, and both are first


def test_one_criterion_leaves_nothing_to_try():
    criteria = (Criterion("only", 3.0),)
    ideas = score("x", [Answer("ada", "x", "only", 1)], Setting(criteria))
    assert other_weights(ideas, criteria, top=1) == ()


def test_an_interval_holds_a_score_that_the_draws_do_not_reach():
    found = standing("a", 1, 35.5, Spread(24.5, 35.0, 2, 3, 0.9), voters=3)
    assert (found.low, found.high, found.best, found.worst) == (24.5, 35.5, 1, 3)
    assert standing("a", None, None, Spread(0.0, 1.0, 1, 1, 1.0), voters=0).low is None
