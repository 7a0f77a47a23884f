"""Look-ups over a `Problem`, made once and shared by checker and planner; refuses a broken problem."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise, product

from .overlaps import overlap_rules
from .problem import Before, Block, Item, Placement, Problem
from .validation import insist_on_sense
from .weights import NAMES

Pair = tuple[str, str]


def pair(one: str, other: str) -> Pair:
    """The two ids in their fixed order."""
    return (one, other) if one <= other else (other, one)


@dataclass(frozen=True, slots=True)
class Spot:
    """A placement with what follows from it: end and block (None when outside every open block)."""

    room: str
    start: int
    end: int
    block: str | None

    def meets(self, other: "Spot") -> bool:
        return self.start < other.end and other.start < self.end


class Index:
    """Dictionaries by id. Raises `ProblemError` (a ValueError with a sentence) on a broken problem."""

    def __init__(self, problem: Problem) -> None:
        insist_on_sense(problem)
        self.problem = problem
        self.items = {each.id: each for each in problem.items}
        self.rooms = {each.id: each for each in problem.rooms}
        self.blocks = {each.id: each for each in problem.blocks}
        self.people = {each.id: each for each in problem.people}
        self.topics = {each.id: each for each in problem.topics}
        self.block_place = {each.id: place for place, each in enumerate(problem.blocks)}
        self.room_place = {each.id: place for place, each in enumerate(problem.rooms)}
        self.rule = {name: problem.rules.of(name) for name in NAMES}
        self.locked_room = {each.item: each.room for each in problem.locks if each.room is not None}
        self.locked_start = {each.item: each.start for each in problem.locks if each.start is not None}
        self.published = {each.item: each for each in problem.published}
        self.by_topic: dict[str, list[str]] = defaultdict(list)
        for item in problem.items:
            if item.topic is not None:
                self.by_topic[item.topic].append(item.id)
        table = problem.penalties
        self.topic_block = {(a, b): cost for a, b, cost in table.topic_block}
        self.topic_room = {(a, b): cost for a, b, cost in table.topic_room}
        self.block_room = {(a, b): cost for a, b, cost in table.block_room}
        self.item_block = {(a, b): cost for a, b, cost in table.item_block}
        self.item_room = {(a, b): cost for a, b, cost in table.item_room}
        self.item_hours = {(a, b): cost for a, b, cost in table.item_hours}
        self.items_with_hours = {item for item, _ in (*self.item_block, *self.item_hours)}

    @cached_property
    def blocks_of_room(self) -> dict[str, tuple[Block, ...]]:
        """Room -> the blocks open for it, in order of time."""
        found = {}
        for room in self.rooms:
            mine = [each for each in self.problem.blocks if each.rooms is None or room in each.rooms]
            found[room] = tuple(sorted(mine, key=lambda each: each.starts))
        return found

    @cached_property
    def attending(self) -> dict[str, tuple[str, ...]]:
        """Item -> everyone who must be there: people, then chairs, each once."""
        return {each.id: tuple(dict.fromkeys(each.people + each.chairs)) for each in self.problem.items}

    @cached_property
    def shared_people(self) -> dict[Pair, tuple[str, ...]]:
        """Pair of items -> the people who must be at both. Pairs without any are left out."""
        return _pairs_of(self.attending.items())

    @cached_property
    def clashing_people(self) -> dict[Pair, tuple[str, ...]]:
        """Like `shared_people`, and who must be at one and chairs the other's topic."""
        found = {key: list(people) for key, people in self.shared_people.items()}
        at: dict[str, list[str]] = defaultdict(list)
        for item, people in self.attending.items():
            for person in people:
                at[person].append(item)
        for topic in self.problem.topics:
            for person in topic.chairs:
                for here, there in product(at[person], self.by_topic[topic.id]):
                    if self.items[here].topic != topic.id:
                        known = found.setdefault(pair(here, there), [])
                        if person not in known:
                            known.append(person)
        return {key: tuple(people) for key, people in found.items()}

    @cached_property
    def wanted_together(self) -> dict[Pair, int]:
        """Pair of items -> how many attendees want both, or want one and must be at the other."""
        found: dict[Pair, int] = defaultdict(int)
        duties: dict[str, list[str]] = defaultdict(list)
        for item, people in self.attending.items():
            for person in people:
                duties[person].append(item)
        for wish in self.problem.wishes:
            wanted = dict.fromkeys(wish.items)
            own = [each for each in duties[wish.person] if each not in wanted]
            for one, other in (*combinations(wanted, 2), *product(wanted, own)):
                found[pair(one, other)] += 1
        for shared in self.problem.shared_wishes:
            found[pair(shared.first, shared.second)] += shared.weight
        return {key: weight for key, weight in found.items() if weight}

    @cached_property
    def apart(self) -> dict[Pair, str]:
        return {pair(each.first, each.second): each.reason for each in self.problem.apart}

    @cached_property
    def kept_apart(self) -> dict[str, tuple[str, ...]]:
        """Item -> the items it is to be kept apart from."""
        found: dict[str, list[str]] = {each: [] for each in self.items}
        for one, other in self.apart:
            found[one].append(other)
            found[other].append(one)
        return {item: tuple(others) for item, others in found.items()}

    @cached_property
    def before(self) -> dict[Pair, tuple[Before, ...]]:
        """Pair -> every precedence asked of it."""
        found: dict[Pair, tuple[Before, ...]] = {}
        for each in self.problem.before:
            key = pair(each.first, each.then)
            found[key] = (*found.get(key, ()), each)
        return found

    @cached_property
    def together(self) -> dict[Pair, tuple[tuple[str, str, int | None], ...]]:
        """Neighbours in a series -> (earlier, later, gap), once per series."""
        found: dict[Pair, tuple[tuple[str, str, int | None], ...]] = {}
        for series in self.problem.together:
            for one, two in pairwise(series.items):
                found[pair(one, two)] = (*found.get(pair(one, two), ()), (one, two, series.gap))
        return found

    @cached_property
    def likeness(self) -> dict[Pair, int]:
        """Pair of topics -> likeness."""
        return {pair(each.first, each.second): each.likeness for each in self.problem.similar}

    @cached_property
    def overlap_rules(self) -> dict[Pair, dict[str, int]]:
        """Pair of items -> rule -> amount for each unit of time that both run."""
        return overlap_rules(self)

    @cached_property
    def parallels(self) -> dict[str, dict[str, dict[str, int]]]:
        """Item -> other item -> rule -> amount: `overlap_rules` seen from either item."""
        found: dict[str, dict[str, dict[str, int]]] = {each: {} for each in self.items}
        for (one, other), rules in self.overlap_rules.items():
            found[one][other] = found[other][one] = rules
        return found

    @cached_property
    def duties(self) -> dict[str, tuple[str, ...]]:
        """Person -> the items she must be at."""
        found: dict[str, list[str]] = {each: [] for each in self.people}
        for item, people in self.attending.items():
            for person in people:
                found[person].append(item)
        return {person: tuple(items) for person, items in found.items()}

    @cached_property
    def ties(self) -> dict[str, tuple[str, ...]]:
        """Item -> the items whose place matters to it even when both are far apart in time."""
        found: dict[str, set[str]] = {each: set() for each in self.items}
        for one, other in (*self.before, *self.together, *self.shared_people):
            found[one].add(other)
            found[other].add(one)
        return {item: tuple(sorted(others)) for item, others in found.items()}

    @cached_property
    def concerned(self) -> dict[str, tuple[str, ...]]:
        """Item -> the items that it must not, or had better not, run beside, in whatever rooms."""
        found: dict[str, set[str]] = {each: set() for each in self.items}
        for one, other in (*self.clashing_people, *self.wanted_together, *self.apart):
            found[one].add(other)
            found[other].add(one)
        alike = {*self.likeness, *((each, each) for each in self.topics)}
        for here, there in alike:
            for item in self.by_topic[here]:
                found[item].update(self.by_topic[there])
            for item in self.by_topic[there]:
                found[item].update(self.by_topic[here])
        return {item: tuple(sorted(others - {item})) for item, others in found.items()}

    @cached_property
    def _walk(self) -> dict[Pair, int]:
        return {pair(each.first, each.second): each.minutes for each in self.problem.walks}

    def walk(self, room: str, other: str) -> int:
        """Minutes from one room to another."""
        return self._walk.get(pair(room, other), 0)

    def says(self, rule: str) -> bool:
        """The rule is on, and where it charges by a table, the table is not empty."""
        table = {"topic_block": self.topic_block, "topic_room": self.topic_room, "block_room": self.block_room}
        return self.rule[rule].on and bool(table.get(rule, True))

    def similar(self, one: Item, other: Item) -> int:
        """Likeness of the topics of two items, 0 when none is listed."""
        if one.topic is None or other.topic is None:
            return 0
        return self.likeness.get(pair(one.topic, other.topic), 0)

    def spot(self, item: str, placement: Placement) -> Spot:
        """The placement with its end and its block."""
        end = placement.start + self.items[item].minutes
        for block in self.blocks_of_room[placement.room]:
            if block.starts <= placement.start and end <= block.ends:
                return Spot(placement.room, placement.start, end, block.id)
        return Spot(placement.room, placement.start, end, None)

    def burdens(self, item: str, spot: Spot) -> dict[str, int]:
        """Person -> penalty of the unwelcome hours that this place of the item gives her."""
        common = self.item_hours.get((item, spot.block), 0) if spot.block else 0
        found = {}
        for person in self.attending[item]:
            own = sum(cost for a, b, cost in self.people[person].unwelcome if a < spot.end and spot.start < b)
            if common + own:
                found[person] = common + own
        return found

    def overlap_units(self, one: Spot, other: Spot) -> int:
        """How much two places overlap in time, in the unit of the problem; 0 when they do not."""
        minutes = min(one.end, other.end) - max(one.start, other.start)
        if minutes <= 0:
            return 0
        unit = self.problem.overlap_unit
        return -(-minutes // unit) if unit else 1


def _pairs_of(rows: Iterable[tuple[str, tuple[str, ...]]]) -> dict[Pair, tuple[str, ...]]:
    """Rows (item, people) -> pair of items -> the people in both."""
    at: dict[str, list[str]] = defaultdict(list)
    for item, people in rows:
        for person in people:
            at[person].append(item)
    found: dict[Pair, tuple[str, ...]] = {}
    for person, items in at.items():
        for one, other in combinations(items, 2):
            key = pair(one, other)
            found[key] = (*found.get(key, ()), person)
    return found
