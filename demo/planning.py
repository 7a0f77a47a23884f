"""Readers for a whole stage: planned by the machine, looked at, applied."""

from datetime import datetime
from typing import Any

from reviews.actions.planning import apply_plan, ask_plan
from reviews.models import ReaderPlan, Stage
from reviews.planning.running import find_readers

FEWEST, MOST = 6, 11
"""So many proposals does each of the ten members read."""


def planned(stage: Stage, *, by: Any, at: datetime, readers: int, **options: Any) -> ReaderPlan:
    """The worker’s part is done here, so that the story goes on with readers in place; the worker finds it done."""
    plan = ask_plan(stage, readers=readers, fewest=FEWEST, most=MOST, by=by, at=at, **options)
    find_readers(plan, at=at, tell=lambda *_: None)
    apply_plan(plan, by=by, at=at)
    return plan
