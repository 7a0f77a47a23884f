"""What an assignment is asked for, as numbers: P proposals and R people, named by their places 0..P-1 and 0..R-1."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Pairs = Sequence[tuple[int, int]]


@dataclass(frozen=True, eq=False)
class Problem:
    """The question.

    `demand` (P,) readers that each proposal gets, exactly. `loads` (R, 2) the fewest and most proposals that each
    person reads. `score` (P, R) how well a person can judge a proposal, 0 or more, on one scale for all. `blocked`
    (P, R) true where a conflict of interest forbids the pair.

    `locked` pairs (proposal, person) that stay. `seniors` (P, R) true where the person counts as a senior or topic
    expert for the proposal: each proposal gets at least one; None asks for none. `institutions` one name for each
    person ("" when not known): a proposal gets at most one reader of an institution. `apart` pairs of people who do
    not read the same proposal. `roles` names of roles, the first one's work spread most evenly. `previous` pairs that
    were in force: as many as possible stay, before anything else is considered.
    """

    demand: Ints
    loads: Ints
    score: Floats
    blocked: Bools
    locked: Pairs = ()
    seniors: Bools | None = None
    institutions: Sequence[str] = ()
    apart: Pairs = ()
    roles: Sequence[str] = ()
    previous: Pairs = ()

    def __post_init__(self) -> None:
        shape = (len(self.demand), len(self.loads))
        for name in ("score", "blocked", "seniors"):
            value = getattr(self, name)
            if value is not None and value.shape != shape:
                raise ValueError(f"{name} has the shape {value.shape}; {shape} is wanted.")
        if not np.isfinite(self.score).all() or (self.score < 0).any():
            raise ValueError("Scores are finite numbers, 0 or more.")
        if self.institutions and len(self.institutions) != shape[1]:
            raise ValueError("Every person has one institution, or an empty text.")
        if any(self.blocked[pair] for pair in self.locked):
            raise ValueError("A locked pair is in conflict.")

    @cached_property
    def rest(self) -> "Rest":
        return Rest.of(self)

    @cached_property
    def weights(self) -> Floats:
        """(P,) What makes proposals with fewer readers comparable: the sum of their scores counts as if they had as
        many as the one with most."""
        return self.demand.max(initial=1) / np.maximum(self.demand, 1)


@dataclass(frozen=True, eq=False)
class Rest:
    """What is left to assign once the locked pairs are in place.

    `want` (P,), `low` and `high` (R,) after the locked pairs. `may` (P, R) pairs that conflicts, locked pairs and
    what rules say of these leave open. `base` (P,) and `weights` (P,): a proposal's level is
    weights * (base + the scores of its readers). `needs_senior` (P,). `houses` (R,) the number of each person's
    institution, or -1. `apart` (R, R).
    """

    want: Ints
    low: Ints
    high: Ints
    score: Floats
    may: Bools
    base: Floats
    weights: Floats
    needs_senior: Bools
    seniors: Bools
    houses: Ints
    apart: Bools

    @classmethod
    def of(cls, problem: Problem) -> "Rest":
        locked = np.zeros(problem.score.shape, bool)
        for pair in problem.locked:
            locked[pair] = True
        seniors = np.ones_like(locked) if problem.seniors is None else problem.seniors
        houses, apart = numbered(problem.institutions, len(problem.loads)), apart_matrix(problem)
        taken = locked.sum(0)
        return cls(
            want=problem.demand.astype(np.int64) - locked.sum(1),
            low=np.maximum(problem.loads[:, 0] - taken, 0).astype(np.int64),
            high=(problem.loads[:, 1] - taken).astype(np.int64),
            score=np.asarray(problem.score, np.float64),
            may=~problem.blocked & ~locked & ~_beside(problem, houses, apart),
            base=(problem.score * locked).sum(1).astype(np.float64),
            weights=problem.weights,
            needs_senior=np.zeros(len(locked), bool)
            if problem.seniors is None
            else (problem.demand > 0) & ~(seniors & locked).any(1),
            seniors=seniors,
            houses=houses,
            apart=apart,
        )

    @cached_property
    def ruled(self) -> bool:
        """Whether anything joins a proposal's readers, beyond their number."""
        return bool(self.needs_senior.any() or self.shared_houses.any() or self.apart.any())

    @cached_property
    def shared_houses(self) -> Bools:
        """(R,) True where somebody else is of the same institution."""
        known = self.houses >= 0
        sizes = np.bincount(self.houses[known], minlength=1)
        return known & (sizes[np.maximum(self.houses, 0)] > 1)

    def levels(self, sums: Floats) -> Floats:
        return (self.base + sums) * self.weights


def numbered(institutions: Sequence[str], people: int) -> Ints:
    if not institutions:
        return np.full(people, -1)
    numbers = {name: number for number, name in enumerate(sorted(set(institutions) - {""}))}
    return np.array([numbers.get(name, -1) for name in institutions])


def apart_matrix(problem: Problem) -> Bools:
    matrix = np.zeros((len(problem.loads),) * 2, bool)
    for one, other in problem.apart:
        matrix[one, other] = matrix[other, one] = True
    return matrix


def _beside(problem: Problem, houses: Ints, apart: Bools) -> Bools:
    """(P, R) True where a locked reader of the proposal keeps the person away."""
    away = np.zeros(problem.score.shape, bool)
    for proposal, person in problem.locked:
        away[proposal] |= apart[person]
        if houses[person] >= 0:
            away[proposal] |= houses == houses[person]
    return away
