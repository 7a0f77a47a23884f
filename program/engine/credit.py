"""Minutes of attendance, and the credits that they are worth.

Who was noted in two sessions that ran at the same time was in one of them: minutes of parallel sessions count once.
So credited time is the measure of the union of the sessions' intervals, found by going through them in order of their
starts, in O(n log n).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Literal

Rounding = Literal["nearest", "down"]


@dataclass(frozen=True)
class Interval:
    """From `starts_at` to `ends_at`, exclusive; aware datetimes."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Rate:
    """`minutes_per_credit` minutes are one credit, 0: none are given. Credits come in multiples of `step` (0.25), the
    nearest one, a half upwards, or the next one below."""

    minutes_per_credit: int
    step: Decimal = Decimal("0.25")
    rounding: Rounding = "nearest"


def credited_minutes(attended: Iterable[Interval]) -> int:
    """Whole minutes covered by at least one interval; what ends before it starts covers none."""
    covered = timedelta()
    until: datetime | None = None
    for each in sorted(attended, key=lambda one: one.starts_at):
        begins = each.starts_at if until is None else max(each.starts_at, until)
        if each.ends_at > begins:
            covered += each.ends_at - begins
            until = each.ends_at
    return covered // timedelta(minutes=1)


def credits_for(minutes: int, rate: Rate) -> Decimal:
    """Raises ValueError for a step that is not positive."""
    if rate.step <= 0:
        raise ValueError("Credits come in steps above nothing.")
    if not rate.minutes_per_credit:
        return Decimal(0)
    steps = Decimal(minutes) / Decimal(rate.minutes_per_credit) / rate.step
    whole = steps.quantize(Decimal(1), rounding=ROUND_HALF_UP if rate.rounding == "nearest" else ROUND_FLOOR)
    return whole * rate.step
