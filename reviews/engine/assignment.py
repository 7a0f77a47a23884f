"""Who reads what: readers for the proposals of a stage.

Two modes. *total*: the sum of the scores is as high as can be. *fair*: first the worst-served proposal is raised as
high as can be, then the total is, while no proposal falls below `floor` times what the worst came to (the chair's
slider, 0 to 1; Stelmakh, Shah, Singh, JMLR 22 (2021) and Kobren, Saha, McCallum, KDD 2019 say why). A proposal's
level is the sum of its readers' scores, as if every proposal had as many readers as the one with most.

Without rules *total* is one flow of least cost, and exact. Otherwise a flow starts, turns of one slot of each
proposal better it (see `assigning/search.py`), exchanges raise the worst (`raising.py`), and at the size of a
committee an integer programme proves the result or improves it (`model.py`). `bound` is of the first aim: of the
total in mode *total*, of the worst level in mode *fair*; `ceiling` bounds the total in both, without any floor.

Where there is no assignment, the answer is a `Shortage`, which says why and what would help.

The same question, seed and seconds give the same answer anywhere: no clock ends a search. `seconds` is what a modern
core needs, about. Errors: ValueError for a question that contradicts itself (see `Problem`), a floor outside 0..1 or
an unknown mode.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from time import process_time

import numpy as np

from .assigning.committee import WORK, Standing, any_assignment, enriched, raised, reached, small
from .assigning.flow import Found, best_flow
from .assigning.problem import Problem
from .assigning.raising import best_alone, raise_worst
from .assigning.roles import roles
from .assigning.search import SLIGHT, Search, gain, mend
from .assigning.shortage import Fix, Shortage, shortage

__all__ = ["MODES", "Fix", "Problem", "Shortage", "Solution", "solve"]

MODES = ("total", "fair")
TURNS = 1.5e6
"""Cells (proposals by people) that a search turns over in a second of one core, about."""
FEWEST_AND_MOST = (8, 400)
"""Turns of a search, whatever the size."""


@dataclass(frozen=True, slots=True)
class Solution:
    """`pairs` (proposal, person) in order, the locked ones too. `total` of the scores, `worst` level of a proposal.
    `bound` of the mode's first aim, `ceiling` of the total. `attained`: the worst level before a floor was taken of
    it (infinite in mode *total*). `proven`: no worst level could be higher than that (in mode *fair*), and no total
    above the floor. `seconds` of computing. `roles` {(proposal, person): role}.
    """

    pairs: tuple[tuple[int, int], ...]
    total: float
    worst: float
    bound: float
    ceiling: float
    attained: float
    proven: bool
    seconds: float
    roles: Mapping[tuple[int, int], str]


def solve(
    problem: Problem, *, mode: str = "fair", floor: float = 1.0, seed: int = 0, seconds: float = 2.0
) -> Solution | Shortage:
    """The assignment, or what keeps it from being."""
    if mode not in MODES or not 0 <= floor <= 1:
        raise ValueError("The mode is total or fair, and the floor a share from 0 to 1.")
    begun = process_time()
    asked = keeping(problem, seed, seconds) if problem.previous else problem
    found = Desk(asked, seed, seconds).answer(mode, floor)
    if isinstance(found, Shortage):
        return found
    return _solution(asked, found, mode, begun)


def keeping(problem: Problem, seed: int, seconds: float) -> Problem:
    """The problem with as many of its previous pairs locked as an assignment can keep."""
    kept = np.zeros(problem.score.shape)
    for pair in problem.previous:
        kept[pair] = 1.0
    much = (float(problem.score.max(initial=0.0)) + 1) * (int(problem.demand.sum()) + 1)
    search = Desk(problem, seed, seconds).begin(best_flow(problem.rest, problem.rest.score + kept * much))
    if isinstance(search, Shortage):
        return problem
    pairs = zip(*(side.tolist() for side in search.pairs), strict=True)
    return replace(problem, locked=(*problem.locked, *(pair for pair in pairs if kept[pair])), previous=())


def _solution(problem: Problem, standing: Standing, mode: str, begun: float) -> Solution:
    rest = problem.rest
    search = Search(rest, *standing.pairs)
    free = zip(*(side.tolist() for side in standing.pairs), strict=True)
    pairs = tuple(sorted({*free, *problem.locked}))
    base = float(rest.base.sum())
    asked = problem.demand > 0
    settled = search.levels.min(where=asked & ~search.counted, initial=np.inf)
    worst_bound = min(standing.worst_bound, float(settled)) if asked.any() else 0.0
    return Solution(
        pairs=pairs,
        total=search.total + base,
        worst=float(search.levels[asked].min()) if asked.any() else 0.0,
        bound=worst_bound if mode == "fair" else standing.total_bound + base,
        ceiling=standing.ceiling + base,
        attained=standing.attained,
        proven=standing.proven(rest),
        seconds=process_time() - begun,
        roles=roles(pairs, problem.roles, rest.score),
    )


class Desk:
    """One question at work, with its chance and with how much may be spent on it."""

    def __init__(self, problem: Problem, seed: int, seconds: float) -> None:
        self.problem, self.rest, self.seed = problem, problem.rest, seed
        self.chance = np.random.default_rng(seed)
        self.turns = int(np.clip(TURNS * seconds / max(self.rest.may.size, 1), *FEWEST_AND_MOST))
        self.work = seconds * WORK

    def answer(self, mode: str, floor: float) -> Standing | Shortage:
        search = self.begin(best_flow(self.rest, self.rest.score))
        if isinstance(search, Shortage):
            return search
        return self.fair(search, floor) if mode == "fair" else self.total(search)

    def begin(self, pairs: Found) -> Search | Shortage:
        """A search that obeys all rules, from the pairs of a flow."""
        if pairs is not None:
            search = Search(self.rest, *pairs)
            if mend(search, self.rest.score, self.chance, self.turns):
                return search
        found = shortage(self.problem) or any_assignment(self.problem, self.seed, self.work)
        return found if isinstance(found, Shortage) else Search(self.rest, *found)

    @cached_property
    def ceiling(self) -> float:
        """The total of the flow, which knows no floor and relaxes the rules."""
        pairs = best_flow(self.rest, self.rest.score)
        return Search(self.rest, *pairs).total if pairs else 0.0

    def total(self, search: Search) -> Standing:
        ceiling = self.ceiling if self.rest.ruled else search.total
        if not reached(search.total, ceiling):
            gain(search, -np.inf, self.chance, self.turns)
        standing = Standing(search.pairs, np.inf, ceiling, -np.inf, ceiling)
        return enriched(self.rest, standing, self.seed, 2 * self.work) if small(self.rest) else standing

    def fair(self, richest: Search, floor: float) -> Standing:
        ceiling = self.ceiling if self.rest.ruled else richest.total
        target = best_alone(self.rest).min(where=richest.counted, initial=np.inf)
        raising = self.begin(best_flow(self.rest, np.sqrt(self.rest.score)))
        search = richest if isinstance(raising, Shortage) else raising
        raise_worst(search, target)
        standing = Standing(search.pairs, float(target), ceiling, -np.inf, ceiling)
        if small(self.rest):
            standing = raised(self.rest, standing, self.seed, self.work)
        return self.above(standing, richest, floor)

    def above(self, standing: Standing, richest: Search, floor: float) -> Standing:
        """The highest total with every level at `floor` times the worst of the standing, at least."""
        search = Search(self.rest, *standing.pairs)
        attained = search.worst
        lowest = floor * attained
        if richest.worst >= lowest - SLIGHT and richest.total > search.total:
            search = richest
        if not reached(search.total, standing.total_bound):
            gain(search, lowest, self.chance, self.turns)
        standing = replace(standing, pairs=search.pairs, floor=lowest, attained=attained)
        return enriched(self.rest, standing, self.seed, self.work) if small(self.rest) else standing
