"""At the size of a committee: proof that an answer is best, or a better one."""

from dataclasses import dataclass, replace

import numpy as np

from .model import Modelled, fairest, possible, richest
from .problem import Ints, Problem, Rest
from .search import Search
from .shortage import Fix, Shortage

SMALL = 3_000
"""So many open pairs an integer programme is asked about: 60 proposals and 20 people, and more."""
WORK = 0.35
"""Deterministic time of the programme that takes a second of one core, about; each of two aims has half of it."""
CLOSE = 1e-5
"""What lies closer than this, relatively, is equal: scores are whole millionths in the programme."""
RULES = ("institutions", "apart", "seniors")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a search has come: `pairs`, proved bounds of the worst level and of the total above `floor`, and the
    `ceiling` of the total without a floor, all of free readers only; the worst level `attained` before a floor was
    taken of it (in mode *total* nothing is asked of it, and both it and its bound are infinite)."""

    pairs: tuple[Ints, Ints]
    worst_bound: float
    total_bound: float
    floor: float
    ceiling: float
    attained: float = np.inf

    def proven(self, rest: Rest) -> bool:
        highest = reached(self.attained, self.worst_bound)
        return highest and reached(Search(rest, *self.pairs).total, self.total_bound)


def reached(value: float, bound: float) -> bool:
    return value >= bound or value >= bound - CLOSE * max(abs(bound), 1.0)


def small(rest: Rest) -> bool:
    return int(rest.may.sum()) <= SMALL


def raised(rest: Rest, standing: Standing, seed: int, work: float) -> Standing:
    """The worst-served proposal stands higher, or it is proved that it cannot, or how far it might."""
    search = Search(rest, *standing.pairs)
    if reached(search.worst, standing.worst_bound):
        return standing
    found = fairest(rest, standing.pairs, search.worst, standing.worst_bound, seed, work)
    if found.pairs is None:
        return standing
    other = Search(rest, *found.pairs)
    pairs = found.pairs if other.worst > search.worst else standing.pairs
    bound = min(standing.worst_bound, max(search.worst, other.worst, found.bound if not found.proven else 0.0))
    return replace(standing, pairs=pairs, worst_bound=bound)


def enriched(rest: Rest, standing: Standing, seed: int, work: float) -> Standing:
    """The total is higher with every level at the floor at least, or proved highest, or how far it might be."""
    search = Search(rest, *standing.pairs)
    if reached(search.total, standing.total_bound):
        return standing
    found = richest(rest, standing.pairs, standing.floor, seed, work)
    if found.pairs is None:
        return standing
    other = Search(rest, *found.pairs)
    pairs = found.pairs if other.total > search.total else standing.pairs
    bound = min(standing.total_bound, max(search.total, other.total, found.bound if not found.proven else 0.0))
    return replace(standing, pairs=pairs, total_bound=bound)


def any_assignment(problem: Problem, seed: int, work: float) -> tuple[Ints, Ints] | Shortage:
    """Some assignment that obeys all rules; or the rules that stand in the way, each by itself."""
    found = possible(problem.rest, seed, work)
    if found.pairs is not None:
        return found.pairs
    everyone = tuple(np.flatnonzero(problem.rest.want > 0).tolist())
    if not found.impossible:
        return Shortage("time", everyone, (), 0, 0, _relieving(problem.rest, seed, work))
    return Shortage("rules", everyone, (), 0, 0, _relieving(problem.rest, seed, work))


def _relieving(rest: Rest, seed: int, work: float) -> tuple[Fix, ...]:
    """The rules without which there is an assignment."""
    tried: dict[str, Modelled] = {rule: possible(rest, seed, work, **{rule: False}) for rule in RULES}
    return tuple(Fix("rule", rule=rule) for rule, found in tried.items() if found.pairs is not None)
