"""CHNRI: optimism about each idea, criterion by criterion (Rudan et al. 2008, doi:10.3325/cmj.2008.49.720).

People answer for each idea and criterion 1 (yes), 0 (no), 0.5 (informed, but undecided) or leave it blank (not
informed enough); criteria are data. The steps are those of the paper (its steps ix to xiii: intermediate scores,
stakeholders' weights, overall scores and ranks, agreement). The formulas, as we state them:

    S(i, c) = sum of the answers / number of answers that are not blank
    RPS(i)  = sum over c of w(c) S(i, c) / sum over c of w(c)
    AEA(i)  = mean over c of (people who gave the most frequent answer to c / people who answered c)

A criterion that nobody answered for an idea is left out of that idea's sums, with its weight, and the idea is marked
partial. Whether blanks count in the agreement's denominator is a setting: where they do, a blank is an answer of its
own that may be the most frequent one. Scores are shares from 0 to 1.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean

from outcomes.engine.bootstrap import Spread, mean_spreads, standing
from outcomes.engine.standing import Standing, places

YES, UNDECIDED, NO = 1.0, 0.5, 0.0
VALUES = (YES, UNDECIDED, NO)


@dataclass(frozen=True, slots=True)
class Criterion:
    """`weight` is what the stakeholders gave it, zero or above; 1 for each where nobody weighed them."""

    key: Hashable
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person said of one idea under one criterion; `value` None is a blank, given as one."""

    person: Hashable
    item: Hashable
    criterion: Hashable
    value: float | None


@dataclass(frozen=True, slots=True)
class Setting:
    """What was fixed before the first round. `top` is the line that contested places are measured at."""

    criteria: tuple[Criterion, ...]
    blanks_count: bool = False
    top: int = 10
    seed: int = 1

    def __post_init__(self) -> None:
        """ValueError, in words for the page: weights that order nothing."""
        if not self.criteria:
            raise ValueError("A CHNRI exercise needs at least one criterion.")
        if any(each.weight < 0 for each in self.criteria):
            raise ValueError("A criterion's weight cannot be below zero.")
        if not any(each.weight for each in self.criteria):
            raise ValueError("The weights of the criteria sum to zero, so that nothing would count.")


@dataclass(frozen=True, slots=True)
class Idea:
    """An idea's standing with what it is made of. `counts` is {criterion: {answer: people}}, None for blanks."""

    standing: Standing
    by_criterion: Mapping[Hashable, float | None]
    counts: Mapping[Hashable, Mapping[float | None, int]] = field(compare=False)

    @property
    def is_partial(self) -> bool:
        return None in self.by_criterion.values()


def score(items: Sequence[Hashable], answers: Iterable[Answer], setting: Setting) -> tuple[Idea, ...]:
    """An idea for each of `items`, best first and those that nobody scored last. Answers to other items or criteria
    are left out; of two by one person to one question the later counts. ValueError for an answer off the scale.
    """
    keys = [each.key for each in setting.criteria]
    given = _given(items, answers, keys)
    counts = {item: {key: Counter(given[item][key].values()) for key in keys} for item in items}
    by_criterion = {item: {key: mean_of(counts[item][key]) for key in keys} for item in items}
    scores = {item: value for item in items if (value := overall(by_criterion[item], setting.criteria)) is not None}
    place, spread = places(scores), _spreads(items, given, setting)
    ideas = []
    for item in items:
        said = {person for by in given[item].values() for person, value in by.items() if value is not None}
        found = standing(
            item,
            place.get(item),
            scores.get(item),
            spread.get(item),
            voters=len(said),
            agreement=agreement_of(counts[item], blanks_count=setting.blanks_count),
        )
        ideas.append(Idea(found, by_criterion[item], counts[item]))
    return tuple(sorted(ideas, key=lambda idea: idea.standing.place or len(ideas) + 1))


def mean_of(counts: Mapping[float | None, int]) -> float | None:
    """A criterion's score; None where every answer is blank."""
    said = sum(count for value, count in counts.items() if value is not None)
    return sum((value or 0.0) * count for value, count in counts.items()) / said if said else None


def overall(by_criterion: Mapping[Hashable, float | None], criteria: Sequence[Criterion]) -> float | None:
    """The research priority score; None where no criterion that counts was answered."""
    known = [(each.weight, by_criterion[each.key]) for each in criteria if by_criterion[each.key] is not None]
    weight = sum(each for each, _ in known)
    return sum(each * (value or 0.0) for each, value in known) / weight if weight else None


def agreement_of(
    counts: Mapping[Hashable, Mapping[float | None, int]], *, blanks_count: bool = False
) -> float | None:
    """The average expert agreement, over the criteria that anybody answered."""
    shares = []
    for by_answer in counts.values():
        counted = [count for value, count in by_answer.items() if blanks_count or value is not None]
        if any(counted):
            shares.append(max(counted) / sum(counted))
    return fmean(shares) if shares else None


Given = dict[Hashable, dict[Hashable, dict[Hashable, float | None]]]


def _given(items: Sequence[Hashable], answers: Iterable[Answer], keys: Sequence[Hashable]) -> Given:
    """{item: {criterion: {person: value}}}."""
    given: Given = {item: {key: {} for key in keys} for item in items}
    for each in answers:
        if each.value is not None and each.value not in VALUES:
            raise ValueError(f"{each.value} is no answer: CHNRI knows 1, 0.5, 0 and blank.")
        if each.item in given and each.criterion in given[each.item]:
            given[each.item][each.criterion][each.person] = each.value
    return given


def _spreads(items: Sequence[Hashable], given: Given, setting: Setting) -> dict[Hashable, Spread]:
    people = dict.fromkeys(person for by in given.values() for said in by.values() for person in said)
    keys = [each.key for each in setting.criteria]
    table = [[given[item][key].get(person) for item in items for key in keys] for person in people]
    return mean_spreads(table, items, [each.weight for each in setting.criteria], top=setting.top, seed=setting.seed)
