"""Why an item is where it is, and what each wish that is not met would cost.

Both answer by weighing: the checker says what a move changes, the plan stays. A wish is also put to the solver when
one move does not grant it: a few items around may move, the breach is forbidden, and the price is the checker's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from time import monotonic

from .check import Judge
from .choices import Choice, choices, grid
from .core_model import Core
from .index import Index, Spot
from .marks_item import room_marks, time_marks
from .neighbourhoods import Neighbourhoods
from .problem import Placement, Plan, Problem
from .report import HARD_SEVERITY, Delta, Violation
from .search import Limits, run
from .window import merged, open_window

LOOKS = 1500
"""At most this many places are weighed for one item, spread evenly over all of them."""
OVERLAPS = ("person_overlap", "similar_overlap", "wish_overlap", "order")
AROUND = 16
"""So many items may move to grant one wish."""
WISH_SECONDS = 1.5


@dataclass(frozen=True, slots=True)
class Place:
    """Another place of an item: what the plan's value and its hard breaches would change by, and why."""

    room: str
    block: str
    start: int
    value: int
    hard: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Why:
    """`now` is what the item costs where it is, in sentences; `places` all others, best first: fewest hard breaches,
    then least value. `best` is the best start in each cell of block and room."""

    item: str
    now: tuple[str, ...]
    places: tuple[Place, ...]
    sentence: str

    @property
    def best(self) -> dict[tuple[str, str], Place]:
        found: dict[tuple[str, str], Place] = {}
        for place in self.places:
            found.setdefault((place.block, place.room), place)
        return found


@dataclass(frozen=True, slots=True)
class Unmet:
    """A wish that the plan does not meet, and what meeting it costs: `price` on top of the value, below 0 when the
    plan gets better. `how`: 'moved' one item alone, by weighing; 'solved' with a few items around it; '' when
    neither found a way (`price` is None then). `places` are the items' new places."""

    violation: Violation
    price: int | None
    how: str
    places: dict[str, Placement]
    sentence: str


def why_here(problem: Problem, plan: Plan, item: str, *, looks: int = LOOKS) -> Why:
    """Every alternative to the place of an item (or to having none), weighed. Raises KeyError for a stranger."""
    judge = Judge(problem, plan)
    index = judge.index
    now = tuple(each.sentence for each in judge.report().violations if item in each.items)
    places = [_weighed(judge, item, place) for place in _spread(index, item, plan.get(item), looks)]
    places.sort(key=lambda each: (each.hard, each.value, each.start, each.room))
    return Why(item, now, tuple(places), _verdict(index, item, places))


def unmet(problem: Problem, plan: Plan, *, seconds: float = 10, most: int = 20, seed: int = 0) -> tuple[Unmet, ...]:
    """The dearest soft breaches of a plan, dearest first, each with the price of mending it."""
    until = monotonic() + seconds
    asked = _Wishes(problem, plan, seed)
    soft = [each for each in asked.report.violations if each.severity != HARD_SEVERITY and each.items]
    soft.sort(key=lambda each: -each.penalty)
    return tuple(asked.price(each, until) for each in soft[:most])


def _spread(index: Index, item: str, now: Placement | None, looks: int) -> list[Placement]:
    every = [
        Placement(room, start)
        for block, start in grid(index, item)
        for room in index.rooms
        if index.blocks[block].rooms is None or room in (index.blocks[block].rooms or ())
    ]
    places = [place for place in every if place != now]
    return places[:: max(1, -(-len(places) // looks))]


def _weighed(judge: Judge, item: str, place: Placement) -> Place:
    delta = judge.weigh(item, place)
    block = judge.index.spot(item, place).block or ""
    where = f"In {judge.index.rooms[place.room].name} during {judge.index.blocks[block].name}"
    return Place(place.room, block, place.start, delta.value, delta.hard, f"{where} {_said(delta)}")


def _said(delta: Delta) -> str:
    worse = [each.sentence for each in delta.appeared if each.severity == HARD_SEVERITY]
    worse = worse or [each.sentence for each in delta.appeared]
    gone = [each.sentence for each in delta.gone if each.rule != "unplaced"]
    if delta.hard > 0:
        return f"it breaks a hard rule: {'; '.join(worse)}."
    if delta.value > 0:
        return f"the plan is worse by {delta.value}: {'; '.join(worse)}."
    if delta.value < 0:
        return f"the plan is better by {-delta.value}, without this: {'; '.join(gone) or 'it has no place'}."
    return "the plan is as good."


def _verdict(index: Index, item: str, places: list[Place]) -> str:
    title = index.items[item].title
    if not places:
        return f"{title} fits nowhere else."
    free = [each for each in places if each.hard <= 0]
    if not free:
        return f"{title} cannot be elsewhere without breaking a hard rule."
    better = sum(each.value < 0 or each.hard < 0 for each in free)
    if better:
        return f"{better} of {len(places)} other places are better for {title}."
    even = sum(each.value == 0 for each in free)
    return f"No other place is better for {title}; {even} of {len(places)} are as good, {len(free) - even} are worse."


class _Wishes:
    """One plan, its judge and its windows, shared by all wishes."""

    def __init__(self, problem: Problem, plan: Plan, seed: int) -> None:
        self.judge = Judge(problem, plan)
        self.index, self.plan, self.seed = self.judge.index, dict(plan), seed
        self.report = self.judge.report()
        self.whole: dict[str, Choice] = choices(self.index, plan)
        dice = Random(seed)  # noqa: S311 - to be drawn again, not to be secret
        self.near = Neighbourhoods(self.index, self.whole, dice)
        self.near.look(self.plan, self.report)

    def price(self, wish: Violation, until: float) -> Unmet:
        found = self._by_one_move(wish)
        how = "moved" if found else ""
        if (found is None or found[0] > 0) and monotonic() < until:
            solved = self._solved(wish, min(WISH_SECONDS, until - monotonic()))
            if solved is not None and (found is None or solved[0] < found[0]):
                found, how = solved, "solved"
        price, places = found if found else (None, {})
        return Unmet(wish, price, how, places, _priced(wish, price, how, len(places)))

    def _by_one_move(self, wish: Violation) -> tuple[int, dict[str, Placement]] | None:
        """The cheapest move of one of its items that mends it and breaks nothing hard."""
        best: tuple[int, dict[str, Placement]] | None = None
        for item in wish.items[:4]:
            for place in _spread(self.index, item, self.plan.get(item), LOOKS // 5):
                delta = self.judge.weigh(item, place)
                if delta.hard > 0 or not _mends(delta, wish):
                    continue
                if best is None or delta.value < best[0]:
                    best = delta.value, {item: place}
        return best

    def _solved(self, wish: Violation, seconds: float) -> tuple[int, dict[str, Placement]] | None:
        """A few items around it may move, and it is forbidden."""
        free = self.near.widened(set(wish.items), AROUND)
        if len(wish.items) > AROUND or any(item not in self.plan for item in free):
            return None
        core = open_window(self.index, self.whole, self.plan, free, must_place=True).core
        if not _forbid(core, wish):
            return None
        core.finish()
        outcome = run(core, Limits(seconds, workers=1, seed=self.seed))
        if outcome.plan is None:
            return None
        found = merged(self.plan, outcome.plan, free)
        report = Judge(self.index.problem, found, index=self.index).report()
        if report.hard > self.report.hard or any(_same(each, wish) for each in report.violations):
            return None
        moved = {item: place for item, place in found.items() if self.plan.get(item) != place}
        return report.value - self.report.value, moved


def _same(one: Violation, other: Violation) -> bool:
    """Two people who are away from one item are two wishes."""
    return (one.rule, one.items, one.people) == (other.rule, other.items, other.people)


def _mends(delta: Delta, wish: Violation) -> bool:
    return any(_same(each, wish) for each in delta.gone) and not any(_same(each, wish) for each in delta.appeared)


def _priced(wish: Violation, price: int | None, how: str, moved: int) -> str:
    if price is None:
        return f"{wish.sentence}: no way to mend this was found."
    means = "moving one session alone" if how == "moved" else f"moving {moved} sessions around it"
    if price > 0:
        return f"{wish.sentence}: mending this costs {price} more than it saves, by {means}."
    if price < 0:
        return f"{wish.sentence}: {means} mends this and makes the plan better by {-price}."
    return f"{wish.sentence}: {means} mends this for nothing."


def _forbid(core: Core, wish: Violation) -> bool:
    """Forbid the breach in the model; False when it is not of a kind that can be said there."""
    if len(wish.items) == 2 and wish.rule in OVERLAPS:
        one, two = wish.items
        first = core.flag()
        core.model.add(core.end(one) <= core.start[two]).only_enforce_if(first)
        core.model.add(core.end(two) <= core.start[one]).only_enforce_if(~first)
        return True
    if len(wish.items) != 1:
        return False
    return _forbid_place(core, wish.items[0], wish.rule)


def _forbid_place(core: Core, item: str, rule: str) -> bool:
    """Take away the rooms and starts at which the item breaks the rule by itself."""
    index, mine = core.index, core.choice[item]
    rooms = [room for room in mine.rooms if _has(room_marks(index, item, room), rule)]
    minutes = index.items[item].minutes
    starts = [
        start
        for block, start in mine.slots
        if not _has(time_marks(index, item, Spot("", start, start + minutes, block)), rule)
    ]
    for room in rooms:
        core.model.add(core.room[item][room] == 0)
    core.start_in(item, starts, [core.present[item]])
    return bool(rooms) or len(starts) < len(mine.slots)


def _has(marks: Iterator[Violation], rule: str) -> bool:
    return any(each.rule == rule for each in marks)
