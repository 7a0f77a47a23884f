"""James Lind Alliance by hand: the JLA Guidebook's chapter 8, "Collating and scoring interim priorities"."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes.engine.jla import final, interim, points_of, scored_again

PATIENTS, CLINICIANS = "patients", "clinicians"


def ballot(words):
    """`"abc"`: a first, b second, c third."""
    return {item: place for place, item in enumerate(words, start=1)}


def ranks(found):
    return {each.item: each.place for each in found.standings}


def test_reverse_points_as_the_guidebook_gives_them():
    points = points_of("abcdefghij", [ballot("abcdefghij")], 10)
    assert points == dict(zip("abcdefghij", range(10, 0, -1), strict=True))


def test_two_groups_by_hand():
    """Two patients and four clinicians, three picks. Patients: a 3+3, b 2, c 2, d 0. Clinicians: d 12, c 8, b 4, a 0.
    Scored again, 4 to 1: patients a 4, b and c share 2.5, d 1; clinicians d 4, c 3, b 2, a 1."""
    found = interim("abcd", {PATIENTS: [ballot("ab"), ballot("ac")], CLINICIANS: [ballot("dcb")] * 4}, picks=3, top=1)
    assert found.points[PATIENTS] == {"a": 6, "b": 2, "c": 2, "d": 0}
    assert found.points[CLINICIANS] == {"a": 0, "b": 4, "c": 8, "d": 12}
    assert found.scores[PATIENTS] == {"a": 4, "b": 2.5, "c": 2.5, "d": 1}
    assert found.scores[CLINICIANS] == {"a": 1, "b": 2, "c": 3, "d": 4}
    assert {each.item: each.score for each in found.standings} == {"a": 5, "b": 4.5, "c": 5.5, "d": 5}
    assert ranks(found) == {"c": 1, "a": 2, "d": 2, "b": 4}
    assert {each.item: each.voters for each in found.standings} == {"a": 2, "b": 5, "c": 5, "d": 4}
    assert {each.item: each.agreement for each in found.standings} == {"a": 0.5, "b": 0, "c": 0, "d": 0.5}


def test_a_silent_group_is_named_and_gives_nothing():
    found = interim("ab", {PATIENTS: [ballot("a")], CLINICIANS: [{}]})
    assert found.silent == (CLINICIANS,)
    assert ranks(found) == {"a": 1, "b": 2}
    assert interim("ab", {PATIENTS: []}).standings[0].place is None


def test_one_voter_has_no_interval_and_three_have_one():
    assert interim("ab", {PATIENTS: [ballot("a")]}).standings[0].low is None
    first = interim("ab", {PATIENTS: [ballot("a")] * 3}).standings[0]
    assert (first.item, first.low, first.high, first.worst) == ("a", 2, 2, 1)


@pytest.mark.parametrize("wrong", [{"a": 1, "b": 1}, {"a": 0}, {"a": 11}])
def test_a_place_twice_or_outside_the_list_is_refused(wrong):
    with pytest.raises(ValueError, match=r"(?i)plac"):
        interim("ab", {PATIENTS: [wrong]})


def test_final_totals_by_hand():
    """Positions: a 1+2+1 = 4, b 2+1+3 = 6, c 3+3+2 = 8."""
    standings = final(["abc", "bac", "acb"])
    assert [(each.item, each.score, each.place) for each in standings] == [("a", 4, 1), ("b", 6, 2), ("c", 8, 3)]
    assert [each.place for each in final(["ab", "ba"])] == [1, 1]
    assert final([]) == ()


@pytest.mark.parametrize("orders", [["abc", "ab"], ["aab", "aab"], ["abc", "abd"]])
def test_small_groups_that_ordered_different_questions_are_refused(orders):
    with pytest.raises(ValueError, match="same questions"):
        final(orders)


orders = st.lists(
    st.permutations("abcd").flatmap(lambda order: st.integers(1, 3).map(lambda k: ballot(order[:k]))),
    min_size=1,
    max_size=4,
)


@given(orders, orders, st.integers(2, 5))
def test_the_size_of_a_group_does_not_matter(patients, clinicians, times):
    small = interim("abcd", {PATIENTS: patients, CLINICIANS: clinicians}, picks=3)
    large = interim("abcd", {PATIENTS: patients, CLINICIANS: clinicians * times}, picks=3)
    assert [(e.item, e.score) for e in small.standings] == [(e.item, e.score) for e in large.standings]


@given(orders, orders)
def test_each_group_gives_away_the_same_sum(patients, clinicians):
    found = interim("abcd", {PATIENTS: patients, CLINICIANS: clinicians}, picks=3)
    assert {sum(scores.values()) for scores in found.scores.values()} == {10}


@given(orders, st.randoms())
def test_the_order_of_ballots_and_the_names_of_questions_change_nothing(patients, random):
    shuffled = list(patients)
    random.shuffle(shuffled)
    renamed = [{item.upper(): place for item, place in each.items()} for each in shuffled]
    one = interim("abcd", {PATIENTS: patients}, picks=3).standings
    other = interim("ABCD", {PATIENTS: renamed}, picks=3).standings
    assert [(e.item.upper(), e.place, e.score, e.low, e.worst) for e in one] == [
        (e.item, e.place, e.score, e.low, e.worst) for e in other
    ]


def test_scored_again_of_nothing_is_nothing():
    assert scored_again({}) == {}


@given(orders, orders)
def test_an_interval_holds_its_score(patients, clinicians):
    for each in interim("abcd", {PATIENTS: patients, CLINICIANS: clinicians}, picks=3).standings:
        if each.low is not None:
            assert each.low <= each.score <= each.high
            assert each.best <= each.place <= each.worst
