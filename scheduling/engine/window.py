"""A window on a plan: a few items may move, all others stay, and the model holds only what the few can change.

Items that stay are not in the model. What they cost the free ones is added to the price of each start, what they
forbid is taken from the starts, and their hours close the rooms. Only where a rule needs more than that (a walk
between two rooms, a series, the cells of a topic) do they come along, as items with a single place.

The best plan of the window is the best of all plans in which the others stay.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from .choices import Choice, Slot
from .core_model import Core
from .index import Index, Spot
from .marks_topic import BLOCK_RULES
from .pair_model import add_pairs
from .problem import Interval, Placement, Plan
from .topic_model import add_topics

WHOLE_TOPIC_RULES = ("topic_rooms", "topic_parallel", "topic_gaps", "order", "fairness", *BLOCK_RULES)
"""Rules that cannot be told from one item and its neighbours in time."""


@dataclass(frozen=True, slots=True)
class Window:
    """The model of a window; `held` are the items that come along with the place they have."""

    core: Core
    held: tuple[str, ...]


def open_window(
    index: Index,
    whole: Mapping[str, Choice],
    plan: Plan,
    free: Collection[str],
    *,
    must_place: bool,
    rooms: Mapping[str, Collection[str]] | None = None,
) -> Window:
    """The model in which `free` may move and all else stays. `rooms` narrows where single items may go.

    The caller adds the objective (`core.finish()`).
    """
    spots = {item: index.spot(item, place) for item, place in plan.items() if item not in free}
    held = tuple(sorted(_companions(index, spots, free)))
    choice = {item: _free_choice(index, whole[item], item, spots, held, (rooms or {}).get(item)) for item in free}
    for item in held:
        choice[item] = _single(spots[item])
    busy = _busy(spots, held)
    core = Core(index, choice, must_place=must_place, held=held, busy=busy)
    add_pairs(core)
    add_topics(core)
    return Window(core, held)


def _single(spot: Spot) -> Choice:
    return Choice({spot.room: 0}, {(spot.block or "", spot.start): 0})


def _companions(index: Index, spots: Mapping[str, Spot], free: Collection[str]) -> set[str]:
    """The items that stay but must be in the model, because a rule looks at their room or block as well."""
    inside = {item for item, spot in spots.items() if spot.block is not None}
    if any(index.rule[name].on for name in WHOLE_TOPIC_RULES) or _cells_cost(index):
        return inside
    found: set[str] = set()
    for one, other in _room_pairs(index):
        if one in free and other in inside:
            found.add(other)
        elif other in free and one in inside:
            found.add(one)
    return found


def _cells_cost(index: Index) -> bool:
    table = index.problem.penalties
    return any(index.rule[name].on and getattr(table, name) for name in ("topic_block", "topic_room", "block_room"))


def _room_pairs(index: Index) -> Iterable[tuple[str, str]]:
    """Pairs of items that concern each other by more than running at the same time."""
    rule, problem = index.rule, index.problem
    if rule["person_break"].on and (problem.min_break or problem.walks):
        yield from index.shared_people
    if rule["person_block"].on:
        yield from index.clashing_people
    if rule["wish_block"].on:
        yield from index.wanted_together
    if rule["together"].on:
        yield from index.together
    if rule["before"].on:
        yield from index.before


def _busy(spots: Mapping[str, Spot], held: Collection[str]) -> dict[str, list[Interval]]:
    """Room -> hours taken by what stays outside of the model, joined where they meet."""
    hours: dict[str, list[Interval]] = defaultdict(list)
    for item in sorted(set(spots) - set(held), key=lambda each: spots[each].start):
        spot, mine = spots[item], hours[spots[item].room]
        if mine and spot.start <= mine[-1][1]:
            mine[-1] = (mine[-1][0], max(mine[-1][1], spot.end))
        else:
            mine.append((spot.start, spot.end))
    return hours


class _Starts:
    """The starts of one item: prices that go up, and starts that fall away."""

    def __init__(self, index: Index, item: str, slots: Mapping[Slot, int]) -> None:
        self.index, self.item = index, item
        self.minutes = index.items[item].minutes
        self.slots = sorted(slots, key=lambda slot: slot[1])
        self.times = [start for _, start in self.slots]
        self.cost: list[int | None] = [slots[slot] for slot in self.slots]

    def meeting(self, spot: Spot) -> range:
        """Places of the starts at which the item would run at the same time as this spot."""
        return range(bisect_right(self.times, spot.start - self.minutes), bisect_left(self.times, spot.end))

    def forbid(self, spot: Spot) -> None:
        for at in self.meeting(spot):
            self.cost[at] = None

    def charge(self, spot: Spot, penalty: int, *, by_unit: bool) -> None:
        for at in self.meeting(spot):
            known, start = self.cost[at], self.times[at]
            if known is not None:
                mine = Spot("", start, start + self.minutes, None)
                self.cost[at] = known + penalty * (self.index.overlap_units(mine, spot) if by_unit else 1)

    def left(self) -> dict[Slot, int]:
        return {slot: cost for slot, cost in zip(self.slots, self.cost, strict=True) if cost is not None}


def _free_choice(
    index: Index,
    mine: Choice,
    item: str,
    spots: Mapping[str, Spot],
    held: Collection[str],
    rooms: Collection[str] | None,
) -> Choice:
    starts = _Starts(index, item, mine.slots)
    together = set(held)
    if index.rule["person_overlap"].hard:
        for person in index.attending[item]:
            for other in index.duties[person]:
                if other in spots:
                    starts.forbid(spots[other])
    for other, rules in index.parallels[item].items():
        if other in spots and other not in together:
            _charge(index, starts, spots[other], rules)
    for other in index.kept_apart[item]:
        if other in spots and other not in together:
            _pay(index, starts, spots[other], "apart", 1, by_unit=False)
    kept = {room: cost for room, cost in mine.rooms.items() if rooms is None or room in rooms}
    return Choice(kept, starts.left())


def _charge(index: Index, starts: _Starts, spot: Spot, rules: Mapping[str, int]) -> None:
    for rule, times in rules.items():
        _pay(index, starts, spot, rule, times, by_unit=True)


def _pay(index: Index, starts: _Starts, spot: Spot, rule: str, times: int, *, by_unit: bool) -> None:
    asked = index.rule[rule]
    if asked.hard:
        starts.forbid(spot)
    elif asked.on:
        starts.charge(spot, asked.weight * times, by_unit=by_unit)


def merged(plan: Plan, found: Plan, free: Collection[str]) -> dict[str, Placement]:
    """The plan with the free items where the window puts them."""
    return {item: place for item, place in plan.items() if item not in free} | {
        item: place for item, place in found.items() if item in free
    }
