"""An assignment that is being bettered: n slots, each a proposal that a person reads, and what may change."""

import numpy as np

from .flow import best_single
from .problem import Bools, Floats, Ints, Rest

SLIGHT = 1e-9
IDLE = 24
"""So many turns in a row without a gain end a search."""


class Search:
    """`proposal`, `person` (n,); `sums` (P,) the scores of free readers; `load` (R,); `has` (P, R)."""

    def __init__(self, rest: Rest, proposals: Ints, people: Ints) -> None:
        order = np.lexsort((people, proposals))
        self.rest, self.proposal, self.person = rest, proposals[order], people[order]
        proposal, person = self.proposal, self.person
        self.has = np.zeros(rest.may.shape, bool)
        self.has[proposal, person] = True
        self.sums = np.bincount(proposal, rest.score[proposal, person], minlength=len(rest.want))
        self.load = np.bincount(person, minlength=len(rest.low))
        self.counted = rest.want > 0

    @property
    def pairs(self) -> tuple[Ints, Ints]:
        return self.proposal.copy(), self.person.copy()

    @property
    def total(self) -> float:
        return float(self.sums.sum())

    @property
    def levels(self) -> Floats:
        """(P,) How well each proposal is served; one without free readers cannot be served otherwise."""
        return self.rest.levels(self.sums)

    @property
    def worst(self) -> float:
        return float(self.levels.min(where=self.counted, initial=np.inf))

    def put(self, slot: int, person: int) -> None:
        proposal, before = self.proposal[slot], self.person[slot]
        self.has[proposal, before] = False
        self.has[proposal, person] = True
        self.sums[proposal] += self.rest.score[proposal, person] - self.rest.score[proposal, before]
        self.load[before] -= 1
        self.load[person] += 1
        self.person[slot] = person

    def open(self, slots: Ints) -> Bools:
        """(len(slots), R) True where the person may take the slot in place of who has it, before rules."""
        rows = self.proposal[slots]
        return self.rest.may[rows] & ~self.has[rows]

    def broken(self, slots: Ints) -> Ints:
        """(len(slots), R) how many rules the person in the slot would break with the proposal's other readers."""
        rest, rows, now = self.rest, self.proposal[slots], self.person[slots]
        count = np.zeros((len(slots), len(rest.low)), np.int64)
        if rest.shared_houses.any():
            houses = np.zeros((len(rest.want), rest.houses.max() + 1), np.int64)
            known = rest.houses[self.person] >= 0
            np.add.at(houses, (self.proposal[known], rest.houses[self.person[known]]), 1)
            same = (rest.houses[now][:, None] == rest.houses[None, :]) & (rest.houses[now] >= 0)[:, None]
            count += (houses[rows][:, np.maximum(rest.houses, 0)] - same) * (rest.houses >= 0)[None, :]
        if rest.apart.any():
            count += (self.has[rows].astype(np.float32) @ rest.apart.astype(np.float32)).astype(
                np.int64
            ) - rest.apart[now]
        if rest.needs_senior.any():
            others = (self.has[rows] & rest.seniors[rows]).sum(1) - rest.seniors[rows, now]
            count += (rest.needs_senior[rows] & (others == 0))[:, None] & ~rest.seniors[rows]
        return count

    def breaks(self) -> int:
        """How many rules the slots break now, counted from each slot."""
        if not self.rest.ruled:
            return 0
        slots = np.arange(len(self.person))
        return int(self.broken(slots)[slots, self.person].sum())

    def takes(self, slots: Ints) -> Bools:
        """(len(slots), R) True where the person may take the slot and no rule is broken."""
        taking = self.open(slots)
        return taking & (self.broken(slots) == 0) if self.rest.ruled else taking


def mend(search: Search, value: Floats, chance: np.random.Generator, turns: int) -> bool:
    """Turns slots until no rule is broken; False when it did not come to that."""
    heavy = float(value.max(initial=1.0)) * 4 + 1
    for _ in range(turns):
        if not search.breaks():
            return True
        turn(search, chance, value, penalty=heavy)
    return not search.breaks()


def gain(search: Search, floor: float, chance: np.random.Generator, turns: int) -> None:
    """Raises the total while every proposal keeps the level `floor`; never ends below where it began."""
    idle = 0
    for _ in range(turns):
        before = search.total
        turn(search, chance, search.rest.score, floor=floor)
        idle = 0 if search.total > before + SLIGHT else idle + 1
        if idle >= IDLE:
            return


def turn(
    search: Search,
    chance: np.random.Generator,
    value: Floats,
    *,
    floor: float = -np.inf,
    penalty: float = 0.0,
) -> None:
    """Takes one slot of each proposal and gives them all anew, at best `value`.

    As one slot of a proposal changes at a time, its level and its rules look at one person alone: they say which arcs
    there are. The best of all exchanges, rings and chains together is then a flow (a very large neighbourhood:
    Ahuja, Ergun, Orlin, Punnen 2002).
    """
    slots = one_slot_each(search, chance)
    rest, rows, now = search.rest, search.proposal[slots], search.person[slots]
    own = (np.arange(len(slots)), now)
    may = search.open(slots)
    may[own] = True
    worth = value[rows]
    if rest.ruled:
        broken = search.broken(slots)
        may &= (broken == 0) if not penalty else True
        worth = worth - penalty * broken
    others = search.sums[rows] - rest.score[rows, now]
    levels = (rest.base[rows] + others)[:, None] * rest.weights[rows][:, None] + (
        rest.score[rows] * rest.weights[rows][:, None]
    )
    may &= levels >= floor - SLIGHT
    may[own] = True
    elsewhere = search.load - np.bincount(now, minlength=len(rest.low))
    found = best_single(may, worth, np.maximum(rest.low - elsewhere, 0), rest.high - elsewhere)
    if found is not None:
        for row, person in zip(*found, strict=True):
            if now[row] != person:
                search.put(int(slots[row]), int(person))


def one_slot_each(search: Search, chance: np.random.Generator) -> Ints:
    """One slot of each proposal that has any, by chance."""
    sizes = search.rest.want[search.counted]
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
    return starts + chance.integers(0, sizes)
