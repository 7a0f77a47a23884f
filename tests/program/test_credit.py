"""Minutes of parallel sessions count once; credits come in steps."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from program.engine.credit import Interval, Rate, credited_minutes, credits_for

MIDNIGHT = datetime(2027, 12, 10, tzinfo=UTC)


def spans(*pairs):
    return [Interval(MIDNIGHT + timedelta(minutes=a), MIDNIGHT + timedelta(minutes=b)) for a, b in pairs]


@pytest.mark.parametrize(
    ("pairs", "minutes"),
    [
        ([], 0),
        ([(0, 60)], 60),
        ([(0, 60), (60, 90)], 90),
        ([(0, 60), (0, 60)], 60),
        ([(0, 60), (30, 90)], 90),
        ([(30, 90), (0, 60)], 90),
        ([(0, 120), (30, 60), (45, 90)], 120),
        ([(0, 60), (120, 180), (150, 200)], 140),
        ([(60, 0)], 0),
    ],
)
def test_minutes_by_hand(pairs, minutes):
    assert credited_minutes(spans(*pairs)) == minutes


@given(some.lists(some.tuples(some.integers(0, 300), some.integers(0, 300)), max_size=12))
def test_as_many_minutes_as_are_covered_at_all(pairs):
    covered = {minute for a, b in pairs for minute in range(a, b)}
    assert credited_minutes(spans(*pairs)) == len(covered)


@pytest.mark.parametrize(
    ("minutes", "rate", "credits"),
    [
        (60, Rate(60), "1"),
        (52, Rate(60), "0.75"),
        (53, Rate(60), "1"),
        (67, Rate(60), "1"),
        (68, Rate(60), "1.25"),
        (74, Rate(60, rounding="down"), "1"),
        (135, Rate(45, Decimal(1)), "3"),
        (45, Rate(60, Decimal("0.5")), "1"),
        (0, Rate(60), "0"),
        (600, Rate(0), "0"),
    ],
)
def test_credits_by_hand(minutes, rate, credits):
    assert credits_for(minutes, rate) == Decimal(credits)


def test_a_step_of_nothing_is_refused():
    with pytest.raises(ValueError, match="above nothing"):
        credits_for(60, Rate(60, Decimal(0)))
