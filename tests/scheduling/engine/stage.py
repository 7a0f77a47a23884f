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
two_items = st.lists(st.sampled_from(IDS[:4]), min_size=2, max_size=2, unique=True)
intervals = st.tuples(st.integers(0, 120), st.integers(15, 60)).map(lambda p: (p[0], p[0] + p[1]))
weight = st.integers(1, 9)
any_rule = st.one_of(st.just(Rule()), st.just(Rule(hard=True)), weight.map(lambda w: Rule(weight=w)))


@st.composite
def rules(draw: st.DrawFn, hard: bool = True) -> Rules:
    """Every rule off, soft or (when allowed) hard."""
    fixed = {"outside": Rule(hard=True), "lock": Rule(hard=True), "room_overlap": Rule(hard=True)}
    one = any_rule if hard else any_rule.filter(lambda rule: not rule.hard)
    drawn = {name: draw(one) for name in NAMES}
    return Rules(**drawn | fixed | {"unplaced": Rule(hard=True, weight=10_000)})


@st.composite
def items(draw: st.DrawFn, most: int) -> tuple[Item, ...]:
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
        for name in IDS[: draw(st.integers(4, most))]
    )


@st.composite
def problems(draw: st.DrawFn, most: int = 6, hard: bool = True) -> Problem:
    """Anything the model can say, small: 4 to `most` items, 2 rooms, 2 blocks of an hour."""

    def some(strategy: st.SearchStrategy, size: int = 2) -> tuple:
        return tuple(draw(st.lists(strategy, max_size=size)))

    def table(*names: str) -> tuple:
        rows = draw(st.dictionaries(st.tuples(*(st.sampled_from(n) for n in names)), weight, max_size=3))
        return tuple((*key, cost) for key, cost in rows.items())

    mine = draw(items(most))
    names, topics, rooms, blocks = IDS[: len(mine)], ("red", "blue"), ("hall", "nook"), ("morning", "noon")
    pair = two_items
    return Problem(
        mine,
        rooms=(replace(HALL, closed=some(intervals, 1)), NOOK),
        blocks=(MORNING, draw(st.sampled_from([NOON, replace(NOON, rooms=("hall",))]))),
        people=tuple(
            replace(
                each,
                absent=some(intervals, 1),
                unwelcome=some(st.tuples(intervals, weight).map(lambda p: (*p[0], p[1])), 1),
            )
            for each in PEOPLE
        ),
        topics=(Topic("red", "Red", draw(people_of)), Topic("blue", "Blue", draw(people_of))),
        locks=tuple(Lock(n, room=draw(st.sampled_from([None, "hall"]))) for n in some(st.just("a"), 1)),
        published=tuple(Published(n, "nook", 90, draw(weight)) for n in some(st.just("b"), 1)),
        apart=some(pair.map(lambda p: Apart(*p)), 1),
        before=some(pair.map(lambda p: Before(*p, gap=0)), 1),
        together=some(st.tuples(pair, st.sampled_from([0, None])).map(lambda p: Together(tuple(p[0]), p[1]))),
        similar=some(st.sampled_from([("red", "blue"), ("red", "red")]).map(lambda p: Similar(*p, likeness=2)), 1),
        wishes=some(st.tuples(st.sampled_from(["ada", "rita"]), pair).map(lambda p: Wish(p[0], tuple(p[1])))),
        shared_wishes=some(pair.map(lambda p: SharedWish(*p, weight=2)), 1),
        walks=(Walk("hall", "nook", draw(st.sampled_from([0, 10, 40]))),),
        penalties=Penalties(
            topic_block=table(topics, blocks),
            topic_room=table(topics, rooms),
            block_room=table(blocks, rooms),
            item_block=table(names, blocks),
            item_room=table(names, rooms),
            item_hours=table(names, blocks),
        ),
        rules=draw(rules(hard=hard)),
        min_break=draw(st.sampled_from([0, 5])),
        overlap_unit=draw(st.sampled_from([0, 30])),
    )


places = st.builds(Placement, st.sampled_from(["hall", "nook"]), st.sampled_from([0, 30, 45, 60, 90, 120]))


def plans_of(given: Problem) -> st.SearchStrategy[Plan]:
    """Any plan, good or bad, whole or partial."""
    return st.dictionaries(st.sampled_from([each.id for each in given.items]), places)
