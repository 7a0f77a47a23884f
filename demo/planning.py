"""Readers for a whole stage: planned by the machine, looked at, applied."""

from datetime import datetime
from typing import Any

from jobs.actions import cancel
from reviews.actions.planning import apply_plan, ask_plan, set_loads
from reviews.models import ReaderPlan, Stage
from reviews.planning.running import find_readers

RANGES = ((6, 11), (0, 14), (0, 30))
"""How many proposals a member reads, at least and at most: where too few are free, the chair asks for more."""


def planned(stage: Stage, *, by: Any, at: datetime, readers: int, **options: Any) -> ReaderPlan:
    """The worker's part is done here, so that the story goes on with readers in place; the worker finds it done."""
    for wanted in (readers, readers - 1):
        for fewest, most in RANGES:
            plan = ask_plan(stage, readers=wanted, fewest=fewest, most=most, by=by, at=at, **options)
            find_readers(plan, at=at, tell=lambda *_: None)
            if plan.state == "proposed":
                apply_plan(plan, by=by, at=at)
                return plan
            cancel(plan.job, by=by, at=at)
    return plan


def much_for(stage: Stage, people: Any, *, by: Any, at: datetime) -> None:
    """These read a good deal in any plan."""
    seats = stage.committee.seats.serving().filter(person__in=people)
    set_loads(stage, ranges={seat.pk: (9, 12) for seat in seats}, by=by, at=at)
