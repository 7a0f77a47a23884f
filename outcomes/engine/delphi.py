"""Delphi: ratings from 1 to 9, a consensus rule that was named before round 1, and how far people are apart.

1 to 3 is not important, 4 to 6 important, 7 to 9 critical (COMET Handbook 1.0, Williamson et al. 2017,
doi:10.1186/s13063-017-1978-4). The rules, all of which compare whole numbers of people and never rounded percentages:

- `SEVENTY_FIFTEEN`: in, when at least 70 % rate 7-9 and under 15 % rate 1-3; out, when at least 70 % rate 1-3 and
  under 15 % rate 7-9 (doi:10.1016/j.jval.2020.10.002, table 1, its second round).
- `SEVENTY_HALF`: in as before; out, when in each group at most 50 % rate 7-9 (the e-Delphi definition published in
  BMJ Open, bmjopen.bmj.com/highwire/markup/169116).
- `EIGHTY`: at least 80 % in one band is consensus, in for 7-9 and out for 1-3; where the largest band has 41 to 79 %
  the item is asked again; with 40 % or less it is dropped (after PMC10286361, table 2, whose scales differ; the three
  bands are our reading of it).

`per_group` is the stricter use: what makes an item in or out must hold in each group that rated it. Anything else is
no consensus. The grade of agreement looks at the distance from the median (PMC9790819, table 2): perfect, when all
rate 7-9; very good, 80 % within 1 of the median; good, 50 % within 1 or 80 % within 2; some, 50 % within 2 or 80 %
within 3; else none. That table's clauses on the interquartile range and on "dissenting" medians are not used.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean, median, quantiles

from outcomes.engine.bootstrap import mean_spreads, standing
from outcomes.engine.standing import Standing, places

LOWEST, HIGHEST = 1, 9
LOW, HIGH = range(1, 4), range(7, 10)

IN, OUT, NONE, AGAIN, DROPPED = "in", "out", "none", "again", "dropped"
SEVENTY_FIFTEEN, SEVENTY_HALF, EIGHTY = "70-15", "70-50", "80"
PERFECT, VERY_GOOD, GOOD, SOME, NO = "perfect", "very good", "good", "some", "none"

Ratings = Sequence[int]
Groups = Mapping[Hashable, Ratings]


@dataclass(frozen=True, slots=True)
class Rule:
    """`name` is one of the three above."""

    name: str = SEVENTY_FIFTEEN
    per_group: bool = False

    def __post_init__(self) -> None:
        if self.name not in VERDICTS:
            raise ValueError(f"There is no consensus rule called {self.name}.")


@dataclass(frozen=True, slots=True)
class Statement:
    """An item of one round. The shares are of those who rated it, from 0 to 1; `quartiles` are the first and third.
    `standing.score` is the mean rating and `standing.agreement` the share that rated 7-9.
    """

    standing: Standing
    counts: tuple[int, ...]
    """How many people rated 1, 2, ... 9."""
    share_low: float | None = None
    share_high: float | None = None
    median: float | None = None
    quartiles: tuple[float, float] | None = None
    grade: str = ""
    by_group: Mapping[Hashable, tuple[int, float]] | None = None
    """{group: (people, share that rated 7-9)}."""


def summary(
    items: Sequence[Hashable],
    ratings: Mapping[Hashable, Mapping[Hashable, int]],
    groups: Mapping[Hashable, Hashable],
    rule: Rule,
    *,
    top: int,
    seed: int | None = 1,
) -> tuple[Statement, ...]:
    """`ratings` is {person: {item: rating}}, `groups` {person: group}. By the share that rates 7-9, then the mean;
    unrated items last. Without a seed no interval is drawn. ValueError for a rating that is not a whole number from 1
    to 9.
    """
    for value in (value for given in ratings.values() for value in given.values()):
        if value not in range(LOWEST, HIGHEST + 1):
            raise ValueError(f"{value} is no rating: they go from 1 to 9.")
    by_item = {item: _by_group(item, ratings, groups) for item in items}
    means = {item: fmean(values) for item in items if (values := _all(by_item[item]))}
    shares = {item: _share(_all(by_item[item]), HIGH) for item in means}
    place = places({item: shares[item] * 100 + means[item] for item in means})
    table = [[given.get(item) for item in items] for given in ratings.values()]
    sure = {} if seed is None else mean_spreads(table, items, [1.0], top=top, seed=seed)
    statements = []
    for item in items:
        values, spread = _all(by_item[item]), sure.get(item)
        found = standing(
            item, place.get(item), means.get(item), spread, voters=len(values), agreement=shares.get(item)
        )
        found = replace(
            found, verdict=verdict(by_item[item], rule) if values else "", best=None, worst=None, chance=None
        )
        statements.append(_statement(found, by_item[item], values))
    return tuple(sorted(statements, key=lambda each: each.standing.place or len(statements) + 1))


def verdict(by_group: Groups, rule: Rule) -> str:
    """in, out, none; under `EIGHTY` also again and dropped. Groups without a rating are not asked."""
    groups = [values for values in by_group.values() if values]
    values = [value for each in groups for value in each]
    if not values:
        return NONE
    return VERDICTS[rule.name](values, groups, groups if rule.per_group else [values])


def grade(values: Ratings) -> str:
    """How far the ratings are from their median."""
    if all(value in HIGH for value in values):
        return PERFECT
    middle = median(values)

    def within(distance: int, percent: int) -> bool:
        return at_least(sum(abs(value - middle) <= distance for value in values), len(values), percent)

    if within(1, 80):
        return VERY_GOOD
    if within(1, 50) or within(2, 80):
        return GOOD
    return SOME if within(2, 50) or within(3, 80) else NO


def at_least(count: int, of: int, percent: int) -> bool:
    """Whole numbers only: 7 of 10 is 70 %, 69.99 % is not."""
    return 100 * count >= percent * of


def _mirror(values: Ratings, groups: Sequence[Ratings], asked: Sequence[Ratings]) -> str:
    if all(_carried(each, HIGH, LOW) for each in asked):
        return IN
    return OUT if all(_carried(each, LOW, HIGH) for each in asked) else NONE


def _half(values: Ratings, groups: Sequence[Ratings], asked: Sequence[Ratings]) -> str:
    if all(_carried(each, HIGH, LOW) for each in asked):
        return IN
    return OUT if all(100 * _count(each, HIGH) <= 50 * len(each) for each in groups) else NONE


def _eighty(values: Ratings, groups: Sequence[Ratings], asked: Sequence[Ratings]) -> str:
    for band, word in ((HIGH, IN), (LOW, OUT), (range(4, 7), NONE)):
        if all(at_least(_count(each, band), len(each), 80) for each in asked):
            return word
    largest = max(_count(values, band) for band in (LOW, range(4, 7), HIGH))
    return AGAIN if 100 * largest > 40 * len(values) else DROPPED


VERDICTS: dict[str, Callable[[Ratings, Sequence[Ratings], Sequence[Ratings]], str]] = {
    SEVENTY_FIFTEEN: _mirror,
    SEVENTY_HALF: _half,
    EIGHTY: _eighty,
}


def _carried(values: Ratings, band: range, other: range) -> bool:
    return at_least(_count(values, band), len(values), 70) and 100 * _count(values, other) < 15 * len(values)


def _count(values: Ratings, band: range) -> int:
    return sum(value in band for value in values)


def _share(values: Ratings, band: range) -> float:
    return _count(values, band) / len(values)


def _by_group(
    item: Hashable, ratings: Mapping[Hashable, Mapping[Hashable, int]], groups: Mapping[Hashable, Hashable]
) -> dict[Hashable, list[int]]:
    found: dict[Hashable, list[int]] = {}
    for person, given in ratings.items():
        if item in given:
            found.setdefault(groups.get(person), []).append(given[item])
    return found


def _all(by_group: Groups) -> list[int]:
    return [value for values in by_group.values() for value in values]


def _statement(found: Standing, by_group: Groups, values: Ratings) -> Statement:
    counts = tuple(sum(value == step for value in values) for step in range(LOWEST, HIGHEST + 1))
    if not values:
        return Statement(found, counts)
    return Statement(
        found,
        counts,
        _share(values, LOW),
        _share(values, HIGH),
        float(median(values)),
        quartiles_of(values),
        grade(values),
        {group: (len(each), _share(each, HIGH)) for group, each in by_group.items()},
    )


def quartiles_of(values: Ratings) -> tuple[float, float]:
    """First and third, inclusive (Hyndman and Fan's seventh kind); of one value, that value."""
    if len(values) == 1:
        return float(values[0]), float(values[0])
    first, _, third = quantiles(values, n=4, method="inclusive")
    return float(first), float(third)
