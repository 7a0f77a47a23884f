"""The checker says in users' words what is wrong with a plan, and what it costs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduling.engine.check import Judge, check
from scheduling.engine.problem import (
    Apart,
    Before,
    Lock,
    Penalties,
    Person,
    Published,
    Room,
    SharedWish,
    Similar,
    Together,
    Topic,
    Walk,
    Wish,
)
from scheduling.engine.validation import ProblemError
from scheduling.engine.weights import HARD, Rule, soft

from .stage import HALL, PEOPLE, at, item, only, places, plans_of, problem, problems


def sentences(given_problem, plan):
    return [(each.rule, each.severity, each.penalty, each.sentence) for each in check(given_problem, plan).violations]


def test_a_speaker_in_two_places_at_once_is_named_with_both_items():
    two = problem(item("a", people=("rita",)), item("b", people=("rita", "raj")))
    plan = {"a": at("hall", 0), "b": at("nook", 0)}
    assert sentences(two, plan) == [
        ("person_overlap", "hard", 0, "Rita Sato is wanted in A and in B at the same time")
    ]
    assert check(two, plan | {"b": at("nook", 90)}).violations == ()


def test_an_item_without_a_place_pays_the_weight_and_makes_the_plan_incomplete():
    report = check(problem(item("a"), rules=only(unplaced=Rule(hard=True, weight=500))), {})
    assert (report.value, report.hard, report.complete) == (500, 1, False)
    assert report.violations[0].sentence == "A has no room and no time yet"


@pytest.mark.parametrize(
    ("made", "plan", "expected"),
    [
        (
            problem(item("a", 60)),
            {"a": at("hall", 30)},
            ("outside", "hard", 0, "A is outside every block open for Hall"),
        ),
        (
            problem(item("a"), item("b")),
            {"a": at("hall", 0), "b": at("hall", 15)},
            ("room_overlap", "hard", 0, "A and B are in Hall at the same time"),
        ),
        (
            problem(item("a", audience=25)),
            {"a": at("nook", 0)},
            ("room_small", "soft", 5, "A expects 25 people; Nook holds 20"),
        ),
        (
            problem(item("a", needs=("stage",))),
            {"a": at("nook", 0)},
            ("room_lacks", "hard", 0, "A needs stage, which Nook does not have"),
        ),
        (
            problem(item("a"), rooms=(Room("hall", "Hall", closed=((20, 40),)),)),
            {"a": at("hall", 0)},
            ("room_closed", "hard", 0, "Hall is closed while A is in it"),
        ),
        (
            problem(item("a", people=("rita",)), people=(Person("rita", "Rita Sato", absent=((0, 10),)),)),
            {"a": at("hall", 0)},
            ("absent", "hard", 0, "Rita Sato is away during A"),
        ),
        (
            problem(item("a"), locks=(Lock("a", room="nook"),)),
            {"a": at("hall", 0)},
            ("lock", "hard", 0, "A is locked to Nook but is in Hall"),
        ),
        (
            problem(item("a"), locks=(Lock("a", start=30),)),
            {"a": at("hall", 0)},
            ("lock", "hard", 0, "A is not at the time it is locked to"),
        ),
        (
            problem(item("a", people=("rita",)), people=(Person("rita", "Rita Sato", unwelcome=((0, 10, 7),)),)),
            {"a": at("hall", 0)},
            ("hours", "soft", 7, "A is at an unwelcome hour for Rita Sato"),
        ),
        (
            problem(item("a"), item("b"), apart=(Apart("a", "b", "same panel"),)),
            {"a": at("hall", 0), "b": at("nook", 15)},
            ("apart", "hard", 0, "A and B are to be kept apart but run at the same time: same panel"),
        ),
        (
            problem(item("a"), item("b"), before=(Before("b", "a"),)),
            {"a": at("hall", 0), "b": at("hall", 30)},
            ("before", "hard", 0, "B has to end before A starts"),
        ),
        (
            problem(item("a"), item("b"), together=(Together(("a", "b")),)),
            {"a": at("hall", 0), "b": at("nook", 30)},
            ("together", "soft", 50, "B does not follow A right after it in the same room"),
        ),
        (
            problem(item("a"), item("b"), wishes=(Wish("ada", ("a", "b")), Wish("stan", ("b", "a")))),
            {"a": at("hall", 0), "b": at("nook", 0)},
            ("wish_overlap", "soft", 2, "2 attendees want both A and B, which run at the same time"),
        ),
        (
            problem(
                item("a", people=("rita",)),
                item("b", people=("rita",)),
                walks=(Walk("hall", "nook", 10),),
                min_break=5,
            ),
            {"a": at("hall", 0), "b": at("nook", 30)},
            ("person_break", "soft", 20, "Only 0 minutes for Rita Sato between A and B; 15 are needed"),
        ),
        (
            problem(item("a"), published=(Published("a", "hall", 0, weight=2),)),
            {"a": at("hall", 30)},
            ("moved_time", "soft", 40, "A is not at its published time"),
        ),
        (
            problem(item("a"), published=(Published("a", "hall", 0, weight=2),)),
            {"a": at("nook", 0)},
            ("moved_room", "soft", 10, "A was published for Hall"),
        ),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_each_rule_says_its_sentence(made, plan, expected):
    assert sentences(made, plan) == [expected]


def test_overlap_unit_counts_every_slot_of_an_overlap():
    rules = only(wish_overlap=soft(1))
    two = {
        "items": (item("a", 60), item("b", 60)),
        "shared_wishes": (SharedWish("a", "b", 3),),
        "rules": rules,
    }
    plan = {"a": at("hall", 0), "b": at("nook", 0)}
    assert check(problem(**two), plan).value == 3
    assert check(problem(**two, overlap_unit=30), plan).value == 6


TOPICS = (Topic("red", "Red", chairs=("rita",)), Topic("blue", "Blue", chairs=("rita",)))
RED = [item("a", topic="red", order=2), item("b", topic="red", order=1), item("c", topic="blue")]


@pytest.mark.parametrize(
    ("rule", "plan", "value"),
    [
        ("topic_block", {"a": at("hall", 0), "b": at("hall", 30)}, 4),  # one owned cell, not two items
        ("topic_block", {"a": at("hall", 0), "b": at("nook", 0)}, 8),
        ("topic_room", {"a": at("hall", 0), "b": at("hall", 90)}, 6),
        ("block_room", {"a": at("hall", 0), "c": at("nook", 0)}, 5),
        ("topic_rooms", {"a": at("hall", 0), "b": at("nook", 90)}, 1),
        ("topic_parallel", {"a": at("hall", 0), "b": at("nook", 30)}, 1),
        ("topic_gaps", {"a": at("hall", 0), "b": at("nook", 30)}, 0),
        ("similar_block", {"a": at("hall", 0), "c": at("nook", 30)}, 2),
        ("similar_block", {"a": at("hall", 0), "c": at("nook", 90)}, 0),
        ("chair_block", {"a": at("hall", 0), "c": at("nook", 30)}, 1),
        ("cell_topic", {"a": at("hall", 0), "c": at("hall", 30)}, 1),
        ("order", {"a": at("hall", 0), "b": at("hall", 30)}, 2),  # both at the other's number
        ("order", {"b": at("nook", 0), "a": at("hall", 90)}, 0),
        ("order", {"b": at("hall", 0), "a": at("nook", 0)}, 1),  # in order by room, but at one time
        ("person_block", {"a": at("hall", 0), "c": at("nook", 30)}, 0),
    ],
)
def test_topic_rules_count_cells_as_the_benchmark_does(rule, plan, value):
    penalties = Penalties(
        topic_block=(("red", "morning", 4),),
        topic_room=(("red", "hall", 3),),
        block_room=(("morning", "hall", 5),),
    )
    made = problem(
        *RED,
        topics=TOPICS,
        penalties=penalties,
        similar=(Similar("red", "blue", 2),),
        rules=only(unplaced=HARD, **{rule: soft(1)}),
    )
    assert check(made, plan).terms.get(rule, 0) == value


def test_a_chair_of_a_topic_clashes_with_all_of_it_when_she_speaks_elsewhere():
    made = problem(
        item("a", topic="red"), item("b", people=("rita",)), topics=TOPICS, rules=only(person_overlap=soft(1))
    )
    plan = {"a": at("hall", 0), "b": at("nook", 0)}
    assert sentences(made, plan) == [
        ("person_overlap", "soft", 1, "Rita Sato is wanted in A and in B at the same time")
    ]


def test_fairness_is_what_the_worst_off_person_bears():
    tired = (Person("rita", "Rita Sato", unwelcome=((0, 60, 3),)), *PEOPLE[1:])
    made = problem(
        item("a", people=("rita",)), item("b", people=("rita",)), people=tired, rules=only(fairness=soft(2))
    )
    report = check(made, {"a": at("hall", 0), "b": at("hall", 30)})
    assert (report.value, report.violations[0].sentence) == (12, "Rita Sato bears the most unwelcome hours")


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ({"items": (item("a"), item("a"))}, "items holds 'a' 2 times"),
        ({"items": (item("a", topic="red"),)}, "item 'a' names 'red', which is not among the topics"),
        ({"items": (item("a", 0),)}, "item 'a' lasts 0 minutes"),
        (
            {"rooms": (HALL,), "walks": (Walk("hall", "attic", 3),)},
            "a walk names 'attic', which is not among the rooms",
        ),
        ({"locks": (Lock("a", start=0), Lock("a", start=30))}, "item 'a' is locked to two starts"),
        ({"min_break": -1}, "a penalty, weight, audience or number of minutes is negative"),
        ({"rules": only(lock=soft(1))}, "the rule 'lock' cannot be soft"),
        ({"apart": (Apart("a", "a"),)}, "item 'a' is paired with itself"),
    ],
)
def test_a_problem_that_is_none_is_refused_with_a_sentence(fault, sentence):
    with pytest.raises(ProblemError) as refusal:
        check(problem(**{"items": (item("a"),)} | fault), {})
    assert str(refusal.value) == sentence


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_a_chain_of_moves_is_judged_as_the_plan_it_ends_in(data):
    made = data.draw(problems())
    judge = Judge(made, data.draw(plans_of(made)))
    names = st.sampled_from([each.id for each in made.items])
    for name, place in data.draw(st.lists(st.tuples(names, st.none() | places), min_size=1, max_size=6)):
        before = judge.report()
        assert judge.weigh(name, place) == (delta := judge.move(name, place))
        after = judge.report()
        assert after == check(made, judge.plan)
        assert (delta.value, delta.hard) == (after.value - before.value, after.hard - before.hard)
