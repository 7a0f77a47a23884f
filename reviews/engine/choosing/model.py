"""The programme, solved by CP-SAT with one worker."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reviews.engine.choosing.problem import GRAIN, Part, Problem

WORK = 10.0
"""The solver's deterministic seconds for one programme; hundreds of proposals need a hundredth of them."""


@dataclass(frozen=True, slots=True)
class Miss:
    """A part of a target that has so many too few or too many."""

    rule: str
    part: str
    missing: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """`bound` is what no portfolio can exceed, missed targets counted; `proven`: this one reaches it."""

    keys: frozenset[int]
    total: float
    bound: float
    proven: bool
    missed: tuple[Miss, ...]


class Programme:
    """The rules of a problem as constraints, built once and solved for as many sets of values as wanted."""

    def __init__(self, problem: Problem) -> None:
        from ortools.sat.python import cp_model

        self.cp, self.problem, self.model = cp_model, problem, cp_model.CpModel()
        self.taken = {key: self.model.new_bool_var("") for key in sorted(problem.values)}
        self.slacks: list[Any] = []
        for rule in problem.rules:
            for part in rule.parts:
                self._keep(part, rule.is_target)
        for key, variable in self.taken.items():
            if key in problem.inside:
                self.model.add(variable == 1)
            if key in problem.outside:
                self.model.add(variable == 0)

    def _keep(self, part: Part, is_target: bool) -> None:
        members = [self.taken[key] for key in sorted(part.members) if key in self.taken]
        count = sum(members)
        missing: Any = 0
        if is_target:
            missing = self.model.new_int_var(0, max(part.low, len(members)), "")
            self.slacks.append(missing)
        if part.low or is_target:
            self.model.add(count + missing >= part.low)
        if part.high is not None and part.high < len(members):
            self.model.add(count - missing <= part.high)

    def solve(self, values: Mapping[int, float]) -> frozenset[int] | None:
        """The best for these values, or None; `self.solver` and `self.status` tell how it went."""
        top = max(values.values(), default=0.0) or 1.0
        terms = [variable * round(values[key] / top * GRAIN) for key, variable in self.taken.items()]
        self.model.maximize(sum(terms) - GRAIN * sum(self.slacks))
        self.solver = self.cp.CpSolver()
        self.solver.parameters.num_workers = 1
        self.solver.parameters.random_seed = 0
        self.solver.parameters.max_deterministic_time = WORK
        self.solver.parameters.cp_model_presolve = False  # few constraints: presolving costs 5 to 20 times the search
        self.status = self.solver.solve(self.model)
        if self.status not in (self.cp.OPTIMAL, self.cp.FEASIBLE):
            return None
        return frozenset(key for key, variable in self.taken.items() if self.solver.boolean_value(variable))


def best(problem: Problem) -> Chosen | None:
    """The portfolio of greatest worth; None when the rules leave none."""
    programme = Programme(problem)
    keys = programme.solve(problem.values)
    if keys is None:
        return None
    total = sum(problem.values[key] for key in sorted(keys))
    bound = programme.solver.best_objective_bound * problem.top / GRAIN
    return Chosen(keys, total, bound, programme.status == programme.cp.OPTIMAL, misses(problem, keys))


def misses(problem: Problem, keys: frozenset[int]) -> tuple[Miss, ...]:
    found = [
        Miss(rule.name, part.label, missing)
        for rule in problem.rules
        if rule.is_target
        for part in rule.parts
        if (missing := part.missing(keys))
    ]
    return tuple(found)
