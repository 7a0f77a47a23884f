"""A window whose objective is disturbance: people told again, then items moved, then the value of the plan."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from .choices import Choice
from .core_model import Expr
from .index import Index
from .problem import Placement, Plan
from .search import Limits, Outcome, complete_hint, run
from .window import merged, open_window


@dataclass(frozen=True, slots=True)
class Least:
    """A plan that disturbs by `rank`; no plan of the window disturbs by less than `bound`."""

    plan: dict[str, Placement] | None
    rank: int
    bound: int
    proof: str


class RepairModel:
    """The model over `free` items; everything else stays where people were told that it is."""

    def __init__(self, index: Index, whole: Mapping[str, Choice], told: Plan, free: Collection[str]) -> None:
        self.index, self.told, self.free = index, told, set(free)
        self.core = open_window(index, whole, told, self.free, must_place=True).core
        self.possible = all(self.core.choice[item].any for item in self.free)
        self.moved = {item: self._moved(item) for item in sorted(self.free) if item in told} if self.possible else {}
        self.unit = len(self.free) + 1
        self.disturbance = self.unit * sum(self._people()) + sum(self.moved.values())
        self.value = sum(self.core.paid)

    def least(self, limits: Limits, seconds: float) -> Least:
        """The plan that disturbs least: one person weighs more than every move together."""
        if not self.possible:
            return Least(None, 0, 0, "infeasible")
        self.core.hint(self.told)
        self.core.model.minimize(self.disturbance)
        outcome = run(self.core, replace(limits, seconds=seconds))
        plan = self._merged(outcome)
        return Least(plan, self.rank(plan) if plan else 0, outcome.bound, outcome.proof)

    def cheapest(self, plan: Plan, limits: Limits, seconds: float) -> tuple[dict[str, Placement], int | None]:
        """The cheapest plan that disturbs no more than this one, and the model's own value of it."""
        core, gate = self.core, self.core.flag()
        core.model.add(self.disturbance <= self.rank(plan)).only_enforce_if(gate)
        self._fix(gate, 1)
        core.model.minimize(self.value)
        core.hint(plan)
        complete_hint(core, seconds / 3, limits.seed)
        outcome = run(core, replace(limits, seconds=seconds))
        self._fix(gate, 0)
        found = self._merged(outcome)
        return (found, outcome.value) if found else (dict(plan), None)

    def rank(self, plan: Plan) -> int:
        moved = [item for item in self.moved if plan.get(item) != self.told[item]]
        people = {person for item in moved for person in self.index.attending[item]}
        return self.unit * len(people) + len(moved)

    def keep_value(self, most: int) -> None:
        """The model's own value is at most this."""
        self.core.model.add(self.value <= most)

    def forbid(self, plan: Plan, least: int) -> None:
        """At least so many items are elsewhere than in this plan."""
        self.core.model.add(sum(self._elsewhere(item, plan[item]) for item in sorted(self.free)) >= least)

    def _merged(self, outcome: Outcome) -> dict[str, Placement] | None:
        return None if outcome.plan is None else merged(self.told, outcome.plan, self.free)

    def _fix(self, gate: Expr, value: int) -> None:
        domain = self.core.model.proto.variables[gate.index].domain
        domain.clear()
        domain.extend([value, value])

    def _moved(self, item: str) -> Expr:
        """A literal that may be false only when the item is where people were told."""
        core, place = self.core, self.told[item]
        moved = core.flag()
        here = core.room[item].get(place.room)
        if here is None or not any(start == place.start for _, start in core.choice[item].slots):
            core.model.add(moved == 1)
        else:
            core.model.add(here == 1).only_enforce_if(~moved)
            core.model.add(core.start[item] == place.start).only_enforce_if(~moved)
        return moved

    def _elsewhere(self, item: str, place: Placement) -> Expr:
        """A literal that may be true only when the item is not at this place."""
        core = self.core
        other, early, late = core.flag(), core.flag(), core.flag()
        here = core.room[item].get(place.room)
        if here is not None:
            core.model.add_bool_or([~other, ~here, early, late])
            core.model.add(core.start[item] < place.start).only_enforce_if(early)
            core.model.add(core.start[item] > place.start).only_enforce_if(late)
        return other

    def _people(self) -> list[Expr]:
        """One literal for each person who is told again when any of her items moves."""
        mine: dict[str, list[Expr]] = defaultdict(list)
        for item, moved in self.moved.items():
            for person in self.index.attending[item]:
                mine[person].append(moved)
        found = []
        for moves in mine.values():
            told = self.core.flag()
            for moved in moves:
                self.core.model.add_implication(moved, told)
            found.append(told)
        return found
