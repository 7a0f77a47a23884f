"""When no plan exists, a smallest set of hard rules says why, and dropping any one of them makes a plan possible."""

import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from scheduling.engine.conflict import conflict
from scheduling.engine.problem import Apart, Before, Block, Item, Lock, Person, Problem, Room, Together, Topic
from scheduling.engine.relaxing import relaxed
from scheduling.engine.solver import plan
from scheduling.engine.weights import HARD

from .stage import HALL, MORNING, NOOK, item, problem, problems


def kinds(found):
    return sorted(
        (group.relaxation.kind, group.relaxation.items or group.relaxation.people) for group in found.groups
    )


def test_a_possible_problem_has_no_conflict():
    assert conflict(problem(item("a", 60, people=("rita",)), item("b", 60, people=("rita",)))) is None


def test_two_talks_of_one_speaker_who_has_time_for_one_only():
    away = (Person("rita", "Rita Sato", absent=((0, 60),)), Person("raj", "Raj Rao", absent=((0, 60),)))
    made = problem(
        item("a", 60, people=("rita",)), item("b", 60, people=("rita",)), item("c", people=("raj",)), people=away
    )
    found = conflict(made)
    assert kinds(found) == [("absent", ("rita",)), ("person_overlap", ("a", "b"))]
    assert found.minimal
    assert found.sentence == (
        "Not all of these can be: Rita Sato is away in Morning; Rita Sato must be at both A and B."
    )
    assert [group.relaxation.label for group in found.groups] == [
        "Plan Rita Sato although she said to be away",
        "Hold B without Rita Sato",
    ]


def test_locks_that_exclude_each_other():
    made = problem(
        item("a", 60),
        item("b", 60),
        item("c"),
        locks=(Lock("a", "hall", 0), Lock("b", "hall", 0), Lock("c", "nook", 90)),
    )
    found = conflict(made)
    assert kinds(found) == [("lock", ("a",)), ("lock", ("b",))]
    assert found.groups[0].sentence == "A is locked to Hall and its time in Morning"


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"before": (Before("a", "b"), Before("b", "a"))}, [("before", ("a", "b")), ("before", ("b", "a"))]),
        (
            {"apart": (Apart("a", "b", "one camera"),), "blocks": (MORNING,)},
            [("apart", ("a", "b"))],
        ),
        (
            {"together": (Together(("a", "b")),), "rules": replace(problem().rules, together=HARD)},
            [("together", ("a", "b"))],
        ),
    ],
)
def test_what_is_said_of_pairs(more, expected):
    assert kinds(conflict(problem(item("a", 60), item("b", 60), **more))) == expected


def test_what_one_item_asks_of_its_room():
    made = problem(item("a", needs=("piano",)), item("b", needs=("stage",), audience=300))
    assert kinds(conflict(made)) == [("room_lacks", ("a",))]
    strict = replace(made, items=made.items[1:], rules=replace(made.rules, room_small=HARD))
    assert kinds(conflict(strict)) == [("room_small", ("b",))]


def test_a_closed_room_and_what_needs_it():
    made = problem(item("a", needs=("stage",)), rooms=(replace(HALL, closed=((0, 150),)), NOOK))
    found = conflict(made)
    assert [group.sentence for group in found.groups] == ["Hall is closed in every block", "A needs stage"]
    assert [group.relaxation.room for group in found.groups] == ["hall", None]


def test_a_rule_that_is_known_as_a_whole():
    rules = replace(problem().rules, topic_home=HARD)
    topics = (Topic("red", "Red", rooms=("nook",)),)
    made = problem(item("a", topic="red", needs=("stage",)), topics=topics, rules=rules)
    assert [group.sentence for group in conflict(made).groups] == [
        "A needs stage",
        "The rule “topic_home” is never to be broken",
    ]


def test_too_little_room_is_nobodys_rule():
    made = problem(*(item(name, 60) for name in "abcde"))
    found = conflict(made)
    assert found.groups == ()
    assert found.sentence == ("The items do not fit: they last 300 minutes, and all rooms together are open for 240.")


def big_problem(seed=1):
    """As many items, people and rooms as a GECCO has."""
    dice = random.Random(seed)
    people = tuple(Person(f"p{n}", f"Person {n}") for n in range(300))
    items = tuple(
        Item(f"i{n}", f"Talk {n}", 20, f"t{n % 29}", tuple(dice.sample([each.id for each in people], 3)))
        for n in range(200)
    )
    blocks = tuple(Block(f"b{n}", f"Session {n}", n * 150, n * 150 + 100, str(n // 5), 20) for n in range(13))
    rooms = tuple(Room(f"r{n}", f"Room {n}") for n in range(10))
    return Problem(items, rooms, blocks, people, tuple(Topic(f"t{n}", f"Topic {n}") for n in range(29)))


def test_planted_rules_are_found_among_hundreds_and_nothing_else():
    made = big_problem()
    one, two = made.items[10], made.items[110]
    shared = one.people[0]
    items = tuple(
        replace(each, people=(*each.people[:2], shared)) if each.id == two.id else each for each in made.items
    )
    only_first = ((150, 9999),)
    guests = (Person("g1", "First Guest", only_first), Person("g2", "Second Guest", only_first))
    items = tuple(
        replace(each, people=(*each.people, {one.id: "g1", two.id: "g2"}[each.id]), minutes=60)
        if each.id in (one.id, two.id)
        else each
        for each in items
    )
    found = conflict(replace(made, items=items, people=(*made.people, *guests)))
    assert kinds(found) == [("absent", ("g1",)), ("absent", ("g2",)), ("person_overlap", (one.id, two.id))]
    assert found.minimal


UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)


@pytest.mark.slow
@settings(
    max_examples=40,
    deadline=None,
    phases=UNSHRUNK,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(problems(most=5))
def test_a_conflict_is_found_exactly_when_there_is_no_plan_and_is_gone_without_all_its_rules(made):
    made = replace(made, published=())
    found = conflict(made)
    possible = plan(made, seconds=5)
    assert (found is None) == (possible.status in ("optimal", "feasible"))
    if found is not None:
        assert found.minimal


@pytest.mark.slow
@settings(
    max_examples=40,
    deadline=None,
    phases=UNSHRUNK,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(problems(most=5))
def test_without_any_one_of_its_rules_the_rest_of_a_conflict_is_possible(made):
    """The rest alone: every other rule of the problem is relaxed first."""
    found = conflict(replace(made, published=()))
    for left_out in found.groups if found is not None else ():
        rest = replace(made, published=())
        for _ in range(30):
            again = conflict(rest)
            if again is None:
                break
            mine = [group.relaxation for group in found.groups if group != left_out]
            strangers = [group.relaxation for group in again.groups if group.relaxation not in mine]
            assert strangers, "the rest of the set cannot be obeyed either"
            rest = relaxed(rest, strangers[0])
        assert conflict(rest) is None
