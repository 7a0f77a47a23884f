"""Methods in which each person names a few items: ranked (nominal group) or with dots.

**Nominal group technique** (Delbecq and Van de Ven 1971, doi:10.1177/002188637100700404): after silent writing, a
round of naming and a discussion, each person alone ranks her `picks` best items; the first gets `picks` points, the
next one less, and so on, and the points of all are added. **Dot voting** has no source that we follow; our stated
definition: each person has a number of dots, may put up to a cap on one item, and the dots of an item are counted. It
screens a long list and is no final ranking. **Unranked** gives no place and no score, and lists items by their words.

Scores are sums; their intervals are those of the mean points for each person, times the people who voted.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace

from outcomes.engine.bootstrap import mean_spreads, standing
from outcomes.engine.standing import Standing, places

Ballot = Mapping[Hashable, int]
"""{item: its place on one person's list, from 1} or {item: dots}."""


def nominal(
    items: Sequence[Hashable], ballots: Sequence[Ballot], *, picks: int, top: int, seed: int = 1
) -> tuple[Standing, ...]:
    """Best first; an item that nobody picked has 0 points. ValueError for a ballot that `check_ranks` refuses."""
    for ballot in ballots:
        check_ranks(ballot, picks)
    return _summed(items, [{item: picks + 1 - rank for item, rank in each.items()} for each in ballots], top, seed)


def dots(
    items: Sequence[Hashable], ballots: Sequence[Ballot], *, each: int, cap: int, top: int, seed: int = 1
) -> tuple[Standing, ...]:
    """Most dots first. ValueError for more than `each` dots of one person, or more than `cap` on one item."""
    for ballot in ballots:
        if any(number < 0 or number > cap for number in ballot.values()):
            raise ValueError(f"On one item there can be 0 to {cap} dots of one person.")
        if sum(ballot.values()) > each:
            raise ValueError(f"One person has {each} dots.")
    return _summed(items, [{item: number for item, number in one.items() if number} for one in ballots], top, seed)


def unranked(items: Sequence[Hashable], words: Mapping[Hashable, str]) -> tuple[Standing, ...]:
    """By the words of the items; no place, since an alphabet is no priority."""
    return tuple(Standing(item) for item in sorted(items, key=lambda item: (words[item].casefold(), words[item])))


def check_ranks(ballot: Ballot, picks: int) -> None:
    """ValueError where a place is named twice, or is none of 1 to `picks`. Places may be left empty."""
    ranks = list(ballot.values())
    if any(rank < 1 or rank > picks for rank in ranks):
        raise ValueError(f"Places go from 1 to {picks}.")
    if len(set(ranks)) < len(ranks):
        raise ValueError("One person's list has two items in one place.")


def _summed(items: Sequence[Hashable], points: Sequence[Ballot], top: int, seed: int) -> tuple[Standing, ...]:
    """Ballots without a point are no votes: nobody is counted who picked none of `items`."""
    voted = [each for each in points if any(item in each for item in items)]
    if not voted:
        return tuple(Standing(item) for item in items)
    sums = {item: float(sum(each.get(item, 0) for each in voted)) for item in items}
    table = [[float(each.get(item, 0)) for item in items] for each in voted]
    place, sure = places(sums), mean_spreads(table, items, [1.0], top=top, seed=seed)
    standings = []
    for item in items:
        chosen = sum(item in each for each in voted)
        spread = sure.get(item)
        found = standing(
            item,
            place[item],
            sums[item],
            replace(spread, low=spread.low * len(voted), high=spread.high * len(voted)) if spread else None,
            voters=chosen,
            agreement=chosen / len(voted),
        )
        standings.append(found)
    return tuple(sorted(standings, key=lambda each: each.place or 0))
