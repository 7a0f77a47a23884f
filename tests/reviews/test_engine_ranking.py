"""The raw ranking, by hand and by its properties."""

from math import gamma, pi, sqrt
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.engine.ranking import Reading, Scale, rank, score, student_t

NOVELTY = Scale("novelty", 1, 5, 2)
COMPLETE = Scale("complete", 1, 5, 1)
NIH = Scale("nih", 1, 9, 1)


def reading(proposal="p", advice="", **scores):
    return Reading(proposal, scores, advice)


def test_a_reading_is_the_weighted_mean_on_the_common_scale():
    assert score(reading(novelty=5, complete=4), [NOVELTY, COMPLETE]) == pytest.approx((2 * 100 + 75) / 3)


def test_scales_of_different_lengths_count_alike():
    assert score(reading(complete=3, nih=5), [COMPLETE, NIH]) == 50
    assert score(reading(complete=5, nih=1), [COMPLETE, NIH]) == 50


def test_a_criterion_left_out_takes_its_weight_with_it():
    assert score(reading(complete=4), [NOVELTY, COMPLETE]) == 75
    assert score(reading(), [NOVELTY, COMPLETE]) is None


def test_mean_spread_and_interval_by_hand():
    (line,) = rank(["p"], [reading(complete=1), reading(complete=3), reading(complete=5)], [COMPLETE])
    assert (line.readings, line.mean, line.spread) == (3, 50, 50)
    assert (line.low, line.high) == (0, 100)  # 50 +- 2.92 * 50 / sqrt(3) = 84.3, cut at the ends
    (line,) = rank(["p"], [reading(nih=5), reading(nih=6), reading(nih=5), reading(nih=6)], [NIH])
    assert line.mean == 56.25
    assert line.spread == pytest.approx(7.2169, abs=1e-4)
    assert (line.low, line.high) == pytest.approx((47.759, 64.741), abs=1e-3)  # t(3) = 2.353


def test_one_reading_has_no_interval():
    (line,) = rank(["p"], [reading(complete=4)], [COMPLETE])
    assert (line.rank, line.mean, line.spread, line.low, line.high) == (1, 75, None, None, None)


def test_equal_scores_share_a_rank_and_the_next_is_counted_on():
    readings = [
        reading("a", complete=4),
        reading("b", complete=5),
        reading("c", complete=4),
        reading("d", complete=1),
    ]
    lines = rank("abcde", readings, [COMPLETE])
    assert [(line.proposal, line.rank) for line in lines] == [("b", 1), ("a", 2), ("c", 2), ("d", 4), ("e", None)]


def test_means_by_criterion_stay_on_their_own_scale_and_advice_is_counted():
    readings = [reading(complete=4, nih=9, advice="accept"), reading(complete=5, advice="accept"), reading(nih=6)]
    (line,) = rank(["p"], readings, [COMPLETE, NIH])
    assert line.by_criterion == {"complete": 4.5, "nih": 7.5}
    assert line.advice == {"accept": 2}


def t_below(limit: float, freedom: int, steps: int = 4000) -> float:
    """P(T < limit) by Simpson's rule on the density."""

    def density(x):
        return (
            gamma((freedom + 1) / 2)
            / (sqrt(freedom * pi) * gamma(freedom / 2))
            * (1 + x * x / freedom) ** (-(freedom + 1) / 2)
        )

    width = limit / steps
    inner = sum((4 if at % 2 else 2) * density(at * width) for at in range(1, steps))
    return 0.5 + (density(0) + inner + density(limit)) * width / 3


@pytest.mark.parametrize("freedom", [*range(1, 41), 60, 120, 300])
def test_student_t_is_the_95_percent_quantile(freedom):
    assert t_below(student_t(freedom), freedom) == pytest.approx(0.95, abs=1e-4)


scores = st.dictionaries(st.sampled_from(["novelty", "complete", "nih"]), st.integers(1, 5), min_size=1)
readings = st.lists(st.tuples(st.sampled_from("abc"), scores), max_size=12)
ALL = [NOVELTY, COMPLETE, NIH]


@given(readings)
def test_every_proposal_has_one_line_and_intervals_hold_their_mean(drawn):
    lines = rank("abc", [Reading(proposal, values) for proposal, values in drawn], ALL)
    assert sorted(line.proposal for line in lines) == ["a", "b", "c"]
    assert sum(line.readings for line in lines) == len(drawn)
    for line in lines:
        if line.low is not None:
            assert 0 <= line.low <= line.mean <= line.high <= 100
        assert (line.low is None) == (line.readings < 2)
        assert (line.mean is None) == (line.readings == 0) == (line.rank is None)


@given(readings, st.randoms())
def test_the_order_in_which_readings_arrive_changes_nothing(drawn, random):
    shuffled = list(drawn)
    random.shuffle(shuffled)
    ranks = [
        {line.proposal: (line.rank, line.mean) for line in rank("abc", [Reading(p, v) for p, v in some], ALL)}
        for some in (drawn, shuffled)
    ]
    assert ranks[0] == ranks[1]


@given(readings)
def test_better_scores_never_rank_a_proposal_lower(drawn):
    def place(some):
        return {line.proposal: line.rank for line in rank("abc", [Reading(p, v) for p, v in some], ALL)}["a"]

    better = [(p, {c: v if p != "a" else 5 if c != "nih" else 9 for c, v in values.items()}) for p, values in drawn]
    if place(drawn):
        assert place(better) <= place(drawn)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=9))
def test_one_criterion_gives_the_mean_of_its_scores(values):
    (line,) = rank(["p"], [Reading("p", {"nih": value}) for value in values], [NIH])
    assert line.mean == pytest.approx(fmean((value - 1) / 8 * 100 for value in values))
