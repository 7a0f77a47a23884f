"""Delphi: the named rules at their edges, agreement, settling and leaving.

The rules are those of doi:10.1016/j.jval.2020.10.002 (table 1), of the e-Delphi definition in BMJ Open and of
PMC10286361 (table 2); the grades those of PMC9790819 (table 2). The numbers are ours.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes.engine.delphi import EIGHTY, SEVENTY_FIFTEEN, SEVENTY_HALF, Rule, grade, quartiles_of, summary, verdict
from outcomes.engine.staying import attrition, stability

MIRROR, HALF, EIGHTY_PERCENT = Rule(SEVENTY_FIFTEEN), Rule(SEVENTY_HALF), Rule(EIGHTY)


def of(high=0, middle=0, low=0):
    return [8] * high + [5] * middle + [2] * low


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [
        (of(high=14, middle=4, low=2), "in"),  # 70 % and 10 %
        (of(high=14, middle=3, low=3), "none"),  # 70 % and exactly 15 %, which is not under 15 %
        (of(high=13, middle=7), "none"),  # 65 %
        (of(low=14, middle=6), "out"),
        (of(low=14, middle=3, high=3), "none"),
        (of(middle=20), "none"),
        ([], "none"),
    ],
)
def test_seventy_and_fifteen_with_out_as_its_mirror(ratings, expected):
    assert verdict({"all": ratings}, MIRROR) == expected


def test_out_when_no_group_has_more_than_half_for_it():
    assert verdict({"patients": of(high=5, middle=5), "clinicians": of(middle=10)}, HALF) == "out"
    assert verdict({"patients": of(high=6, middle=4), "clinicians": of(middle=10)}, HALF) == "none"
    assert verdict({"patients": of(high=14, middle=6)}, HALF) == "in"


def test_the_two_variants_of_out_differ_on_a_lukewarm_item():
    lukewarm = {"all": of(high=2, middle=8)}
    assert (verdict(lukewarm, MIRROR), verdict(lukewarm, HALF)) == ("none", "out")


def test_the_stricter_use_asks_each_group():
    split = {"patients": of(high=10), "clinicians": of(high=6, middle=4), "industry": []}
    assert verdict(split, MIRROR) == "in"
    assert verdict(split, Rule(SEVENTY_FIFTEEN, per_group=True)) == "none"
    assert verdict({**split, "clinicians": of(high=7, middle=3)}, Rule(SEVENTY_FIFTEEN, per_group=True)) == "in"


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [
        (of(high=8, middle=2), "in"),
        (of(low=8, middle=2), "out"),
        (of(middle=8, low=2), "none"),
        (of(high=79, middle=21), "again"),
        (of(high=41, middle=40, low=19), "again"),
        (of(high=40, middle=40, low=20), "dropped"),
    ],
)
def test_eighty_percent(ratings, expected):
    assert verdict({"all": ratings}, EIGHTY_PERCENT) == expected


def test_an_unknown_rule_is_refused():
    with pytest.raises(ValueError, match="no consensus rule called 75"):
        Rule("75")


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [
        ([7, 9, 8, 7], "perfect"),
        ([5, 5, 6, 4, 9], "very good"),  # 4 of 5 within 1 of 5
        ([5, 5, 6, 1, 9, 2], "good"),  # half within 1
        ([1, 3, 5, 7, 9], "some"),  # 3 of 5 within 2
        ([1, 1, 1, 5, 9, 9, 9], "none"),
    ],
)
def test_grades_of_agreement(ratings, expected):
    assert grade(ratings) == expected


def test_a_summary_by_hand():
    ratings = {"ada": {"x": 9, "y": 1}, "chen": {"x": 7, "y": 3}, "rita": {"x": 5}}
    groups = {"ada": "patients", "chen": "clinicians", "rita": "clinicians"}
    x, y, z = summary("xyz", ratings, groups, MIRROR, top=1)
    assert (x.standing.item, x.standing.place, x.standing.score, x.standing.voters) == ("x", 1, 7, 3)
    assert (x.share_high, x.share_low, x.median, x.quartiles) == (2 / 3, 0, 7, (6, 8))
    assert x.counts == (0, 0, 0, 0, 1, 0, 1, 0, 1)
    assert x.by_group == {"patients": (1, 1), "clinicians": (2, 0.5)}
    assert (y.standing.verdict, y.standing.place) == ("out", 2)
    assert (z.standing.place, z.standing.verdict, z.median) == (None, "", None)
    assert quartiles_of([4]) == (4, 4)


def test_a_rating_off_the_scale_is_refused():
    with pytest.raises(ValueError, match="10 is no rating"):
        summary("x", {"ada": {"x": 10}}, {}, MIRROR, top=1)


def test_an_item_settles_when_under_15_percent_moved():
    first = {person: {"x": 5} for person in range(20)}
    two_moved = {person: {"x": 8 if person < 2 else 5} for person in range(20)}
    (line,) = stability("x", first, two_moved)
    assert (line.both, line.moved, line.changed, line.is_stable) == (20, 0.1, 0.1, True)
    (line,) = stability("x", first, {person: {"x": 8 if person < 3 else 5} for person in range(20)})
    assert (line.moved, line.is_stable) == (0.15, False)


def test_people_who_change_sides_are_seen_though_the_histogram_is_the_same():
    (line,) = stability("x", {"ada": {"x": 2}, "chen": {"x": 8}}, {"ada": {"x": 8}, "chen": {"x": 2}})
    assert (line.moved, line.changed) == (0, 1)
    assert stability("x", {"ada": {"x": 2}}, {})[0].is_stable is None


def test_who_left_is_compared_with_who_stayed():
    asked = {"ada": "patients", "chen": "clinicians", "rita": "clinicians", "raj": "clinicians"}
    first = {"ada": {"x": 9}, "chen": {"x": 8, "y": 6}, "rita": {"x": 3}, "raj": {}}
    second = {"ada": {"x": 9}, "chen": {"x": 8}, "raj": {"x": 5}}
    patients, clinicians, everyone = attrition(asked, first, second)
    assert (patients.stayed, patients.left, patients.difference) == (1, 0, None)
    assert (clinicians.asked, clinicians.first, clinicians.second, clinicians.left) == (3, 2, 2, 1)
    assert (everyone.mean_stayed, everyone.mean_left, everyone.difference) == (8, 3, 5)


ratings = st.lists(st.integers(1, 9), max_size=8)
rules = st.builds(Rule, st.sampled_from([SEVENTY_FIFTEEN, SEVENTY_HALF, EIGHTY]), st.booleans())


@given(ratings, ratings, rules)
def test_names_of_groups_and_the_order_of_people_change_no_verdict(one, two, rule):
    assert verdict({"a": one, "b": two}, rule) == verdict({"z": two[::-1], "y": one[::-1]}, rule)


@given(ratings, ratings, rules)
def test_a_unanimous_voter_never_takes_an_item_out_of_consensus(one, two, rule):
    if verdict({"a": one, "b": two}, rule) == "in":
        assert verdict({"a": [*one, 9], "b": two}, rule) == "in"


@given(st.lists(st.integers(1, 9), min_size=1, max_size=12))
def test_another_voter_at_the_median_never_lowers_the_grade(values):
    order = ["none", "some", "good", "very good", "perfect"]
    middle = sorted(values)[len(values) // 2]
    if len(values) % 2:
        assert order.index(grade([*values, middle])) >= order.index(grade(values))
