"""James Lind Alliance: interim scores in which every group counts the same, and the final workshop's totals.

Source: the JLA Guidebook, chapter 8, "Collating and scoring interim priorities" and "Final priority setting method"
(jla.nihr.ac.uk). Interim: each person chooses and ranks `picks` questions (10); the first gets 10 points, the second
9, down to 1. The points are summed for each group apart (patients and carers, clinicians; sometimes organisations),
the questions ranked within the group and reverse-scored again, and these scores are added. Final: small groups put
all questions in order; the positions are added and the lowest total comes first.

What the guidebook leaves open, as we state it: within a group of answers the question in place p of n gets n + 1 - p;
questions with equal points (as all that nobody of the group chose) share the mean of the places they take together,
so that each group gives away the same sum whatever its ties. A group in which nobody voted gives nothing, and is
named. Equal totals share a place. The agreement is the share of voting groups that have the question among their
first `top`.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from outcomes.engine.bootstrap import ENOUGH, Spread, crowds, spreads, standing
from outcomes.engine.picking import Ballot, check_ranks
from outcomes.engine.standing import Standing, places, shared_places

DRAWS = 200
Points = dict[Hashable, float]


@dataclass(frozen=True, slots=True)
class Interim:
    """`standings` best first; `points` and `scores` are {group: {question: ...}}, as summed and as scored again."""

    standings: tuple[Standing, ...]
    points: Mapping[Hashable, Mapping[Hashable, float]]
    scores: Mapping[Hashable, Mapping[Hashable, float]]
    silent: tuple[Hashable, ...]


def interim(
    items: Sequence[Hashable],
    ballots: Mapping[Hashable, Sequence[Ballot]],
    *,
    picks: int = 10,
    top: int = 10,
    seed: int = 1,
) -> Interim:
    """`ballots` is {group: one ballot a person}; an empty one is no vote. ValueError for a place given twice."""
    voted = {group: [each for each in cast if each] for group, cast in ballots.items()}
    for each in (ballot for cast in voted.values() for ballot in cast):
        check_ranks(each, picks)
    voting = {group: cast for group, cast in voted.items() if cast}
    silent = tuple(group for group in ballots if group not in voting)
    points = {group: points_of(items, cast, picks) for group, cast in voting.items()}
    scores = {group: scored_again(each) for group, each in points.items()}
    if not voting:
        return Interim(tuple(Standing(item) for item in items), {}, {}, silent)
    totals = added(items, scores)
    place = places(totals)
    sure = _spreads(items, list(voting.values()), picks, top, seed)
    within = {group: places(each) for group, each in points.items()}
    standings = []
    for item in items:
        above = sum(points[group][item] > 0 and within[group][item] <= top for group in voting)
        found = standing(
            item,
            place[item],
            totals[item],
            sure.get(item),
            voters=sum(item in each for cast in voting.values() for each in cast),
            agreement=above / len(voting),
        )
        standings.append(found)
    return Interim(tuple(sorted(standings, key=lambda each: each.place or 0)), points, scores, silent)


def points_of(items: Sequence[Hashable], ballots: Sequence[Ballot], picks: int) -> Points:
    """Of one group: reverse points, summed."""
    return {item: float(sum(picks + 1 - each[item] for each in ballots if item in each)) for item in items}


def scored_again(points: Mapping[Hashable, float]) -> Points:
    """A group's ranking, reverse-scored: the first of n questions gets n, the last 1."""
    return {item: len(points) + 1 - place for item, place in shared_places(points).items()}


def added(items: Sequence[Hashable], scores: Mapping[Hashable, Mapping[Hashable, float]]) -> Points:
    return {item: sum(each[item] for each in scores.values()) for item in items}


def final(orders: Sequence[Sequence[Hashable]]) -> tuple[Standing, ...]:
    """Small groups' orders, first question first, into one; `score` is the total of positions, the lowest first.
    `agreement` is left out: three or four groups are too few. ValueError where the groups ordered different
    questions.
    """
    if not orders:
        return ()
    items = list(orders[0])
    if any(len(order) != len(items) or set(order) != set(items) for order in orders) or len(set(items)) < len(items):
        raise ValueError("Every small group has to order the same questions, each of them once.")
    totals = {item: float(sum(order.index(item) + 1 for order in orders)) for item in items}
    place = places(totals, lowest_first=True)
    standings = [Standing(item, place[item], totals[item], voters=len(orders)) for item in items]
    return tuple(sorted(standings, key=lambda each: each.place or 0))


def _spreads(
    items: Sequence[Hashable], cast: Sequence[Sequence[Ballot]], picks: int, top: int, seed: int
) -> dict[Hashable, Spread]:
    if sum(len(each) for each in cast) < ENOUGH:
        return {}
    numbers = {item: at for at, item in enumerate(items)}

    def order(ballot: Ballot) -> list[tuple[int, int]]:
        return sorted((rank, numbers.get(item, -1)) for item, rank in ballot.items())

    in_order = sorted((sorted(each, key=order) for each in cast), key=lambda each: [order(one) for one in each])
    drawn = (
        added(items, {at: scored_again(points_of(items, each, picks)) for at, each in enumerate(crowd)})
        for crowd in crowds(in_order, seed=seed, draws=DRAWS)
    )
    return spreads(drawn, top=top)
