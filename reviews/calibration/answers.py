"""What other rooms ask of the calibration."""

from dataclasses import dataclass
from typing import Any

from reviews.calibration.counting import draws_of, inputs_of
from reviews.calibration.memory import standings_of
from reviews.engine.merit import band_of
from reviews.models import Stage


@dataclass(frozen=True, slots=True)
class Figures:
    """A proposal's numbers, 0 to 100: the `raw` mean of its reviews, the adjusted `merit` with its 90 % interval, the
    probability of being among the best K, the expected rank, and the band: accept, discuss or decline.
    """

    readings: int
    raw: float
    merit: float
    low: float
    high: float
    p_top: float
    rank: float
    band: str


def calibrated(stage: Stage, viewer: Any) -> dict[int, Figures]:
    """Figures of every proposal with a reading that this person may know of."""
    merits = [row.merit for row in standings_of(stage, viewer).rows if row.merit]
    found: dict[Any, Figures] = {}
    for each in merits:
        found[each.proposal] = Figures(
            each.readings, each.raw, each.merit, each.low, each.high, each.p_top, each.rank, band_of(each.p_top)
        )
    return found


def draws_for(stage: Stage, viewer: Any) -> dict[int, tuple[float, ...]]:
    """Draws of every proposal's merit from the posterior, the same for the same readings: what a plan under
    uncertainty is tried on. Computed anew; ask once for a page.
    """
    return draws_of(inputs_of(stage, viewer).calibrated())
