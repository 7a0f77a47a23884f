"""Small problems for the engine's tests: one day, two rooms, the standing cast."""

from dataclasses import replace

from hypothesis import strategies as st

from scheduling.engine.problem import (
    Apart,
    Before,
    Block,
    Item,
    Lock,
    Penalties,
    Person,
    Placement,
    Plan,
    Problem,
    Published,
    Room,
    SharedWish,
    Similar,
    Together,
    Topic,
    Walk,
    Wish,
)
from scheduling.engine.weights import NAMES, Rule, Rules

CAST = ("Rita Sato", "Raj Rao", "Paula Pop", "Felix Fox")
PEOPLE = tuple(Person(name.split()[0].lower(), name) for name in CAST)
HALL = Room("hall", "Hall", capacity=200, features=("stage",))
NOOK = Room("nook", "Nook", capacity=20)
MORNING = Block("morning", "Morning", 0, 60, day="fri", grid=30)
NOON = Block("noon", "Noon", 90, 150, day="fri", grid=30)
LATE = Block("late", "Late", 160, 220, day="fri", grid=30)


def item(name: str, minutes: int = 30, **more: object) -> Item:
    return Item(name, name.upper(), minutes, **more)


def problem(*items: Item, **more: object) -> Problem:
    """The given items, two rooms, two blocks of an hour, the cast."""
    usual = Problem(items, rooms=(HALL, NOOK), blocks=(MORNING, NOON), people=PEOPLE)
    return replace(usual, **more)


def only(**rules: Rule) -> Rules:
    """Every rule that may be off is off, but for the given ones."""
    always = {name: getattr(Rules(), name) for name in ("unplaced", "outside", "lock", "room_overlap")}
    return Rules(**{name: Rule() for name in NAMES} | always | rules)


def at(room: str, start: int) -> Placement:
    return Placement(room, start)


IDS = tuple("abcdef")
people_of = st.lists(st.sampled_from([each.id for each in PEOPLE]), max_size=2, unique=True).map(tuple)
two_items = st.lists(st.sampled_from(IDS[:3]), min_size=2, max_size=2, unique=True)
intervals = st.tuples(st.integers(0, 120), st.integers(15, 60)).map(lambda p: (p[0], p[0] + p[1]))
weight = st.integers(1, 9)
any_rule = st.one_of(st.just(Rule()), st.just(Rule(hard=True)), weight.map(lambda w: Rule(weight=w)))


@st.composite
def rules(draw: st.DrawFn, hard: bool = True) -> Rules:
    """Every rule off, soft or (when allowed) hard."""
    fixed = {"outside": Rule(hard=True), "lock": Rule(hard=True), "room_overlap": Rule(hard=True)}
    one = any_rule if hard else st.integers(0, 9).map(lambda w: Rule(weight=w))
    drawn = {name: draw(one) for name in NAMES}
    return Rules(**drawn | fixed | {"unplaced": Rule(hard=True, weight=10_000)})


@st.composite
def items(draw: st.DrawFn, least: int, most: int) -> tuple[Item, ...]:
    return tuple(
        Item(
            name,
            name.upper(),
            draw(st.sampled_from([30, 60])),
            topic=draw(st.sampled_from([None, "red", "blue"])),
            people=draw(people_of),
            chairs=draw(people_of),
            audience=draw(st.sampled_from([0, 25])),
            needs=draw(st.sampled_from([(), (), ("stage",)])),
            order=draw(st.integers(0, 2)),
        )
        for name in IDS[: draw(st.integers(least, most))]
    )


def some(strategy: st.SearchStrategy, size: int = 2) -> st.SearchStrategy[tuple]:
    return st.lists(strategy, max_size=size).map(tuple)


@st.composite
def table(draw: st.DrawFn, *names: tuple[str, ...]) -> tuple:
    """A few rows (name, name, penalty)."""
    keys = st.tuples(*(st.sampled_from(each) for each in names))
    return tuple((*key, cost) for key, cost in draw(st.dictionaries(keys, weight, max_size=3)).items())


TOPICS, ROOMS, BLOCKS = ("red", "blue"), ("hall", "nook"), ("morning", "noon", "late")


def penalties(names: tuple[str, ...]) -> st.SearchStrategy[Penalties]:
    return st.builds(
        Penalties,
        topic_block=table(TOPICS, BLOCKS),
        topic_room=table(TOPICS, ROOMS),
        block_room=table(BLOCKS, ROOMS),
        item_block=table(names, BLOCKS),
        item_room=table(names, ROOMS),
        item_hours=table(names, BLOCKS),
    )


@st.composite
def people(draw: st.DrawFn) -> tuple[Person, ...]:
    unwelcome = st.tuples(intervals, weight).map(lambda row: (*row[0], row[1]))
    return tuple(
        replace(each, absent=draw(some(intervals, 1)), unwelcome=draw(some(unwelcome, 1))) for each in PEOPLE
    )


@st.composite
def wishes(draw: st.DrawFn) -> dict[str, tuple]:
    """What is said of pairs and lists of items, and what is locked or published."""
    alike = st.sampled_from([("red", "blue"), ("red", "red")])
    series = st.tuples(two_items, st.sampled_from([0, None]))
    by = st.tuples(st.sampled_from(["ada", "rita"]), two_items)
    return {
        "locks": draw(some(st.sampled_from([None, "hall"]).map(lambda room: Lock("a", room)), 1)),
        "published": draw(some(weight.map(lambda cost: Published("b", "nook", 90, cost)), 1)),
        "apart": draw(some(two_items.map(lambda pair: Apart(*pair)), 1)),
        "before": draw(some(two_items.map(lambda pair: Before(*pair)), 1)),
        "together": draw(some(series.map(lambda row: Together(tuple(row[0]), row[1])))),
        "similar": draw(some(alike.map(lambda pair: Similar(*pair, likeness=2)), 1)),
        "wishes": draw(some(by.map(lambda row: Wish(row[0], tuple(row[1]))))),
        "shared_wishes": draw(some(two_items.map(lambda pair: SharedWish(*pair, weight=2)), 1)),
    }


@st.composite
def problems(draw: st.DrawFn, least: int = 4, most: int = 6, hard: bool = True) -> Problem:
    """Anything the model can say, small: a few items, 2 rooms, 3 blocks of an hour."""
    mine = draw(items(least, most))
    names = tuple(each.id for each in mine)
    return Problem(
        mine,
        rooms=(replace(HALL, closed=draw(some(intervals, 1))), NOOK),
        blocks=(MORNING, draw(st.sampled_from([NOON, replace(NOON, rooms=("hall",))])), LATE),
        people=draw(people()),
        topics=(Topic("red", "Red", draw(people_of)), Topic("blue", "Blue", draw(people_of))),
        walks=(Walk("hall", "nook", draw(st.sampled_from([0, 10, 40]))),),
        penalties=draw(penalties(names)),
        rules=draw(rules(hard=hard)),
        min_break=draw(st.sampled_from([0, 5])),
        overlap_unit=draw(st.sampled_from([0, 30])),
        **draw(wishes()),
    )


places = st.builds(Placement, st.sampled_from(["hall", "nook"]), st.sampled_from([0, 30, 45, 60, 90, 120, 160]))


def plans_of(given: Problem) -> st.SearchStrategy[Plan]:
    """Any plan, good or bad, whole or partial."""
    return st.dictionaries(st.sampled_from([each.id for each in given.items]), places)
