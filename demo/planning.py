"""Readers for a whole stage: planned by the machine, looked at, applied."""

from datetime import datetime
from typing import Any

from jobs.running import run
from reviews.actions.planning import apply_plan, ask_plan
from reviews.models import ReaderPlan, Stage


def planned(stage: Stage, *, by: Any, at: datetime, readers: int, most: int = 11, **options: Any) -> ReaderPlan:
    """The worker's part is done at once, so that the demo goes on with the readers in place."""
    plan = ask_plan(stage, readers=readers, most=most, by=by, at=at, **options)
    run(plan.job.pk)
    plan.refresh_from_db()
    apply_plan(plan, by=by, at=at)
    return plan
