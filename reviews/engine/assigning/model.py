"""The assignment as an integer programme (CP-SAT, one worker), for committees: a proof, or how far it may be off.

Scores are whole millionths of the greatest inside. The time is deterministic, not a clock's: the same question and
seed give the same answer on any machine.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np

from .problem import Ints, Rest

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Modelled:
    """`pairs` found or None; `bound` of what was maximized; `impossible` when it is proved that there is none."""

    pairs: tuple[Ints, Ints] | None
    bound: float
    proven: bool
    impossible: bool = False


class Model:
    """One variable for each open pair, `x` {(proposal, person): variable}."""

    def __init__(self, rest: Rest, *, seniors: bool = True, institutions: bool = True, apart: bool = True) -> None:
        from ortools.sat.python import cp_model

        self.rest, self.cp, self.program = rest, cp_model, cp_model.CpModel()
        self.unit = MILLION / max(float(rest.score.max(initial=0.0) * rest.weights.max(initial=1.0)), 1e-12)
        self.x = {(int(p), int(r)): self.program.new_bool_var("") for p, r in zip(*np.nonzero(rest.may), strict=True)}
        self.of: dict[int, list[int]] = defaultdict(list)
        for proposal, person in self.x:
            self.of[proposal].append(person)
        self._counts()
        if seniors:
            self._seniors()
        if institutions:
            self._institutions()
        if apart:
            self._apart()

    def _counts(self) -> None:
        by_person: dict[int, list[Any]] = defaultdict(list)
        for (_, person), chosen in self.x.items():
            by_person[person].append(chosen)
        for proposal, want in enumerate(self.rest.want.tolist()):
            self.program.add(sum(self.x[proposal, person] for person in self.of[proposal]) == want)
        for person, (low, high) in enumerate(zip(self.rest.low.tolist(), self.rest.high.tolist(), strict=True)):
            self.program.add_linear_constraint(sum(by_person[person]), low, high)

    def _seniors(self) -> None:
        for proposal in np.flatnonzero(self.rest.needs_senior).tolist():
            chosen = [self.x[proposal, r] for r in self.of[proposal] if self.rest.seniors[proposal, r]]
            self.program.add_bool_or(chosen)

    def _institutions(self) -> None:
        for proposal, people in self.of.items():
            houses: dict[int, list[Any]] = defaultdict(list)
            for person in people:
                if self.rest.houses[person] >= 0:
                    houses[int(self.rest.houses[person])].append(self.x[proposal, person])
            for chosen in houses.values():
                if len(chosen) > 1:
                    self.program.add_at_most_one(chosen)

    def _apart(self) -> None:
        for one, other in zip(*np.nonzero(np.triu(self.rest.apart)), strict=True):
            for proposal in self.of:
                both = [self.x[pair] for pair in ((proposal, int(one)), (proposal, int(other))) if pair in self.x]
                if len(both) == 2:
                    self.program.add_at_most_one(both)

    def total(self) -> Any:
        score = np.rint(self.rest.score * self.unit).astype(np.int64)
        return sum(int(score[pair]) * chosen for pair, chosen in self.x.items())

    def level(self, proposal: int) -> Any:
        weight = self.rest.weights[proposal] * self.unit
        sums = sum(round(self.rest.score[proposal, r] * weight) * self.x[proposal, r] for r in self.of[proposal])
        return sums + round(self.rest.base[proposal] * weight)

    def solve(self, start: tuple[Ints, Ints] | None, seed: int, work: float, slack: float = 0.0) -> Modelled:
        """`slack`: how many millionths rounding may have taken from the objective."""
        if start is not None:
            begun = set(zip(*(side.tolist() for side in start), strict=True))
            for pair, chosen in self.x.items():
                self.program.add_hint(chosen, pair in begun)
        solver = self.cp.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = seed
        solver.parameters.max_deterministic_time = work
        solver.parameters.linearization_level = 2
        status = solver.solve(self.program)
        if status not in (self.cp.OPTIMAL, self.cp.FEASIBLE):
            return Modelled(None, np.inf, False, status == self.cp.INFEASIBLE)
        pairs = np.array([pair for pair, chosen in self.x.items() if solver.value(chosen)], np.int64).reshape(-1, 2)
        bound = (solver.best_objective_bound + slack) / self.unit
        return Modelled((pairs[:, 0], pairs[:, 1]), bound, status == self.cp.OPTIMAL)


def fairest(
    rest: Rest, start: tuple[Ints, Ints], at_least: float, at_most: float, seed: int, work: float
) -> Modelled:
    """Maximizes the lowest level, from a start that stands at `at_least`."""
    model = Model(rest)
    ceiling = int(np.ceil(at_most * model.unit)) + len(rest.low)
    worst = model.program.new_int_var(int(np.floor(at_least * model.unit)) - len(rest.low), ceiling, "")
    for proposal in np.flatnonzero(rest.want > 0).tolist():
        model.program.add(model.level(proposal) >= worst)
    model.program.maximize(worst)
    return model.solve(start, seed, work, slack=rest.want.max() / 2)


def richest(rest: Rest, start: tuple[Ints, Ints], floor: float, seed: int, work: float) -> Modelled:
    """Maximizes the total while every level is `floor` at least (to a millionth for each reader)."""
    model = Model(rest)
    if np.isfinite(floor):
        for proposal in np.flatnonzero(rest.want > 0).tolist():
            lowest = int(np.floor(floor * model.unit)) - int(rest.want[proposal])
            model.program.add(model.level(proposal) >= lowest)
    model.program.maximize(model.total())
    return model.solve(start, seed, work, slack=rest.want.sum() / 2)


def possible(rest: Rest, seed: int, work: float, **rules: bool) -> Modelled:
    """Whether there is any assignment, with some of the rules left out."""
    return Model(rest, **rules).solve(None, seed, work)
