"""Last year's way of reviewing again: rubrics with their criteria, and stages. Nothing that was reviewed."""

from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.refusal import insist
from reviews.models import Rubric
from workshops.copying import Part, copied, days_between, twins
from workshops.models import Call, Meeting
from workshops.rules import set_up
from workshops.zones import shifted

PARTS = (
    Part("rubrics", "Rubrics with their criteria", ("calls",)),
    Part("stages", "Stages of review, not opened, with the rules of their portfolios", ("calls", "committees")),
)


@transaction.atomic
def copy_setup(source: Meeting, target: Meeting, parts: set[str], by: Any, at: datetime) -> None:
    """Calls and committees are found again by slug. A stage without its rubric copied gets none."""
    insist(set_up(by))
    calls = twins(source.calls.all(), target.calls.all())
    for call in source.calls.all():
        if call.pk in calls:
            copy_call(call, calls[call.pk], parts)
    kept = sorted(parts & {part.key for part in PARTS})
    record("copy_setup", target, by=by, at=at, source=source.slug, parts=kept)


def copy_call(call: Call, twin: Call, parts: set[str]) -> None:
    rubrics: dict[int | None, Rubric] = {}
    if "rubrics" in parts:
        rubrics |= {rubric.pk: copy_rubric(rubric, twin) for rubric in call.rubrics.all()}
    if "stages" in parts:
        copy_stages(call, twin, rubrics)


def copy_rubric(rubric: Rubric, call: Call) -> Rubric:
    twin = copied(rubric, call=call)
    twin.save()
    for criterion in rubric.criteria.all():
        copied(criterion, rubric=twin).save()
    return twin


def copy_stages(call: Call, twin: Call, rubrics: dict[int | None, Rubric]) -> None:
    """Due dates keep their distance to the meeting, and their clock time in the call's zone."""
    committees = twins(call.meeting.committees.all(), twin.meeting.committees.all())
    days = days_between(call.meeting, twin.meeting)
    for stage in call.stages.all():
        if stage.committee_id in committees:
            due = shifted(stage.reviews_due_at, call.zone, days) if stage.reviews_due_at else None
            again = {"committee": committees[stage.committee_id], "rubric": rubrics.get(stage.rubric_id)}
            afresh = {"reviews_due_at": due, "opened_at": None, "closed_at": None, "looked_at": None}
            twin_stage = copied(stage, call=twin, **afresh, **again)
            twin_stage.save()
            for rule in stage.portfolio_rules.all():
                copied(rule, stage=twin_stage).save()
