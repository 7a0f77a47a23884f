"""How well one simulated committee is calibrated, against the truth it was made from, and the bars to meet."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from reviews.engine.calibration import calibrate
from reviews.engine.merit import Calibration, Mark

SHARE = 0.3
"""The best so many of the proposals are looked for."""
LOWEST, HIGHEST = 1, 9


@dataclass(frozen=True)
class Bar:
    """What a figure must reach (`least`) and not exceed (`most`), for one kind of bias or, without `kinds`, all."""

    kinds: tuple[str, ...]
    figure: str
    least: float | None = None
    most: float | None = None

    def applies(self, figures: dict[str, Any]) -> bool:
        return all(kind in figures for kind in self.kinds)

    def value(self, figures: dict[str, Any]) -> float:
        return float(figures[self.kinds[0] if self.kinds else "all"][self.figure])

    def verdict(self, figures: dict[str, Any]) -> bool:
        value = self.value(figures)
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)

    def words(self, figures: dict[str, Any]) -> str:
        ends = [f"at least {self.least}"] if self.least is not None else []
        ends += [f"at most {self.most}"] if self.most is not None else []
        return f"{self.value(figures):.3f} ({', '.join(ends)})"


@dataclass(frozen=True)
class Judged:
    """Share of the truly best found by each way of ranking, then the Brier score of P(top K), the cover of the 90 %
    interval and the correlation of estimated with true offsets (1 where the truth has none).
    """

    bias: str
    raw: float
    z: float
    shrunken: float
    brier: float
    cover: float
    correlation: float


def unit_of(committees: Sequence[dict[str, Any]]) -> float:
    """Points of score for one unit of truth: the slope of all scores on quality and offset."""
    truth = [
        np.array(each["true_quality"])[each["proposal"]] + np.array(each["true_offset"])[each["reviewer"]]
        for each in committees
    ]
    scores = [np.array(each["score"], float) for each in committees]
    return float(np.polyfit(np.concatenate(truth), np.concatenate(scores), 1)[0])


def judged(committee: dict[str, Any], unit: float) -> Judged:
    quality = np.array(committee["true_quality"])
    top = round(SHARE * len(quality))
    found = calibrated(committee, top)
    merits = {merit.proposal: merit for merit in found.merits}
    rows = [merits[at] for at in range(len(quality))]
    best = _best(quality, top)
    merit = np.array([row.merit for row in rows])
    error = np.abs((merit - merit.mean()) - unit * (quality - quality.mean()))
    half = np.array([(row.interval90[1] - row.interval90[0]) / 2 for row in rows])
    return Judged(
        committee["bias"],
        raw=_hit(np.array([row.raw for row in rows]), best, top),
        z=_hit(z_scores(committee), best, top),
        shrunken=_hit(merit, best, top),
        brier=float(np.mean((np.array([row.p_top for row in rows]) - best) ** 2)),
        cover=float(np.mean(error <= half)),
        correlation=_correlation(found, np.array(committee["true_offset"])),
    )


def calibrated(committee: dict[str, Any], top: int) -> Calibration:
    columns = zip(committee["proposal"], committee["reviewer"], committee["score"], strict=True)
    return calibrate([Mark(*row) for row in columns], top=top, seed=1, span=HIGHEST - LOWEST)


def z_scores(committee: dict[str, Any]) -> np.ndarray:
    """What many committees do at home, to compare with: each reader's scores by her own mean and deviation."""
    proposal, reviewer = np.array(committee["proposal"]), np.array(committee["reviewer"])
    score = np.array(committee["score"], float)
    for reader in set(reviewer.tolist()):
        hers = reviewer == reader
        score[hers] = (score[hers] - score[hers].mean()) / (score[hers].std() or 1.0)
    return np.bincount(proposal, score) / np.bincount(proposal)


def _best(values: np.ndarray, top: int) -> np.ndarray:
    found = np.zeros(len(values))
    found[np.argsort(-values, kind="stable")[:top]] = 1
    return found


def _hit(values: np.ndarray, best: np.ndarray, top: int) -> float:
    """Share of the best among the first `top`; of those equal at the line each counts in part."""
    line = np.sort(values)[-top]
    above, at = values > line + 1e-9, np.abs(values - line) <= 1e-9
    return float((best[above].sum() + best[at].mean() * (top - above.sum())) / top)


def _correlation(found: Calibration, truth: np.ndarray) -> float:
    if not truth.any():
        return 1.0
    offsets = {row.reviewer: row.offset for row in found.offsets}
    return float(np.corrcoef([offsets[at] for at in range(len(truth))], truth)[0, 1])
