"""Where groups differ, and what other weights would change. Our stated definitions; they hold for every method.

**Dissent**: a method is run for the people of each group alone. The item's gap is the difference of the highest and
the lowest of these scores; a group in which nobody rated the item is left out.

**Sensitivity**: the order is made again under other weights (each criterion alone left out, each counted twice, all
alike; or without one of the groups), and compared with the one that holds: what enters the first `top` places, what
leaves them, and the share of pairs whose order is the same (pairs that either order ties are left out).
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from outcomes.engine.chnri import Criterion, Idea, overall
from outcomes.engine.standing import DIGITS, places

Scores = Mapping[Hashable, float]


@dataclass(frozen=True, slots=True)
class Dissent:
    """`by_group` has the groups that rated the item; `gap` is None for fewer than two."""

    item: Hashable
    by_group: Mapping[Hashable, float]
    gap: float | None
    highest: Hashable = None
    lowest: Hashable = None


@dataclass(frozen=True, slots=True)
class Shift:
    """Another order of the same items. `entered` and `left` are in the order of the scores that put them there."""

    name: str
    entered: tuple[Hashable, ...]
    left: tuple[Hashable, ...]
    same_order: float | None

    @property
    def changes_nothing(self) -> bool:
        return not self.entered and not self.left


def dissent(items: Sequence[Hashable], by_group: Mapping[Hashable, Scores]) -> tuple[Dissent, ...]:
    """`by_group` is {group: {item: score}}; the widest gap first."""
    lines = [_dissent(item, {g: scores[item] for g, scores in by_group.items() if item in scores}) for item in items]
    return tuple(sorted(lines, key=lambda each: -1.0 if each.gap is None else each.gap, reverse=True))


def _dissent(item: Hashable, scores: Mapping[Hashable, float]) -> Dissent:
    if len(scores) < 2:
        return Dissent(item, scores, None)
    highest, lowest = max(scores, key=lambda g: scores[g]), min(scores, key=lambda g: scores[g])
    gap = round(scores[highest] - scores[lowest], DIGITS)
    return Dissent(item, scores, gap, highest, lowest) if gap else Dissent(item, scores, 0.0)


def shift(name: str, held: Scores, other: Scores, *, top: int) -> Shift:
    """Of items that both orders score."""
    both = [item for item in held if item in other]
    before, after = places({item: held[item] for item in both}), places({item: other[item] for item in both})
    first = {item for item in both if before[item] <= top}
    then = {item for item in both if after[item] <= top}
    pairs = [
        (before[one] - before[two]) * (after[one] - after[two]) > 0
        for one, two in combinations(both, 2)
        if before[one] != before[two] and after[one] != after[two]
    ]
    return Shift(
        name,
        tuple(sorted(then - first, key=lambda item: after[item])),
        tuple(sorted(first - then, key=lambda item: before[item])),
        sum(pairs) / len(pairs) if pairs else None,
    )


def other_weights(ideas: Sequence[Idea], criteria: Sequence[Criterion], *, top: int) -> tuple[Shift, ...]:
    """What CHNRI's order would be with every criterion alike, each left out and each counted twice. A set of
    weights that sums to zero, or that only scales the one that holds, is not tried."""
    held = _scores(ideas, criteria)
    tried = []
    for name, weights in _scenarios(criteria):
        total, now = sum(each.weight for each in weights), sum(each.weight for each in criteria)
        if total and any(one.weight * now != two.weight * total for one, two in zip(weights, criteria, strict=True)):
            tried.append(shift(name, held, _scores(ideas, weights), top=top))
    return tuple(tried)


def _scenarios(criteria: Sequence[Criterion]) -> list[tuple[str, list[Criterion]]]:
    found = [("all criteria alike", [replace(each, weight=1.0) for each in criteria])]
    for word, factor in (("without", 0.0), ("twice", 2.0)):
        for one in criteria:
            weights = [replace(each, weight=each.weight * factor) if each == one else each for each in criteria]
            found.append((f"{word} {one.key}", weights))
    return found


def _scores(ideas: Sequence[Idea], criteria: Sequence[Criterion]) -> dict[Hashable, float]:
    found = {idea.standing.item: overall(idea.by_criterion, criteria) for idea in ideas}
    return {item: score for item, score in found.items() if score is not None}
