"""What a calibration is given and what it finds: marks, merits, offsets. See `calibration.py` for how."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reviews.engine.links import Graph

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

VERSION = "shrunken offsets, 1"
ENOUGH = 3
"""Below so many shared readings no adjustment of a reader is shown."""
SURE, UNLIKELY = 0.9, 0.1
Z80, Z90 = 1.2816, 1.6449
"""Half widths of the 80 and 90 % interval of a normal, in standard deviations."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One reading: the `score` that a reviewer gave a proposal. `weight` 1 unless the committee defines it."""

    proposal: Hashable
    reviewer: Hashable
    score: float
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Merit:
    """A proposal: `raw` is the plain mean of its scores, `merit` the adjusted one on the same scale with its standard
    error, `p_top` the probability of being among the best K, `rank` the expected place, counted from 1, and `best`
    and `worst` the ends of its 90 % interval.
    """

    proposal: Hashable
    readings: int
    raw: float
    merit: float
    error: float
    p_top: float
    rank: float
    best: float
    worst: float

    @property
    def low(self) -> float:
        """The 90 % interval's lower end on the common scale, from 0; `high` its upper, to 100."""
        return max(0.0, self.interval90[0])

    @property
    def high(self) -> float:
        return min(100.0, self.interval90[1])

    @property
    def interval80(self) -> tuple[float, float]:
        return self.merit - Z80 * self.error, self.merit + Z80 * self.error

    @property
    def interval90(self) -> tuple[float, float]:
        return self.merit - Z90 * self.error, self.merit + Z90 * self.error


@dataclass(frozen=True, slots=True)
class Offset:
    """A reviewer: how much above her colleagues she scores the same proposals, in points, with its standard error.
    `shared` counts her readings of proposals that somebody else read too; `trust` is the share of the plain
    difference that is believed.
    """

    reviewer: Hashable
    readings: int
    shared: int
    offset: float
    error: float
    trust: float

    @property
    def is_shown(self) -> bool:
        return self.shared >= ENOUGH

    @property
    def interval90(self) -> tuple[float, float]:
        return self.offset - Z90 * self.error, self.offset + Z90 * self.error


@dataclass(frozen=True)
class Calibration:
    """`merits` in the order in which proposals first appear, `offsets` in that of reviewers. `draws` has a row for
    each of `merits` and a column for each draw of the posterior. `noise` is the standard deviation that is left
    between readers of one proposal. `top` is K, at most the number of proposals.
    """

    merits: tuple[Merit, ...]
    offsets: tuple[Offset, ...]
    graph: Graph
    mean: float
    noise: float
    top: int
    seed: int
    draws: "NDArray[numpy.float64]" = field(compare=False, repr=False)
    version: str = VERSION


def band_of(p_top: float) -> str:
    """clear accept, discuss or clear decline."""
    if p_top >= SURE:
        return "accept"
    return "decline" if p_top <= UNLIKELY else "discuss"
