"""The raw ranking of a stage: what readers scored, on one scale, with what is not known about it.

One reading gives one number from 0 to 100. Criteria may have different scales, so each score is first put on the
common one, 100 * (score - lowest) / (highest - lowest), and the reading is their mean weighted by the criteria. A
criterion that a reader left out is left out of her mean, with its weight.

A proposal's score is the plain mean of its readings; its spread is their sample standard deviation (divisor n - 1);
its interval is the two-sided 90 % one for the mean of a normal sample, mean +- t(n - 1) * spread / sqrt(n), where
t is the 95 % quantile of Student's distribution (Student 1908; the table below is that of the NIST/SEMATECH
e-Handbook of Statistical Methods, 1.3.6.7.2), cut at the ends of the scale. Two readings tell little and their
interval shows it; one reading tells nothing about the spread, so it has no interval.

Nothing is corrected for harsh or generous readers here. Cost: one pass over the scores and one sort.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from statistics import fmean, stdev

TOP = 100.0

_T95 = (
    *(6.314, 2.920, 2.353, 2.132, 2.015, 1.943, 1.895, 1.860, 1.833, 1.812),
    *(1.796, 1.782, 1.771, 1.761, 1.753, 1.746, 1.740, 1.734, 1.729, 1.725),
    *(1.721, 1.717, 1.714, 1.711, 1.708, 1.706, 1.703, 1.701, 1.699, 1.697),
)
_Z95 = 1.64485


@dataclass(frozen=True, slots=True)
class Scale:
    """A criterion: whole numbers from `lowest` to `highest` (greater), counted with `weight` (above 0)."""

    criterion: Hashable
    lowest: int
    highest: int
    weight: float = 1.0

    def common(self, score: float) -> float:
        return TOP * (score - self.lowest) / (self.highest - self.lowest)


@dataclass(frozen=True, slots=True)
class Reading:
    """One submitted review: {criterion: score}, the reader's advice or an empty text, and who read."""

    proposal: Hashable
    scores: Mapping[Hashable, int]
    advice: str = ""
    reviewer: Hashable = None


@dataclass(frozen=True, slots=True)
class Line:
    """One proposal in the ranking. `rank` counts from 1 and is shared by equal scores; without a reading it is None,
    as are `mean`, `spread` (below two readings), `low` and `high` (the interval, below two readings).
    """

    proposal: Hashable
    rank: int | None
    readings: int
    mean: float | None
    spread: float | None
    low: float | None
    high: float | None
    by_criterion: Mapping[Hashable, float]
    advice: Mapping[str, int]


def student_t(freedom: int) -> float:
    """The 95 % quantile of Student's t; beyond 30 degrees of freedom by its expansion in 1/freedom
    (Abramowitz and Stegun 26.7.5)."""
    if freedom < 1:
        raise ValueError("Student's t needs at least one degree of freedom.")
    if freedom <= len(_T95):
        return _T95[freedom - 1]
    first = (_Z95**3 + _Z95) / 4
    second = (5 * _Z95**5 + 16 * _Z95**3 + 3 * _Z95) / 96
    return _Z95 + first / freedom + second / freedom**2


def score(reading: Reading, scales: Sequence[Scale]) -> float | None:
    """The reading's number on the common scale, or None when it scored no criterion."""
    scored = [(scale.common(reading.scores[scale.criterion]), scale.weight) for scale in scales_of(reading, scales)]
    if not scored:
        return None
    return sum(value * weight for value, weight in scored) / sum(weight for _, weight in scored)


def scales_of(reading: Reading, scales: Sequence[Scale]) -> list[Scale]:
    return [scale for scale in scales if scale.criterion in reading.scores]


def rank(proposals: Iterable[Hashable], readings: Iterable[Reading], scales: Sequence[Scale]) -> tuple[Line, ...]:
    """A line for each proposal, best first; those without a reading last, in the order given. Readings of other
    proposals are left out.
    """
    of: dict[Hashable, list[Reading]] = defaultdict(list)
    for reading in readings:
        of[reading.proposal].append(reading)
    lines = [_line(proposal, of[proposal], scales) for proposal in proposals]
    best = sorted((line for line in lines if line.mean is not None), key=lambda line: -(line.mean or 0.0))
    return tuple(_ranked(best)) + tuple(line for line in lines if line.mean is None)


def _ranked(best: Sequence[Line]) -> Iterable[Line]:
    place, before = 0, None
    for count, line in enumerate(best, start=1):
        if line.mean != before:
            place, before = count, line.mean
        yield replace(line, rank=place)


def _line(proposal: Hashable, readings: Sequence[Reading], scales: Sequence[Scale]) -> Line:
    numbers = [number for reading in readings if (number := score(reading, scales)) is not None]
    # Rounded, so that equal readings in another order are equal scores and share a rank.
    mean = round(fmean(numbers), 9) if numbers else None
    spread = stdev(numbers) if len(numbers) > 1 else None
    low, high = _interval(mean, spread, len(numbers))
    by_criterion = {
        scale.criterion: fmean(values)
        for scale in scales
        if (values := [reading.scores[scale.criterion] for reading in readings if scale.criterion in reading.scores])
    }
    advice = Counter(reading.advice for reading in readings if reading.advice)
    return Line(proposal, None, len(numbers), mean, spread, low, high, by_criterion, dict(advice))


def _interval(mean: float | None, spread: float | None, count: int) -> tuple[float | None, float | None]:
    if mean is None or spread is None:
        return None, None
    half = student_t(count - 1) * spread / sqrt(count)
    return max(0.0, mean - half), min(TOP, mean + half)
