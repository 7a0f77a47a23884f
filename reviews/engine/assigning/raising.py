"""Raising the worst-served proposal, an exchange at a time."""

import numpy as np

from .problem import Floats, Rest
from .search import SLIGHT, Search

WIDE = 2_000
"""Rings of three are looked for among so many slots at most: they need a matrix of slots by slots."""

Move = list[tuple[int, int]]


def raise_worst(search: Search, target: float) -> None:
    """Gives the worst-served proposal a better reader, by a free one, by an exchange of two slots or a ring of three,
    as long as all whom it touches end above where the worst stood, or until the worst stands at `target`.

    It ends: with each move the levels, in ascending order, get lexicographically greater.
    """
    while search.worst < target - SLIGHT:
        levels = np.where(search.counted, search.levels, np.inf)
        slots = np.flatnonzero(search.proposal == levels.argmin()).tolist()
        view = View(search)
        level, move = max((view.single(slot) for slot in slots), key=_level, default=(-np.inf, []))
        if level <= search.worst + SLIGHT and len(search.person) <= WIDE:
            level, move = max((view.ring(slot) for slot in slots), key=_level, default=(-np.inf, []))
        if level <= search.worst + SLIGHT:
            return
        for slot, person in move:
            search.put(slot, person)


def _level(found: tuple[float, Move]) -> float:
    return found[0]


class View:
    """What each exchange would come to, from where the search stands. Moves are (lowest level touched, move)."""

    def __init__(self, search: Search) -> None:
        rest, slots = search.rest, np.arange(len(search.person))
        self.search, self.person = search, search.person
        self.takes = search.takes(slots)
        here = rest.score[search.proposal, search.person]
        weights = rest.weights[search.proposal]
        others = search.levels[search.proposal] - weights * here
        self.level = np.where(self.takes, others[:, None] + weights[:, None] * rest.score[search.proposal], -np.inf)
        self.spare = search.load < rest.high
        self.leaves = (search.load > rest.low)[search.person]

    def single(self, slot: int) -> tuple[float, Move]:
        """A free person in the slot, or the best exchange with another slot."""
        exchange = np.minimum(self.level[slot, self.person], self.level[:, self.person[slot]])
        other = int(exchange.argmax())
        best = (float(exchange[other]), [(slot, int(self.person[other])), (other, int(self.person[slot]))])
        return max(best, self.free(slot), key=_level) if self.leaves[slot] else best

    def free(self, slot: int) -> tuple[float, Move]:
        levels = np.where(self.spare, self.level[slot], -np.inf)
        person = int(levels.argmax())
        return float(levels[person]), [(slot, person)]

    def ring(self, slot: int) -> tuple[float, Move]:
        """The slot takes the reader of a second, which takes that of a third or a free person."""
        first, mine = self.level[slot, self.person], int(self.person[slot])
        between: Floats = self.level[:, self.person]
        last = self.level[:, mine]
        levels = np.minimum(np.minimum(first[:, None], between), last[None, :])
        second, third = np.unravel_index(int(levels.argmax()), levels.shape)
        best = self._move(float(levels[second, third]), slot, int(second), int(self.person[third]))
        best[1].append((int(third), mine))
        if not self.leaves[slot]:
            return best
        chains = np.minimum(first, np.where(self.spare[None, :], self.level, -np.inf).max(1))
        second = chains.argmax()
        return max(best, self._chain(float(chains[second]), slot, int(second)), key=_level)

    def _chain(self, level: float, slot: int, second: int) -> tuple[float, Move]:
        return self._move(level, slot, second, self.free(second)[1][0][1])

    def _move(self, level: float, slot: int, second: int, person: int) -> tuple[float, Move]:
        return level, [(slot, int(self.person[second])), (second, person)]


def best_alone(rest: Rest) -> Floats:
    """(P,) The level of each proposal if it alone chose its readers: no assignment serves it better."""
    ordered = -np.sort(-np.where(rest.may, rest.score, 0.0), axis=1)
    sums = np.concatenate([np.zeros((len(rest.want), 1)), np.cumsum(ordered, axis=1)], axis=1)
    return rest.levels(sums[np.arange(len(rest.want)), rest.want])
