"""Set up how a call is reviewed: rubrics with criteria, and stages."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.refusal import Refusal, Refused, insist
from reviews import rules
from reviews.models import Criterion, Rubric, Stage
from workshops.actions import writing
from workshops.models import Call

STANDING = ("committee", "decides", "anonymity", "order")


@transaction.atomic
def add_rubric(
    call: Call, *, name: str, by: Any, at: datetime, criteria: Sequence[dict[str, Any]] = (), guidance: str = ""
) -> Rubric:
    """`criteria` in order, each {label, description, weight, lowest, highest, anchors}."""
    rubric = writing.add("add rubric", Rubric(call=call, name=name, guidance=guidance), by=by, at=at)
    _write_criteria(rubric, criteria)
    return rubric


def add_criterion(rubric: Rubric, *, by: Any, at: datetime, **fields: Any) -> Criterion:
    """A criterion, last in order."""
    fields.setdefault("order", writing.last_place(rubric.criteria.all()))
    return writing.add("add criterion", Criterion(rubric=rubric, **fields), by=by, at=at)


@transaction.atomic
def edit_rubric(
    rubric: Rubric, *, name: str, criteria: Sequence[dict[str, Any]], by: Any, at: datetime, guidance: str = ""
) -> Rubric:
    """A row of `criteria` with a `key` is that criterion of the rubric; those not named are removed."""
    rubric = writing.edit("edit rubric", rubric, {"name": name, "guidance": guidance}, by=by, at=at)
    before = {criterion.pk: criterion for criterion in rubric.criteria.select_for_update()}
    if _scales(criteria) != {(each.pk, each.lowest, each.highest) for each in before.values()}:
        insist(rules.change_scale(by, rubric))
    told = [[each.label, str(each.weight)] for each in before.values()]
    rubric.criteria.exclude(pk__in=[row.get("key") for row in criteria if row.get("key")]).delete()
    _write_criteria(rubric, criteria)
    now = [[row["label"], str(row["weight"])] for row in criteria]
    record("edit criteria", rubric, by=by, at=at, before=told, after=now)
    return rubric


@transaction.atomic
def remove_rubric(rubric: Rubric, *, by: Any, at: datetime) -> None:
    insist(rules.remove_rubric(by, rubric))
    record("remove rubric", rubric, by=by, at=at, name=rubric.name)
    rubric.delete()


def add_stage(call: Call, *, by: Any, at: datetime, **fields: Any) -> Stage:
    """A stage of the call; without an order it is the last."""
    fields.setdefault("order", writing.last_place(call.stages.all()))
    return writing.add("add stage", Stage(call=call, **fields), by=by, at=at)


@transaction.atomic
def edit_stage(stage: Stage, *, by: Any, at: datetime, **changes: Any) -> Stage:
    """Once opened, its committee, its place, what it decides and who knows whom stand; its rubric once somebody
    reads by it.
    """
    locked = writing.locked(stage)
    changed = {name for name, value in changes.items() if getattr(locked, name) != value}
    if locked.opened_at and changed & set(STANDING):
        raise Refused(
            Refusal("This stage was opened: its committee, its place, what it decides and who knows whom stand.")
        )
    if "rubric" in changed and locked.assignments.filter(review__isnull=False).exists():
        raise Refused(Refusal("Somebody has begun to review by this stage's rubric, so it stands."))
    return writing.edit("edit stage", stage, changes, by=by, at=at)


@transaction.atomic
def remove_stage(stage: Stage, *, by: Any, at: datetime) -> None:
    insist(rules.remove_stage(by, stage))
    record("remove stage", stage, by=by, at=at, name=stage.name)
    stage.delete()


def _scales(criteria: Sequence[dict[str, Any]]) -> set[tuple[Any, int, int]]:
    return {(row.get("key"), row["lowest"], row["highest"]) for row in criteria}


def _write_criteria(rubric: Rubric, criteria: Sequence[dict[str, Any]]) -> None:
    known: dict[Any, Criterion] = {criterion.pk: criterion for criterion in rubric.criteria.all()}
    for place, row in enumerate(criteria, start=1):
        criterion = known.get(row.get("key")) or Criterion(rubric=rubric)
        for name in ("label", "description", "weight", "lowest", "highest", "anchors"):
            if name in row:
                setattr(criterion, name, row[name])
        criterion.order = place
        writing.check(criterion)
        criterion.save()
