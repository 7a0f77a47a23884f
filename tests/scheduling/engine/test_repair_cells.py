"""Repairs where a topic owns its cells: by the model of cells, lawful, and least where that is said to be proved."""

from dataclasses import replace
from itertools import product

from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from scheduling.engine.cells.shape import shape_of
from scheduling.engine.changes import ItemBarred, RoomClosed, changed
from scheduling.engine.check import check
from scheduling.engine.index import Index
from scheduling.engine.problem import Block, Penalties, Topic
from scheduling.engine.repair import Allowance, repair
from scheduling.engine.solver import plan
from scheduling.engine.weights import HARD, soft

from .stage import MORNING, NOON, at, item, only, problem

LATE = Block("late", "Late", 180, 240, day="fri", grid=30)
RULES = only(cell_topic=HARD, topic_rooms=soft(3), topic_parallel=soft(2), item_block=soft(1), room_closed=HARD)
TOPICS = (Topic("red", "Red"), Topic("blue", "Blue"))


def cells_problem(*items, **more):
    made = problem(*items, blocks=(MORNING, NOON, LATE), topics=TOPICS, rules=RULES)
    made = replace(made, **more)
    assert shape_of(Index(made)) is not None
    return made


def test_one_item_leaves_its_session_and_joins_its_topic_elsewhere():
    made = cells_problem(
        item("a", topic="red", people=("rita",)),
        item("b", topic="red", people=("raj",)),
        item("c", topic="red", people=("paula",)),
        item("d", 60, topic="blue", people=("felix",)),
    )
    told = {"a": at("hall", 0), "b": at("hall", 30), "c": at("hall", 90), "d": at("nook", 0)}
    found = repair(made, told, (ItemBarred("b", "morning"),))
    first = found.repairs[0]
    assert (found.status, first.moved, first.told_again, found.proved) == ("repaired", ("b",), ("raj",), True)


def test_others_move_along_to_stay_within_the_allowance():
    """Alone the barred item opens a cell that costs 9; when it changes places with another that costs nothing."""
    made = cells_problem(
        *(item(name, topic="red") for name in "abcd"),
        penalties=Penalties(topic_block=(("red", "late", 9),)),
        rules=replace(RULES, topic_block=soft(1)),
        rooms=(problem().rooms[0],),
    )
    told = {"a": at("hall", 0), "b": at("hall", 30), "c": at("hall", 90), "d": at("hall", 120)}
    found = repair(made, told, (ItemBarred("a", "morning"),), allowance=Allowance(0, 0))
    first, dear = found.repairs[0], found.repairs[-1]
    assert (found.status, len(first.moved), first.worse, found.proved) == ("repaired", 2, 0, True)
    assert (dear.moved, dear.worse) == (("a",), 9)


def test_a_repair_that_no_allowance_would_grant_is_proved_to_be_dear():
    made = cells_problem(item("a", topic="red"), penalties=Penalties(item_block=(("a", "noon", 5), ("a", "late", 4))))
    found = repair(made, {"a": at("hall", 0)}, (ItemBarred("a", "morning"),), allowance=Allowance(3, 0))
    assert (found.status, found.needed, found.proved) == ("dear", 4, True)


def test_a_closed_room_sends_its_items_only():
    made = cells_problem(
        item("a", 60, topic="red"), item("b", topic="red"), item("c", topic="blue"), item("d", topic="blue")
    )
    told = {"a": at("hall", 0), "b": at("hall", 120), "c": at("nook", 0), "d": at("nook", 120)}
    found = repair(made, told, (RoomClosed("nook", 0, 60),), allowance=None)
    assert (found.proved, found.repairs[0].moved, found.repairs[0].plan["c"]) == (True, ("c",), at("nook", 90))


UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
rows = st.lists(st.tuples(st.sampled_from([30, 30, 60]), st.sampled_from(["red", "blue"])), min_size=3, max_size=3)
penalties = st.dictionaries(
    st.tuples(st.sampled_from("abc"), st.sampled_from(["morning", "noon", "late"])), st.integers(1, 9), max_size=4
)


@settings(max_examples=15, deadline=None, phases=UNSHRUNK, suppress_health_check=[HealthCheck.too_slow])
@given(rows, penalties, st.sampled_from([0, 3, None]))
def test_what_is_proved_is_least_of_all_plans_within_the_allowance(drawn, costs, allowed):
    items = [
        item(name, minutes, topic=topic, people=("rita", "raj")[: 1 + (name == "a")])
        for name, (minutes, topic) in zip("abc", drawn, strict=True)
    ]
    made = cells_problem(*items, penalties=Penalties(item_block=tuple((*key, cost) for key, cost in costs.items())))
    told = plan(made, seconds=2).plan
    assume(len(told) == 3)
    block = Index(made).spot("a", told["a"]).block
    what = (ItemBarred("a", block),)
    found = repair(made, told, what, allowance=None if allowed is None else Allowance(allowed, 0))
    index, base = Index(made), check(made, told).value

    def ranked(placed):
        report = check(changed(made, what), placed)
        moved = [name for name in "abc" if placed[name] != told[name]]
        people = {who for name in moved for who in index.attending[name]}
        fits = not report.hard and index.spot("a", placed["a"]).block != block
        fits = fits and (allowed is None or report.value <= base + allowed)
        return (len(people), len(moved)) if fits else None

    places = [at(room, start) for room in ("hall", "nook") for start in (0, 30, 90, 120, 180, 210)]
    ranks = (ranked(dict(zip("abc", some, strict=True))) for some in product(places, repeat=3))
    best = min((rank for rank in ranks if rank), default=None)
    if found.status == "repaired":
        first = found.repairs[0]
        mine = (len(first.told_again), len(first.moved))
        assert ranked(first.plan) == mine
        assert mine == best if found.proved else mine >= best
    elif found.proved:
        assert best is None
