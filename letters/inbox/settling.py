"""Staff have dealt with a mail that was left for them; it stays in its folder and on the list."""

from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from letters import rules
from letters.models import Received
from people.refusal import insist


@transaction.atomic
def settle(received: Received, *, by: Any, at: datetime) -> Received:
    insist(rules.release(by))
    received = Received.objects.select_for_update().get(pk=received.pk)
    if received.settled_at is None:
        received.settled_at = at
        received.save(update_fields=["settled_at"])
        record("settle mail", received, by=by, at=at)
    return received
