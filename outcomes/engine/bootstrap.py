"""How sure a score and a place are: other people from the same crowd, drawn again and again.

The nonparametric bootstrap with percentile intervals (Efron 1979, doi:10.1214/aos/1176344552). Each draw takes as
many people as there are, with replacement; all answers of one person are drawn together. Where groups count apart, a
draw is made within each of them, so that no group is larger than it was. The interval holds the middle `MIDDLE` of
draws, and the score itself.

People are put in the order of their answers before anything is drawn, so that neither their names nor the order in
which they are listed changes the result; one seed gives one result.
"""

import random
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from outcomes.engine.standing import Standing, places

DRAWS = 400
MIDDLE = 0.9
ENOUGH = 3
"""With fewer people a draw tells nothing, and no interval is given."""

Scores = Mapping[Hashable, float]


@dataclass(frozen=True, slots=True)
class Spread:
    """The ends of the interval of a score and of a place, and the share of draws with a place up to `top`."""

    low: float
    high: float
    best: int
    worst: int
    chance: float


def standing(
    item: Hashable,
    place: int | None,
    score: float | None,
    spread: Spread | None,
    *,
    voters: int,
    agreement: float | None = None,
) -> Standing:
    """With its intervals, which always hold what was found: scores made of ranks lie at the end of their draws, or
    beyond, where nearly everybody agrees."""
    if spread is None or score is None or place is None:
        return Standing(item, place, score, voters=voters, agreement=agreement)
    return Standing(
        item,
        place,
        score,
        low=min(spread.low, score),
        high=max(spread.high, score),
        best=min(spread.best, place),
        worst=max(spread.worst, place),
        chance=spread.chance,
        voters=voters,
        agreement=agreement,
    )


def crowds[Ballot](groups: Sequence[Sequence[Ballot]], *, seed: int, draws: int = DRAWS) -> list[list[list[Ballot]]]:
    """`draws` times other people of each group, in the order in which the groups and people are given."""
    drawing = random.Random(seed)  # noqa: S311  a draw that anybody can repeat, no secret
    return [[drawing.choices(ballots, k=len(ballots)) for ballots in groups] for _ in range(draws)]


def spreads(drawn: Iterable[Scores], *, top: int, lowest_first: bool = False) -> dict[Hashable, Spread]:
    """{item: Spread} of the scores of each draw. An item that a draw did not score has the interval of the others."""
    seen: dict[Hashable, list[tuple[float, int]]] = {}
    for scores in drawn:
        for item, place in places(scores, lowest_first=lowest_first).items():
            seen.setdefault(item, []).append((scores[item], place))
    return {item: _spread(values, top) for item, values in seen.items()}


def mean_spreads(
    table: Sequence[Sequence[float | None]],
    items: Sequence[Hashable],
    weights: Sequence[float],
    *,
    top: int,
    seed: int,
    draws: int = DRAWS,
) -> dict[Hashable, Spread]:
    """Of scores that are weighted means of means. `table` has a row for each person and in it, for each of `items`, a
    value for each of `weights`, None where she gave none; at least one weight is above zero. Empty below `ENOUGH`.
    """
    if len(table) < ENOUGH or not items:
        return {}
    import numpy as np  # heavy, and wanted by results only

    rows = sorted(table, key=lambda row: [-1.0 if value is None else value for value in row])
    values = np.array([[np.nan if value is None else value for value in row] for row in rows], dtype=float)
    given = ~np.isnan(values)
    chosen = np.random.default_rng(seed).integers(len(rows), size=(draws, len(rows)))
    times = np.apply_along_axis(np.bincount, 1, chosen, minlength=len(rows)).astype(float)
    counts = (times @ given).reshape(draws, len(items), len(weights))
    sums = (times @ np.nan_to_num(values)).reshape(draws, len(items), len(weights))
    heavy = np.where(counts > 0, np.array(weights), 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        scores = (np.where(counts > 0, sums / counts, 0.0) * heavy).sum(axis=2) / heavy.sum(axis=2)
    drawn = [
        {item: score for item, score in zip(items, row, strict=True) if score == score} for row in scores.tolist()
    ]
    return spreads(drawn, top=top)


def _spread(values: Sequence[tuple[float, int]], top: int) -> Spread:
    scores, ranks = sorted(score for score, _ in values), sorted(place for _, place in values)
    cut = int(len(values) * (1 - MIDDLE) / 2)
    chance = sum(place <= top for place in ranks) / len(ranks)
    return Spread(scores[cut], scores[-1 - cut], ranks[cut], ranks[-1 - cut], chance)
