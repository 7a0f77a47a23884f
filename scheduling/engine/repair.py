"""After something changed: the plan that people were told, disturbed as little as possible.

First as few people as possible are told again (those of items whose room or time changes), then as few items as
possible move, then the value is as good as it can be. What must move is known without a search: items whose place
is forbidden now. When they alone can be moved, nothing can disturb less, and the repair is proved at once; else
more items are freed: all of them in a problem of moderate size (by the model of cells where topics own cells, see
`repair_cells.py`); a big one is searched a window at a time, with a bound on the moves but no proof that they are
fewest.

A repair breaks no hard rule at all, also none that the told plan broke. Its value leaves out what moves cost
(`moved_time`, `moved_room`), which is counted here as what it is, and may exceed the told plan's by an allowance
only; a repair that needs more is shown with what it needs.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from time import monotonic

from .cells.shape import Shape, shape_of
from .changes import Change, barred, changed
from .check import Judge, check
from .choices import Choice, choices
from .index import Index, Spot
from .large_search import wander
from .marks_item import closed_marks
from .problem import Placement, Plan, Problem, Published
from .reasons import why_unplaced
from .repair_cells import repair_cells
from .repair_model import RepairModel
from .report import HARD_SEVERITY, Report
from .search import Limits
from .solver import BIG
from .weights import soft

PAIR_RULES = frozenset(
    {
        *("room_overlap", "person_overlap", "person_break", "person_block", "apart", "before", "together"),
        *("similar_overlap", "wish_overlap", "wish_block"),
    }
)
"""Rules that two places break by themselves, so that one of the two has to go."""
MOVE = 1000
"""What a move costs where a big problem is searched for a repair: more than any wish."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """How much worse the value may get: so many points or so many percent of it, whichever is more."""

    points: int = 50
    percent: int = 2

    def of(self, value: int) -> int:
        return max(self.points, value * self.percent // 100)


USUAL = Allowance()


@dataclass(frozen=True, slots=True)
class Repair:
    """One way to repair. `told_again` are people, `moved` items with another place than people were told, `added`
    items that had none. `worse` is how much the value got worse, negative when it got better."""

    plan: dict[str, Placement]
    told_again: tuple[str, ...]
    moved: tuple[str, ...]
    added: tuple[str, ...]
    value: int
    worse: int


@dataclass(frozen=True, slots=True)
class Repaired:
    """What came out.

    status: 'repaired'; 'dear' when every repair found costs more than allowed, `needed` being what the first one
    needs; 'impossible' when it is proved that no plan obeys the hard rules; 'none' when no time was left.
    repairs: the least disturbance first, then others that differ in at least a third of what moves.
    least_people, least_moves: no repair tells fewer people again, or moves fewer items.
    proved: no repair tells fewer people again, and none that tells as many moves fewer items (of those within the
    allowance, when `within`). sentence: the outcome in words.
    """

    status: str
    repairs: tuple[Repair, ...]
    least_people: int
    least_moves: int
    proved: bool
    allowed: int | None
    needed: int
    sentence: str
    seconds: float


def repair(
    problem: Problem,
    told: Plan,
    changes: tuple[Change, ...] = (),
    *,
    allowance: Allowance | None = USUAL,
    seconds: float = 10,
    workers: int = 1,
    seed: int = 0,
    alternatives: int = 3,
) -> Repaired:
    """Repair the told plan after the changes. `allowance` None lets the value get as bad as it must."""
    limits = Limits(seconds, workers, seed)
    return _Repairing(problem, told, changes, allowance, limits, alternatives).result()


class _Repairing:
    """One call of `repair`: the best so far, what is proved, the clock."""

    def __init__(
        self,
        problem: Problem,
        told: Plan,
        changes: tuple[Change, ...],
        allowance: Allowance | None,
        limits: Limits,
        alternatives: int,
    ) -> None:
        self.until = monotonic() + limits.seconds
        self.limits, self.alternatives = limits, alternatives
        before = replace(problem, published=())
        names = {item.id for item in problem.items}
        self.told = {item: place for item, place in told.items() if item in names}
        self.base = _soft(check(before, self.told))
        self.allowed = None if allowance is None else allowance.of(self.base)
        self.index = Index(changed(before, changes))
        self.out = barred(changes)
        self.whole = _without(choices(self.index, self.told), self.out)
        self.shape = _shape(self.index, self.told, self.out)
        self.must = _must_move(self.index, self.whole, self.told)
        self.broken = _broken_pairs(self.index, self.told, self.must)
        self.least_moves = len(self.must) + _disjoint(self.broken)
        self.least_people = len(self._people(self.must))
        self.found: list[Repair] = []
        self.proved = False

    def result(self) -> Repaired:
        lost = [item for item in self.index.items if not _has_place(self.index, self.whole[item], item)]
        if lost:
            judge = Judge(self.index.problem, {}, index=self.index)
            return self._answer("impossible", why_unplaced(judge, lost[0]))
        model: RepairModel | None = None
        status = "none"
        for free in self._widening():
            if self._left() < 0.2 and model is not None:
                break
            model = RepairModel(self.index, self.whole, self.told, free)
            status = self._try(model, everything=len(free) == len(self.index.items))
            if self.proved or status == "impossible":
                break
        if not self.proved and status != "impossible" and self.shape is not None:
            status = self._by_cells(self.shape)
        elif status == "none" and self._is_big():
            status = self._wander()
        elif self.found and model is not None:
            self._alternatives(model)
        return self._answer(status)

    def _by_cells(self, shape: Shape) -> str:
        """Search by cells for a repair within the allowance, and for a bound of any."""
        most = None if self.allowed is None else self.base + self.allowed
        least = (self.least_people, self.least_moves)
        found = repair_cells(shape, self.told, most, self.limits, self._left(), least)
        if found.plan is not None and not check(self.index.problem, found.plan).hard:
            self._keep(found.plan)
        fitting = [each for each in self.found if self._fits(each.plan)]
        if not fitting:
            self.proved = found.refuted
            return "dear" if self.found else "none"
        first = min(fitting, key=lambda each: (len(each.told_again), len(each.moved)))
        people, moves = len(first.told_again), len(first.moved)
        self.proved = found.unit * people + moves <= found.least
        self.least_people = max(self.least_people, found.least // found.unit)
        return "repaired"

    def _wander(self) -> str:
        """Search a big problem window by window, where leaving a told place costs more than any wish."""
        stays = [item for item in self.told if item not in self.must]
        published = tuple(Published(item, self.told[item].room, self.told[item].start) for item in stays)
        rules = replace(self.index.problem.rules, moved_time=soft(MOVE), moved_room=soft(MOVE))
        index = Index(replace(self.index.problem, published=published, rules=rules))
        ends = {items[0] for items in self.broken}
        plan = {item: self.told[item] for item in stays if item not in ends}
        plan = wander(index, _without(choices(index, self.told), self.out), plan, self.limits, self.until)
        if len(plan) < len(index.items):
            return "none"
        self._keep(plan)
        return "repaired" if self._fits(plan) else "dear"

    def _is_big(self) -> bool:
        return sum(len(mine.rooms) + len(mine.slots) for mine in self.whole.values()) > BIG

    def _widening(self) -> list[set[str]]:
        """Growing sets of items that may move."""
        new = {item for item in self.index.items if item not in self.told}
        ends = {item for pair in self.broken for item in pair}
        first = set(self.must) | new | ends
        return [first] if self._is_big() or self.shape is not None else [first, set(self.index.items)]

    def _try(self, model: RepairModel, *, everything: bool) -> str:
        least = model.least(self.limits, self._left() * 0.5)
        if least.plan is None:
            return self._nothing(model, least.proof, everything=everything)
        if everything:
            self.least_people = max(self.least_people, least.bound // model.unit)
        plan, own = model.cheapest(least.plan, self.limits, self._left() * 0.4)
        self._keep(plan)
        optimal = everything and least.proof == "optimal"
        if self._fits(plan):
            self.proved = optimal or self._is_least()
            return "repaired"
        if own is None or self.allowed is None or self.shape is not None:
            return "dear"
        model.keep_value(self.base + self.allowed - (self._value(plan) - own))
        cheaper = model.least(self.limits, self._left() * 0.6)
        if cheaper.plan is None:
            self.proved = everything and cheaper.proof == "infeasible"
            return "dear"
        plan, _ = model.cheapest(cheaper.plan, self.limits, self._left() * 0.5)
        self._keep(plan)
        self.proved = everything and cheaper.proof == "optimal"
        return "repaired" if self._fits(plan) else "dear"

    def _nothing(self, model: RepairModel, proof: str, *, everything: bool) -> str:
        """No plan in this window: it proves something when the window is exactly what must move, or all."""
        if proof == "infeasible" and everything:
            return "impossible"
        if proof == "infeasible" and set(model.moved) == set(self.must):
            self.least_moves = max(self.least_moves, len(self.must) + 1)
        return "dear" if self.found else "none"

    def _alternatives(self, model: RepairModel) -> None:
        """Others that differ from all before in a third of what moves."""
        while len(self.found) < self.alternatives and self._left() > 0.2:
            last = self.found[-1]
            model.forbid(last.plan, max(1, len(last.moved + last.added) // 3))
            share = self._left() / (self.alternatives + 1 - len(self.found))
            least = model.least(self.limits, share * 0.5)
            if least.plan is None:
                return
            self._keep(model.cheapest(least.plan, self.limits, share * 0.5)[0])

    def _keep(self, plan: dict[str, Placement]) -> None:
        moved = tuple(item for item in self.index.items if item in self.told and plan[item] != self.told[item])
        added = tuple(item for item in self.index.items if item not in self.told)
        value = self._value(plan)
        mine = Repair(plan, self._people(moved), moved, added, value, value - self.base)
        if mine not in self.found:
            self.found.append(mine)

    def _people(self, items: Collection[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(person for item in sorted(items) for person in self.index.attending[item]))

    def _value(self, plan: Plan) -> int:
        return check(self.index.problem, plan).value

    def _fits(self, plan: Plan) -> bool:
        return self.allowed is None or self._value(plan) <= self.base + self.allowed

    def _is_least(self) -> bool:
        last = self.found[-1]
        return (len(last.told_again), len(last.moved)) == (self.least_people, self.least_moves)

    def _left(self) -> float:
        return max(0.1, self.until - monotonic())

    def _answer(self, status: str, reason: str = "") -> Repaired:
        def rank(each: Repair) -> tuple[bool, int, int, int]:
            dear = self.allowed is not None and each.worse > self.allowed
            return dear, len(each.told_again), len(each.moved), each.value

        repairs = tuple(sorted(self.found, key=rank))
        needed = max(0, repairs[0].worse) if repairs else 0
        seconds = self.limits.seconds - (self.until - monotonic())
        sentence = reason or _sentence(status, repairs, self)
        return Repaired(
            status,
            repairs,
            self.least_people,
            self.least_moves,
            self.proved,
            self.allowed,
            needed,
            sentence,
            seconds,
        )


def _sentence(status: str, repairs: tuple[Repair, ...], run: _Repairing) -> str:
    if status == "impossible":
        return "It is proved that no plan obeys all hard rules after these changes."
    if not repairs:
        return "No repair was found in time."
    first = repairs[0]
    moves, people = len(first.moved), len(first.told_again)
    said = f"{_count(moves, 'session')} move and {_count(people, 'person', 'people')} are told again"
    said += "; no repair disturbs less." if run.proved else f"; at least {run.least_moves} have to move."
    if status == "dear":
        said += f" It makes the plan worse by {first.worse} where {run.allowed} were allowed: allow {first.worse}."
    return said


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _soft(report: Report) -> int:
    return report.value - report.terms.get("unplaced", 0)


def _without(whole: dict[str, Choice], out: frozenset[tuple[str, str]]) -> dict[str, Choice]:
    """The choices without barred blocks."""
    return {
        item: Choice(mine.rooms, {slot: cost for slot, cost in mine.slots.items() if (item, slot[0]) not in out})
        for item, mine in whole.items()
    }


def _shape(index: Index, told: Plan, out: frozenset[tuple[str, str]]) -> Shape | None:
    """The problem by cells, when it is of that shape and everything had a place; without what is barred."""
    shape = shape_of(index) if len(told) == len(index.items) else None
    if shape is None:
        return None
    return shape.without({(shape.items.index(item), shape.blocks.index(block)) for item, block in out}, set())


def _has_place(index: Index, mine: Choice, item: str) -> bool:
    """Whether the item could be anywhere, were it alone."""
    minutes = index.items[item].minutes
    spots = (Spot(room, start, start + minutes, block) for block, start in mine.slots for room in mine.rooms)
    return any(_may_stay(index, mine, spot, item) for spot in spots)


def _must_move(index: Index, whole: dict[str, Choice], told: Plan) -> list[str]:
    """Items whose own place is forbidden, whatever the others do."""
    return [item for item, place in told.items() if not _may_stay(index, whole[item], index.spot(item, place), item)]


def _may_stay(index: Index, mine: Choice, spot: Spot, item: str) -> bool:
    if spot.room not in mine.rooms or spot.block is None or (spot.block, spot.start) not in mine.slots:
        return False
    return not (index.rule["room_closed"].hard and any(closed_marks(index, item, spot)))


def _broken_pairs(index: Index, told: Plan, must: Collection[str]) -> list[tuple[str, ...]]:
    """The items of hard breaches that are left when those that must move are taken out."""
    rest = {item: place for item, place in told.items() if item not in must}
    return [
        each.items
        for each in check(index.problem, rest).violations
        if each.severity == HARD_SEVERITY and each.rule in PAIR_RULES
    ]


def _disjoint(broken: list[tuple[str, ...]]) -> int:
    """How many of them share no item: in each of these at least one has to move."""
    seen: set[str] = set()
    count = 0
    for items in broken:
        if not seen & set(items):
            seen |= set(items)
            count += 1
    return count
