"""CHNRI by hand on a small example, and by its properties.

The example is ours: the paper (doi:10.3325/cmj.2008.49.720) gives the steps, and the formulas stand in the engine.
"""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes.engine.chnri import Answer, Criterion, Setting, agreement_of, score

EQUITY, ANSWERABLE = Criterion("equity"), Criterion("answerable")
SETTING = Setting((ANSWERABLE, EQUITY), top=1)


def answers(item, **by_person):
    """`ada="1?"`: yes to the first criterion, undecided on the second; `-` is a blank."""
    values = {"1": 1.0, "?": 0.5, "0": 0.0, "-": None}
    return [
        Answer(person, item, key, values[sign])
        for person, signs in by_person.items()
        for key, sign in zip(("answerable", "equity"), signs, strict=True)
    ]


GENES = answers("genes", ada="11", chen="1?", rita="1-", raj="0-")
CARE = answers("care", ada="1?", chen="1?", rita="1?", raj="1?")


def test_scores_and_agreement_by_hand():
    genes, care = score(["genes", "care"], [*GENES, *CARE], SETTING)
    assert genes.by_criterion == {"answerable": 0.75, "equity": 0.75}  # 3 of 4; 1.5 of the 2 that are not blank
    assert genes.standing.score == care.standing.score == 0.75
    assert (genes.standing.place, care.standing.place) == (1, 1)
    assert care.standing.agreement == 1
    assert genes.standing.agreement == pytest.approx((3 / 4 + 1 / 2) / 2)
    assert (genes.standing.voters, care.standing.voters) == (4, 4)


def test_blanks_count_in_the_agreement_where_the_setting_says_so():
    (genes,) = score(["genes"], GENES, replace(SETTING, blanks_count=True))
    assert genes.standing.agreement == pytest.approx((3 / 4 + 2 / 4) / 2)  # two blanks are the most frequent answer
    assert genes.standing.score == 0.75


def test_stakeholders_weights_move_the_score():
    setting = Setting((replace(ANSWERABLE, weight=3.0), EQUITY))
    (care,) = score(["care"], CARE, setting)
    assert care.standing.score == pytest.approx((3 * 1 + 0.5) / 4)


def test_a_criterion_that_nobody_answered_takes_its_weight_with_it_and_is_marked():
    (idea,) = score(["x"], answers("x", ada="1-", chen="0-"), SETTING)
    assert (idea.standing.score, idea.by_criterion["equity"], idea.is_partial) == (0.5, None, True)
    assert idea.standing.agreement == 0.5


def test_an_idea_without_an_answer_has_no_place_and_comes_last():
    blank, unseen = answers("blank", ada="--"), []
    ideas = score(["unseen", "blank", "care"], [*blank, *unseen, *CARE], SETTING)
    assert [(i.standing.item, i.standing.place, i.standing.score, i.standing.voters) for i in ideas] == [
        ("care", 1, 0.75, 4),
        ("unseen", None, None, 0),
        ("blank", None, None, 0),
    ]


def test_one_voter_has_a_score_and_no_interval():
    (idea,) = score(["x"], answers("x", ada="1?"), SETTING)
    assert (idea.standing.score, idea.standing.low, idea.standing.best) == (0.75, None, None)
    assert idea.standing.agreement == 1


def test_all_equal_shares_the_first_place_and_has_no_width():
    ideas = score(
        ["a", "b"], [each for item in "ab" for each in answers(item, ada="11", chen="11", raj="11")], SETTING
    )
    assert [(i.standing.place, i.standing.low, i.standing.high, i.standing.worst) for i in ideas] == [
        (1, 1, 1, 1)
    ] * 2
    assert not any(i.standing.is_contested(1) for i in ideas)


def test_ideas_that_other_voters_would_have_exchanged_are_contested():
    split = [
        *answers("a", ada="11", chen="11", rita="00", raj="00"),
        *answers("b", ada="00", chen="00", rita="11", raj="1?"),
    ]
    a, b = sorted(score(["a", "b"], split, SETTING), key=lambda idea: idea.standing.item)
    assert a.standing.is_contested(1)
    assert b.standing.is_contested(1)
    assert a.standing.low == 0
    assert 0 < a.standing.chance < 1


def test_the_last_answer_to_one_question_counts():
    twice = [*answers("x", ada="00"), *answers("x", ada="11")]
    (idea,) = score(["x"], twice, SETTING)
    assert (idea.standing.score, idea.standing.voters) == (1, 1)


@pytest.mark.parametrize(
    ("criteria", "sentence"),
    [
        ((), "at least one criterion"),
        ((replace(EQUITY, weight=0.0), replace(ANSWERABLE, weight=0.0)), "sum to zero"),
        ((replace(EQUITY, weight=-1.0), ANSWERABLE), "below zero"),
    ],
)
def test_weights_that_order_nothing_are_refused(criteria, sentence):
    with pytest.raises(ValueError, match=sentence):
        Setting(criteria)


def test_an_answer_off_the_scale_is_refused():
    with pytest.raises(ValueError, match=r"0\.7 is no answer"):
        score(["x"], [Answer("ada", "x", "equity", 0.7)], SETTING)


values = st.sampled_from([1.0, 0.5, 0.0, None])
tables = st.dictionaries(
    st.tuples(st.sampled_from("ABCDE"), st.sampled_from("xyz"), st.sampled_from(["answerable", "equity"])),
    values,
    max_size=30,
)


def told(table, person=lambda p: p, item=lambda i: i):
    return [Answer(person(p), item(i), c, v) for (p, i, c), v in table.items()]


def shown(ideas):
    return [
        (i.standing.item, i.standing.place, i.standing.score, i.standing.agreement, i.standing.low) for i in ideas
    ]


@given(tables)
def test_other_names_of_people_change_nothing(table):
    other = told(dict(reversed(table.items())), person=lambda p: f"someone else {ord(p) * 7 % 11}")
    assert shown(score("xyz", told(table), SETTING)) == shown(score("xyz", other, SETTING))


@given(tables)
def test_other_names_of_items_change_nothing(table):
    renamed = score(["x!", "y!", "z!"], told(table, item=lambda i: f"{i}!"), SETTING)
    assert [(f"{item}!", *rest) for item, *rest in shown(score("xyz", told(table), SETTING))] == shown(renamed)


@given(tables)
def test_intervals_hold_what_they_should_and_shares_are_shares(table):
    for idea in score("xyz", told(table), SETTING):
        standing = idea.standing
        if standing.score is not None:
            assert 0 <= standing.score <= 1
            assert 0 < standing.agreement <= 1
        if standing.low is not None:
            assert 0 <= standing.low <= standing.high <= 1
            assert 1 <= standing.best <= standing.worst <= 3


counts = st.dictionaries(values, st.integers(1, 9), min_size=1)


@given(counts, st.booleans())
def test_a_voter_who_says_what_most_said_never_lowers_agreement(said, blanks_count):
    counted = {value: number for value, number in said.items() if blanks_count or value is not None}
    before = agreement_of({"c": said}, blanks_count=blanks_count)
    if not counted:
        assert before is None
        return
    most = max(counted, key=counted.get)
    assert agreement_of({"c": {**said, most: said[most] + 1}}, blanks_count=blanks_count) >= before
