"""Where an item stands, whatever the method, and how places are given.

Places are counted from 1; equal scores share a place and the next is counted on (1, 2, 2, 4). Scores are rounded to
nine decimals before they are compared, so that the order in which ballots arrive decides no tie.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

DIGITS = 9


@dataclass(frozen=True, slots=True)
class Standing:
    """`place` and `score` are None for an item that nobody rated, and `place` for one that the method does not rank.

    `low` and `high` are the ends of the score's interval, `best` and `worst` those of the place's, `chance` the share
    of draws in which the item was among the first places asked for; all None where there is no interval. `voters` are
    the people who gave it an answer, `agreement` a share from 0 to 1, `verdict` the method's own word for it.
    """

    item: Hashable
    place: int | None = None
    score: float | None = None
    low: float | None = None
    high: float | None = None
    best: int | None = None
    worst: int | None = None
    chance: float | None = None
    voters: int = 0
    agreement: float | None = None
    verdict: str = ""

    def is_contested(self, top: int) -> bool:
        """Whether another draw of voters could move it over the line below the first `top` places."""
        return self.best is not None and self.worst is not None and self.best <= top < self.worst


def places(scores: Mapping[Hashable, float], *, lowest_first: bool = False) -> dict[Hashable, int]:
    """{item: place}, the highest score first unless `lowest_first`; empty for no scores."""
    rounded = {item: round(score, DIGITS) for item, score in scores.items()}
    ordered = sorted(rounded.values(), reverse=not lowest_first)
    first: dict[float, int] = {}
    for at, score in enumerate(ordered, start=1):
        first.setdefault(score, at)
    return {item: first[score] for item, score in rounded.items()}


def shared_places(scores: Mapping[Hashable, float]) -> dict[Hashable, float]:
    """{item: place}, the highest score first, where equal scores share the mean of the places they take together
    (1, 2.5, 2.5, 4), so that the sum of all places never depends on ties."""
    rounded = {item: round(score, DIGITS) for item, score in scores.items()}
    first = places(scores)
    counts: dict[float, int] = {}
    for score in rounded.values():
        counts[score] = counts.get(score, 0) + 1
    return {item: first[item] + (counts[score] - 1) / 2 for item, score in rounded.items()}
