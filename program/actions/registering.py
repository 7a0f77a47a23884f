"""What a meeting asks of its attendees, and the list of who is registered: brought in by staff."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from itertools import batched
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from audit.actions import record
from people.refusal import Refusal, Refused, insist
from program.attending import rules
from program.attending.registrants import Changes, Line, changes_by
from program.engine.feedback import USUAL
from program.models import AttendeeRules, Registrant
from workshops.models import Meeting

QUARTER = Decimal("0.25")
AT_ONCE = 500
"""Lines of a list in one statement: databases take only so many values."""


@transaction.atomic
def set_attendee_rules(
    meeting: Meeting,
    *,
    by: Any,
    at: datetime,
    registrants_only: bool = False,
    code_minutes_before: int = 10,
    code_minutes_after: int = 30,
    minutes_per_credit: int = 0,
    credit_step: Decimal = QUARTER,
    credits_round_down: bool = False,
    credit_name: str = "credits",
    certificate_text: str = "",
    feedback_days: int = 0,
    feedback_questions: str = USUAL,
) -> AttendeeRules:
    insist(rules.run(by))
    said = {
        "registrants_only": registrants_only,
        "code_minutes_before": code_minutes_before,
        "code_minutes_after": code_minutes_after,
        "minutes_per_credit": minutes_per_credit,
        "credit_step": credit_step,
        "credits_round_down": credits_round_down,
        "credit_name": credit_name,
        "certificate_text": certificate_text,
        "feedback_days": feedback_days,
        "feedback_questions": feedback_questions,
    }
    row, _ = AttendeeRules.objects.get_or_create(meeting=meeting)
    for name, value in said.items():
        setattr(row, name, value)
    _insist_on_sense(row)
    row.save()
    record("set attendee rules", meeting, by=by, at=at, **said | {"credit_step": str(credit_step)})
    return row


def _insist_on_sense(row: AttendeeRules) -> None:
    try:
        row.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as fault:
        raise Refused(Refusal(" ".join(fault.messages))) from fault


@transaction.atomic
def bring_registrants(meeting: Meeting, lines: Sequence[Line], *, replace: bool, by: Any, at: datetime) -> Changes:
    """Add these to the list, or make them the list. Who is on it already gets the newer name and category."""
    insist(rules.run(by))
    if not lines:
        raise Refused(Refusal("Nobody is in this list; nothing was changed."))
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    changes = changes_by(meeting, lines, replace=replace)
    for some in batched(changes.gone, AT_ONCE):
        meeting.registrants.filter(email__in=some).delete()
    rows = [
        Registrant(meeting=meeting, email=line.email, name=line.name, category=line.category, loaded_at=at)
        for line in (*changes.new, *changes.changed)
    ]
    Registrant.objects.bulk_create(
        rows,
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["meeting", "email"],
        update_fields=["name", "category", "loaded_at"],
    )
    counts = {"total": changes.total, "new": len(changes.new), "gone": len(changes.gone)}
    record("bring registrants", meeting, by=by, at=at, **counts)
    return changes


@transaction.atomic
def remove_registrant(registrant: Registrant, *, by: Any, at: datetime) -> None:
    insist(rules.run(by))
    record("remove registrant", registrant.meeting, by=by, at=at)
    registrant.delete()
