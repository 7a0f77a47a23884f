"""Approve the minutes of a sitting: from then on they are a document."""

from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.refusal import insist
from reviews.actions.presiding import lock
from reviews.models import Minutes, Sitting
from reviews.sittings import rules
from reviews.sittings.minutes import body_of


@transaction.atomic
def approve_minutes(sitting: Sitting, *, by: Any, at: datetime) -> Minutes:
    """Who approves reads her own version; the whole is frozen."""
    locked = lock(sitting)
    insist(rules.approve_minutes(by, locked))
    made = Minutes.objects.create(sitting=locked, body=body_of(locked), by=by, at=at)
    record("approve minutes", locked, by=by, at=at)
    return made
