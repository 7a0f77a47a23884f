"""A stage counted, and remembered."""

from typing import Any

from reviews.calibration.counting import Standings, count
from reviews.memory import recalled
from reviews.models import Stage


def standings_of(stage: Stage, person: Any) -> Standings:
    """The stage counted for this person; two queries where it is remembered."""
    return recalled(("standings", *stage.counted_by), person, lambda: count(stage, person))
