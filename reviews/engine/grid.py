"""The linear algebra of calibration: one cell for each pair of variance ratios, weighed by its marginal likelihood.

With theta = (merits, offsets), incidence X, weights W and D = diag((sf/s)^2, (sb/s)^2), all in units of s^2,

    A = X'WX + D^-1        theta = A^-1 X'W (y - mu)        Cov(theta) = s^2 A^-1

and mu is the generalised least squares mean. A has two diagonal blocks, so the larger is eliminated and only a matrix
of the smaller side is factored (its Schur complement).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

MERIT_RATIOS = (0.25, 0.5, 0.75, 1.0, 1.4, 2.0)
"""sf/s: how much proposals differ, in units of the noise."""
OFFSET_RATIOS = (0.02, 0.15, 0.3, 0.5, 0.75, 1.0, 1.5, 2.2)
"""sb/s: how much readers differ."""
LEAN = 0.5
SHAPE = 2.0
NOISE = 0.1
"""The inverse gamma prior of s^2: its shape, and its mean (NOISE x the span of the scale)^2."""
NEGLIGIBLE = 1e-3
"""A cell with less of the weight is left out."""
BLOCK = 100

Numbers = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True)
class Design:
    """`proposal` and `reviewer` say for each reading which row of the merits and of the offsets it touches; `score`
    is measured from `centre`; `prior` is the scale of the inverse gamma.
    """

    proposal: Places
    reviewer: Places
    score: Numbers
    weight: Numbers
    centre: float
    prior: float

    @classmethod
    def of(
        cls, pairs: Sequence[tuple[int, int]], scores: Sequence[float], weights: Sequence[float], span: float
    ) -> Self:
        places, values, shares = np.array(pairs, dtype=np.intp), np.array(scores, float), np.array(weights, float)
        centre = float(np.average(values, weights=shares))
        return cls(places[:, 0], places[:, 1], values - centre, shares, centre, SHAPE / 2 * (NOISE * span) ** 2)

    @cached_property
    def sizes(self) -> tuple[int, int]:
        return int(self.proposal.max()) + 1, int(self.reviewer.max()) + 1

    @cached_property
    def shares(self) -> tuple[Numbers, Numbers]:
        """The weight of readings of each proposal and of each reviewer."""
        return self.gather(self.weight)

    @cached_property
    def incidence(self) -> Numbers:
        """Weight of the reading of each proposal (row) by each reviewer (column)."""
        found = np.zeros(self.sizes)
        np.add.at(found, (self.proposal, self.reviewer), self.weight)
        return found

    @cached_property
    def sides(self) -> tuple[Numbers, Numbers]:
        """X'W (1, score) for the proposals and for the reviewers."""
        scores = self.gather(self.weight * self.score)
        return np.column_stack([self.shares[0], scores[0]]), np.column_stack([self.shares[1], scores[1]])

    @cached_property
    def sums(self) -> Numbers:
        """(1, score)'W (1, score)."""
        rows = np.column_stack([np.ones_like(self.score), self.score])
        found: Numbers = (rows.T * self.weight) @ rows
        return found

    def gather(self, values: Numbers) -> tuple[Numbers, Numbers]:
        """Sums over the readings of each proposal and of each reviewer; values may have columns."""
        return _summed(self.proposal, values, self.sizes[0]), _summed(self.reviewer, values, self.sizes[1])


def _summed(places: Places, values: Numbers, size: int) -> Numbers:
    order = np.argsort(places, kind="stable")
    starts = np.searchsorted(places[order], np.arange(size))
    return np.add.reduceat(values[order], starts, axis=0)


@dataclass(frozen=True)
class Cell:
    """One pair of ratios and what follows. `mean` is mu measured from the design's centre, `spread` the posterior
    scale b + Q/2 of s^2, `weight` the cell's share of the grid.
    """

    design: Design
    merit_ratio: float
    offset_ratio: float
    evidence: float
    mean: float
    spread: float
    weight: float = 0.0

    @cached_property
    def diagonals(self) -> tuple[Numbers, Numbers]:
        proposals, reviewers = self.design.shares
        return proposals + self.merit_ratio**-2, reviewers + self.offset_ratio**-2

    @cached_property
    def inverse(self) -> Numbers:
        """Of the Schur complement: the smaller side's block of A^-1."""
        return np.linalg.inv(_schur(self.design, *self.diagonals))

    def solve(self, merits: Numbers, offsets: Numbers) -> tuple[Numbers, Numbers]:
        """A^-1 times a right hand side, whose columns may be many."""
        return _solved(self.design, self.diagonals, merits, offsets, lambda one: self.inverse @ one)

    @cached_property
    def estimate(self) -> tuple[Numbers, Numbers]:
        """Merits and offsets, measured from mu."""
        values = self.design.weight * (self.design.score - self.mean)
        return self.solve(*self.design.gather(values))

    @cached_property
    def variances(self) -> tuple[Numbers, Numbers]:
        """Diagonal of A^-1 for merits and offsets, in units of s^2."""
        rows = self.design.incidence
        kept = np.diag(self.inverse)
        if rows.shape[1] <= rows.shape[0]:
            far, other = self.diagonals[0], rows
            return 1 / far + np.einsum("ij,ij->i", other @ self.inverse, other) / far**2, kept
        far, other = self.diagonals[1], rows.T
        return kept, 1 / far + np.einsum("ij,ij->i", other @ self.inverse, other) / far**2

    @property
    def freedom(self) -> float:
        """Posterior shape of s^2."""
        return SHAPE + (len(self.design.score) - 1) / 2

    @property
    def noise(self) -> float:
        """Posterior mean of s^2."""
        return self.spread / (self.freedom - 1)


def cells_of(design: Design) -> list[Cell]:
    """The cells that count, with weights that sum to one."""
    cells = [_cell(design, merit, offset) for merit in MERIT_RATIOS for offset in OFFSET_RATIOS]
    evidence = np.array([cell.evidence for cell in cells])
    weights = np.exp(evidence - evidence.max())
    weights[weights < NEGLIGIBLE * weights.sum()] = 0
    weights /= weights.sum()
    return [
        Cell(design, cell.merit_ratio, cell.offset_ratio, cell.evidence, cell.mean, cell.spread, float(weight))
        for cell, weight in zip(cells, weights, strict=True)
        if weight
    ]


def _cell(design: Design, merit_ratio: float, offset_ratio: float) -> Cell:
    proposals, reviewers = design.shares
    diagonals = proposals + merit_ratio**-2, reviewers + offset_ratio**-2
    schur = _schur(design, *diagonals)
    sides = design.sides
    merits, offsets = _solved(design, diagonals, sides[0], sides[1], lambda one: np.linalg.solve(schur, one))
    inner = sides[0].T @ merits + sides[1].T @ offsets
    sums = design.sums - inner
    mean = float(sums[0, 1] / sums[0, 0])
    spread = design.prior + max(0.0, float(sums[1, 1] - sums[0, 1] * mean)) / 2
    far = diagonals[0] if len(schur) == design.sizes[1] else diagonals[1]
    halves = (
        2 * np.log(merit_ratio) * design.sizes[0]
        + 2 * np.log(offset_ratio) * design.sizes[1]
        + np.log(far).sum()
        + np.linalg.slogdet(schur)[1]
        + np.log(sums[0, 0])
    )
    freedom = SHAPE + (len(design.score) - 1) / 2
    evidence = -halves / 2 - freedom * np.log(spread) - np.log1p((offset_ratio / LEAN) ** 2)
    return Cell(design, merit_ratio, offset_ratio, float(evidence), mean, spread)


def _schur(design: Design, merits: Numbers, offsets: Numbers) -> Numbers:
    rows = design.incidence
    if rows.shape[1] <= rows.shape[0]:
        return np.diag(offsets) - (rows.T / merits) @ rows
    return np.diag(merits) - (rows / offsets) @ rows.T


def _solved(
    design: Design,
    diagonals: tuple[Numbers, Numbers],
    merits: Numbers,
    offsets: Numbers,
    near: Callable[[Numbers], Numbers],
) -> tuple[Numbers, Numbers]:
    """Eliminate the larger side, solve the smaller with `near`, put back."""
    rows = design.incidence
    if rows.shape[1] <= rows.shape[0]:
        kept = near(offsets - rows.T @ _over(merits, diagonals[0]))
        return _over(merits - rows @ kept, diagonals[0]), kept
    kept = near(merits - rows @ _over(offsets, diagonals[1]))
    return kept, _over(offsets - rows.T @ kept, diagonals[1])


def _over(values: Numbers, diagonal: Numbers) -> Numbers:
    return values / (diagonal if values.ndim == 1 else diagonal[:, None])


def sample(design: Design, cells: Sequence[Cell], draws: int, seed: int) -> Numbers:
    """Draws of mu + merit from the posterior, a row for each proposal, by conditioning a draw of the prior on the
    scores (Matheron's rule): what the prior drew, plus the estimate from what the scores differ from it.
    """
    rng = np.random.default_rng(seed)
    counts = rng.multinomial(draws, [cell.weight for cell in cells])
    found = [
        _conditioned(design, cell, min(BLOCK, int(count) - begin), rng)
        for cell, count in zip(cells, counts, strict=True)
        for begin in range(0, int(count), BLOCK)
    ]
    return np.concatenate(found, axis=1) + design.centre


def _conditioned(design: Design, cell: Cell, count: int, rng: np.random.Generator) -> Numbers:
    noise = np.sqrt(cell.spread / rng.gamma(cell.freedom, size=count))
    merit = rng.standard_normal((design.sizes[0], count)) * (cell.merit_ratio * noise)
    offset = rng.standard_normal((design.sizes[1], count)) * (cell.offset_ratio * noise)
    error = rng.standard_normal((len(design.score), count)) * noise / np.sqrt(design.weight)[:, None]
    left = design.score[:, None] - merit[design.proposal] - offset[design.reviewer] - error
    weighted = design.weight[:, None] * left
    ones = cell.solve(*design.shares)
    flat = design.weight - design.weight * (ones[0][design.proposal] + ones[1][design.reviewer])
    mean = (flat @ left) / flat.sum()
    sides = design.gather(weighted)
    shift = [side - np.outer(share, mean) for side, share in zip(sides, design.shares, strict=True)]
    return merit + cell.solve(shift[0], shift[1])[0] + mean
