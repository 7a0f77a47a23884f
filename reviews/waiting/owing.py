"""Conditions as their page shows them."""

from dataclasses import dataclass

from reviews.models import Condition


@dataclass(frozen=True)
class Line:
    """`may_check`: this person says when it is fulfilled. `is_late` as of today at the meeting's place."""

    condition: Condition
    may_check: bool
    is_late: bool
