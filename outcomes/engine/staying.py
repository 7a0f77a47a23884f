"""From one Delphi round to the next: did opinions settle, and who left?

**Stability** looks at people who rated an item in both rounds. `moved` is the net share of people whose rating would
have to change to make the first histogram the second, half the sum of the differences of the nine columns over the
number of people; under 15 % is stable (Scheibe, Skutsch and Schofer 1975, as the criterion is generally told; the
chapter could not be read, so this is our stated definition). `changed` is the share of people whose band (1-3, 4-6,
7-9) changed, which a histogram does not show.

**Attrition** compares those who answered both rounds with those who left after the first, by their mean rating in the
first: where the two differ, what the later round concludes is partly a matter of who stayed. Both definitions are
ours.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

STABLE = 15
"""Percent of people."""

Ratings = Mapping[Hashable, Mapping[Hashable, int]]
"""{person: {item: rating}}."""


@dataclass(frozen=True, slots=True)
class Stability:
    """`both` people rated the item twice; without one the rest is None."""

    item: Hashable
    both: int
    moved: float | None = None
    changed: float | None = None
    is_stable: bool | None = None


@dataclass(frozen=True, slots=True)
class Attrition:
    """`asked`, `first` and `second` count people (`first` and `second` who rated anything); `stayed` rated in both.
    The means are over people, of each one's mean first rating; None where nobody is in that part.
    """

    group: Hashable
    asked: int
    first: int
    second: int
    stayed: int
    mean_stayed: float | None
    mean_left: float | None

    @property
    def left(self) -> int:
        return self.first - self.stayed

    @property
    def difference(self) -> float | None:
        """How much higher those who stayed had rated."""
        if self.mean_stayed is None or self.mean_left is None:
            return None
        return self.mean_stayed - self.mean_left


def stability(items: Sequence[Hashable], first: Ratings, second: Ratings) -> tuple[Stability, ...]:
    """In the order of `items`."""
    return tuple(_stability(item, first, second) for item in items)


def _stability(item: Hashable, first: Ratings, second: Ratings) -> Stability:
    pairs = [
        (given[item], second[person][item])
        for person, given in first.items()
        if item in given and item in second.get(person, {})
    ]
    if not pairs:
        return Stability(item, 0)
    columns = [
        sum(before == step for before, _ in pairs) - sum(after == step for _, after in pairs) for step in range(1, 10)
    ]
    net = sum(map(abs, columns)) // 2
    changed = sum((before - 1) // 3 != (after - 1) // 3 for before, after in pairs)
    return Stability(item, len(pairs), net / len(pairs), changed / len(pairs), 100 * net < STABLE * len(pairs))


def attrition(asked: Mapping[Hashable, Hashable], first: Ratings, second: Ratings) -> tuple[Attrition, ...]:
    """`asked` is {person: group}; a line for each group in its order of appearance, then one for all (None)."""
    lines = [
        _attrition(group, [p for p in asked if asked[p] == group], first, second)
        for group in dict.fromkeys(asked.values())
    ]
    return (*lines, _attrition(None, list(asked), first, second))


def _attrition(group: Hashable, people: Sequence[Hashable], first: Ratings, second: Ratings) -> Attrition:
    began = [person for person in people if first.get(person)]
    stayed = [person for person in began if second.get(person)]
    left = [person for person in began if not second.get(person)]
    return Attrition(
        group,
        len(people),
        len(began),
        sum(bool(second.get(person)) for person in people),
        len(stayed),
        _mean(stayed, first),
        _mean(left, first),
    )


def _mean(people: Sequence[Hashable], ratings: Ratings) -> float | None:
    return fmean(fmean(ratings[person].values()) for person in people) if people else None
