"""Readers for a whole stage: planned by the machine, looked at, applied."""

from datetime import datetime
from typing import Any

from reviews.actions.planning import apply_plan, ask_plan
from reviews.models import ReaderPlan, Stage
from reviews.planning.running import find_readers


def planned(stage: Stage, *, by: Any, at: datetime, readers: int, most: int = 11, **options: Any) -> ReaderPlan:
    """The worker’s part is done here, so that the story goes on with readers in place; the worker finds it done."""
    plan = ask_plan(stage, readers=readers, most=most, by=by, at=at, **options)
    find_readers(plan, at=at, tell=lambda *_: None)
    apply_plan(plan, by=by, at=at)
    return plan
