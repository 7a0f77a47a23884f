"""Check off what an acceptance hangs on, or say that it is open after all."""

from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.refusal import insist
from reviews import rules
from reviews.models import Condition


@transaction.atomic
def check_off(condition: Condition, *, is_done: bool, by: Any, at: datetime) -> Condition:
    """Nothing is written when it stands so already."""
    insist(rules.check_off(by, condition))
    row = Condition.objects.select_for_update().get(pk=condition.pk)
    if (row.done_at is not None) == is_done:
        return row
    row.done_at, row.done_by = (at, by) if is_done else (None, None)
    row.save(update_fields=["done_at", "done_by"])
    record("check_off" if is_done else "open_again", row, by=by, at=at, text=row.text)
    return row
