"""The checker: one judge for the planner's plans, for moves by hand and for a release.

`check` judges a whole plan. `Judge` keeps a judgement and renews only what one move touches: the
item by itself, its pairs, its topic and the two blocks.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from .index import Index, Pair, Spot, pair
from .marks_item import item_marks, mark
from .marks_pair import matters_in_block, pair_marks
from .marks_topic import BLOCK_RULES, TOPIC_RULES, block_marks, topic_marks
from .problem import Placement, Plan, Problem
from .report import HARD_SEVERITY, Delta, Report, Violation
from .weights import NAMES

RANK = {name: place for place, name in enumerate(NAMES)}
Key = tuple[str, ...]
"""What a bundle of violations is about: ("item", i), ("pair", i, j), ("topic", t), ("block", b) or
("fairness",)."""
Found = dict[Key, tuple[Violation, ...]]


def check(problem: Problem, plan: Plan) -> Report:
    """Judge a plan. Raises `ProblemError` when the problem, or KeyError when the plan names strangers."""
    return Judge(problem, plan).report()


class Judge:
    """An incremental judgement: `move` changes the plan, `weigh` only says what a move would change."""

    def __init__(self, problem: Problem, plan: Plan, *, index: Index | None = None) -> None:
        self.index = index or Index(problem)
        self._plan: dict[str, Placement] = {}
        self._spots: dict[str, Spot] = {}
        self._in_block: dict[str, dict[str, Spot]] = defaultdict(dict)
        self._in_room: dict[str, dict[str, Spot]] = defaultdict(dict)
        self._burden: Counter[str] = Counter()
        self._found: Found = {}
        self._pairs: dict[str, set[Pair]] = defaultdict(set)
        self._by_topic = any(self.index.says(name) for name in TOPIC_RULES)
        self._by_block = any(self.index.rule[name].on for name in BLOCK_RULES)
        self._block_pairs = matters_in_block(self.index)
        for item, placement in plan.items():
            self._place(item, placement)
        self._judge_all()

    @property
    def plan(self) -> dict[str, Placement]:
        """A copy of the plan as it stands."""
        return dict(self._plan)

    def hold(self, item: str, room: str | None, start: int | None) -> Delta:
        """Lock an item in a room, at a start, both or neither, and say what that changes."""
        self.index.locked_room.pop(item, None)
        self.index.locked_start.pop(item, None)
        if room is not None:
            self.index.locked_room[item] = room
        if start is not None:
            self.index.locked_start[item] = start
        return self.move(item, self._plan.get(item))

    def report(self) -> Report:
        """The whole judgement, violations in the order of the rules."""
        every = sorted((each for some in self._found.values() for each in some), key=_rank)
        terms: Counter[str] = Counter()
        for each in every:
            terms[each.rule] += each.penalty
        broken = Counter(each.rule for each in every if each.severity == HARD_SEVERITY)
        terms = Counter({name: value for name, value in terms.items() if value})
        return Report(sum(terms.values()), dict(terms), dict(broken), tuple(every))

    def move(self, item: str, placement: Placement | None) -> Delta:
        """Put an item somewhere (None: take it out) and say what that changes."""
        return _delta(*self._renew(item, placement))

    def weigh(self, item: str, placement: Placement | None) -> Delta:
        """What `move` would change; the plan stays as it is."""
        old = self._plan.get(item)
        before, after = self._renew(item, placement)
        self._drop_pairs(item)
        for key in after:
            self._found.pop(key, None)
        self._place(item, old)
        self._store(before)
        return _delta(before, after)

    def _renew(self, item: str, placement: Placement | None) -> tuple[Found, Found]:
        """Move, and judge again what that touches; returns those violations as they were and are."""
        old = self._spots.get(item)
        before = self._drop_pairs(item)
        self._place(item, placement)
        keys = self._keys_after(item, old, self._spots.get(item))
        for key in keys:
            if key not in before:
                before[key] = self._found.pop(key, ())
        after = {key: self._judge(key) for key in keys}
        self._store(after)
        return before, after

    def _place(self, item: str, placement: Placement | None) -> None:
        """Keep plan, spots, blocks and burdens in step."""
        old = self._spots.pop(item, None)
        if old is not None:
            self._in_block[old.block or ""].pop(item)
            self._in_room[old.room].pop(item)
            self._burden.subtract(self.index.burdens(item, old))
            del self._plan[item]
        if placement is not None:
            spot = self.index.spot(item, placement)
            self._plan[item] = placement
            self._spots[item] = spot
            self._in_block[spot.block or ""][item] = spot
            self._in_room[spot.room][item] = spot
            self._burden.update(self.index.burdens(item, spot))

    def _drop_pairs(self, item: str) -> Found:
        """Take out what the item's place causes in pairs; returns it."""
        gone: Found = {}
        for key in self._pairs.pop(item, ()):
            gone[("pair", *key)] = self._found.pop(("pair", *key))
            other = key[1] if key[0] == item else key[0]
            self._pairs[other].discard(key)
        return gone

    def _keys_after(self, item: str, old: Spot | None, new: Spot | None) -> set[Key]:
        keys: set[Key] = {("item", item)}
        if new is not None:
            keys.update(("pair", *pair(item, other)) for other in self._near(item, new))
        topic = self.index.items[item].topic
        if topic is not None and self._by_topic:
            keys.add(("topic", topic))
        if self._by_block:
            keys.update(("block", spot.block) for spot in (old, new) if spot and spot.block)
        if self.index.rule["fairness"].on:
            keys.add(("fairness",))
        return keys

    def _near(self, item: str, spot: Spot) -> Iterator[str]:
        """The placed items that may share a violation with this one."""
        ties = self.index.ties[item]
        yield from (other for other in ties if other in self._spots)
        for other, there in self._in_room[spot.room].items():
            if other != item and spot.meets(there):
                yield other
        for other in self.index.concerned[item]:
            beside = self._spots.get(other)
            if beside and (spot.meets(beside) or (self._block_pairs and spot.block == beside.block)):
                yield other

    def _judge(self, key: Key) -> tuple[Violation, ...]:
        kind, *names = key
        if kind == "item":
            found = item_marks(self.index, names[0], self._spots.get(names[0]))
        elif kind == "pair":
            one, two = names
            found = pair_marks(self.index, (one, two), self._spots[one], self._spots[two])
        elif kind == "topic":
            found = topic_marks(self.index, names[0], self._spots)
        elif kind == "block":
            found = block_marks(self.index, names[0], self._in_block[names[0]])
        else:
            found = self._fairness()
        return tuple(found)

    def _fairness(self) -> Iterator[Violation]:
        worst = max(self._burden.values(), default=0)
        if worst:
            who = min(each for each, cost in self._burden.items() if cost == worst)
            sentence = f"{self.index.people[who].name} bears the most unwelcome hours"
            yield from mark(self.index, "fairness", worst, (), sentence, people=(who,))

    def _store(self, found: Found) -> None:
        for key, violations in found.items():
            if violations:
                self._found[key] = violations
                if key[0] == "pair":
                    for item in key[1:]:
                        self._pairs[item].add((key[1], key[2]))

    def _judge_all(self) -> None:
        keys: set[Key] = {("item", item) for item in self.index.items}
        keys.update(("pair", *key) for key in self._every_near_pair())
        if self._by_topic:
            keys.update(("topic", topic) for topic in self.index.topics)
        if self._by_block:
            keys.update(("block", block) for block in self.index.blocks)
        if self.index.rule["fairness"].on:
            keys.add(("fairness",))
        self._store({key: self._judge(key) for key in keys})

    def _every_near_pair(self) -> Iterator[Pair]:
        spots = self._spots
        for item, others in self.index.ties.items():
            yield from (pair(item, other) for other in others if item in spots and other in spots)
        for item, spot in spots.items():
            yield from (pair(item, other) for other in self._near(item, spot) if item < other)


def _delta(before: Found, after: Found) -> Delta:
    was = sorted((each for some in before.values() for each in some), key=_rank)
    now = sorted((each for some in after.values() for each in some), key=_rank)
    appeared = tuple(each for each in now if each not in was)
    gone = tuple(each for each in was if each not in now)
    value = _value(now) - _value(was)
    hard = _hard(now) - _hard(was)
    return Delta(value, hard, appeared, gone)


def _rank(violation: Violation) -> tuple[int, tuple[str, ...], str]:
    return RANK[violation.rule], violation.items, violation.sentence


def _value(violations: Iterable[Violation]) -> int:
    return sum(each.penalty for each in violations)


def _hard(violations: Iterable[Violation]) -> int:
    return sum(each.severity == HARD_SEVERITY for each in violations)
