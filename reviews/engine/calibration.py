"""Scores seen through their readers: who scores harshly, what a proposal is worth without that, and how sure that is.

The model is y = mu + merit_p + offset_r + e, with merit ~ N(0, sf^2), offset ~ N(0, sb^2) and e ~ N(0, s^2 / weight)
(Platt and Burges; Ge, Welling and Ghahramani 2013; Lawrence and Cortes 2014). For given variances it is the same as
two lines, iterated until they agree:

    offset_r = m_r / (m_r + s^2/sb^2) x average over the proposals r read of (score - mu - merit_p)
    merit_p  = n_p / (n_p + s^2/sf^2) x average over the readers of p of (score - mu - offset_r)

so whoever has few readings keeps an offset near zero. The variances are not chosen: a fixed grid of sf/s and sb/s is
averaged, each cell weighed by its marginal likelihood (mu flat, s^2 integrated with a weak inverse gamma prior) times
1 / (1 + (sb / 0.5 s)^2), which leans to small offsets. Everything is in closed form; only the probabilities of a
place come from draws of the posterior, with a seed. Nothing is ever divided by a reader's own spread: that takes a
reader of poor proposals for a harsh one.

Cost: of proposals and readers the smaller number is cubed, once for each cell of the grid.
"""

from collections.abc import Hashable, Sequence
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from reviews.engine.grid import Cell, Design, cells_of, sample
from reviews.engine.links import graph_of
from reviews.engine.merit import Calibration, Mark, Merit, Offset

DRAWS = 1000
TIE = 1e-9
TAILS = (0.05, 0.95)

Numbers = NDArray[np.float64]


def calibrate(
    readings: Sequence[Mark], *, top: int, seed: int = 0, span: float = 100.0, draws: int = DRAWS
) -> Calibration:
    """Calibrate a committee. `span` is the length of the scale, used only to say what a weak prior is."""
    graph = graph_of((mark.proposal, mark.reviewer) for mark in readings)
    if not readings:
        return Calibration((), (), graph, 0.0, 0.0, 0, seed, draws=np.zeros((0, draws)))
    proposals = {key: at for at, key in enumerate(dict.fromkeys(mark.proposal for mark in readings))}
    reviewers = {key: at for at, key in enumerate(dict.fromkeys(mark.reviewer for mark in readings))}
    design = Design.of(
        [(proposals[mark.proposal], reviewers[mark.reviewer]) for mark in readings],
        [mark.score for mark in readings],
        [mark.weight for mark in readings],
        span,
    )
    cells = cells_of(design)
    drawn = sample(design, cells, draws, seed)
    top = max(0, min(top, len(proposals)))
    return Calibration(
        _merits(design, cells, list(proposals), *_places(design, drawn, top)),
        _offsets(design, cells, list(reviewers)),
        graph,
        design.centre + sum(cell.weight * cell.mean for cell in cells),
        sqrt(sum(cell.weight * cell.noise for cell in cells)),
        top,
        seed,
        draws=drawn,
    )


def _places(design: Design, drawn: Numbers, top: int) -> tuple[Numbers, Numbers]:
    """P(top K), and a row of expected rank and the ends of its interval, for each proposal. Scores that are all the
    same put nobody before anybody.
    """
    size = len(drawn)
    if np.ptp(design.score) < TIE:
        return np.full(size, top / size), np.tile([(size + 1) / 2, 1.0, size], (size, 1))
    places = np.argsort(np.argsort(-drawn, axis=0), axis=0) + 1
    ends = np.quantile(places, TAILS, axis=1, method="closest_observation")
    return (places <= top).mean(axis=1), np.column_stack([places.mean(axis=1), *ends])


def _merits(
    design: Design, cells: Sequence[Cell], proposals: Sequence[Hashable], chance: Numbers, place: Numbers
) -> tuple[Merit, ...]:
    values = np.array([cell.estimate[0] + cell.mean for cell in cells])
    merit, error = _averaged(cells, values, [cell.variances[0] for cell in cells])
    counts = np.bincount(design.proposal)
    raw = np.bincount(design.proposal, design.score) / counts
    return tuple(
        Merit(key, int(counts[at]), float(raw[at] + design.centre), float(merit[at] + design.centre),
              float(error[at]), float(chance[at]), *place[at].tolist())
        for at, key in enumerate(proposals)
    )  # fmt: skip


def _offsets(design: Design, cells: Sequence[Cell], reviewers: Sequence[Hashable]) -> tuple[Offset, ...]:
    offset, error = _averaged(cells, np.array([cell.estimate[1] for cell in cells]), [c.variances[1] for c in cells])
    counts = np.bincount(design.reviewer)
    shared = np.bincount(design.reviewer, np.bincount(design.proposal)[design.proposal] > 1)
    trust = np.sum([cell.weight * counts / (counts + cell.offset_ratio**-2) for cell in cells], axis=0)
    return tuple(
        Offset(key, int(counts[at]), int(shared[at]), float(offset[at]), float(error[at]), float(trust[at]))
        for at, key in enumerate(reviewers)
    )


def _averaged(cells: Sequence[Cell], values: Numbers, variances: Sequence[Numbers]) -> tuple[Numbers, Numbers]:
    """Mean and standard error over the grid: within each cell, and between cells."""
    weights = np.array([cell.weight for cell in cells])
    mean = weights @ values
    within = np.sum([cell.weight * cell.noise * one for cell, one in zip(cells, variances, strict=True)], axis=0)
    return mean, np.sqrt(within + weights @ (values - mean) ** 2)
