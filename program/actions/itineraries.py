"""A personal feed's secret address: made, changed, revoked. The secret itself is shown once and kept nowhere."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from audit.actions import record
from program.models import Itinerary
from workshops.models import Meeting

USE_NOTED_EVERY = timedelta(minutes=10)


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def open_itinerary(meeting: Meeting, *, by: Any, at: datetime) -> tuple[Itinerary, str]:
    """A new secret address for her starred sessions of this meeting; an older one stops working."""
    revoke_itinerary(meeting, by=by, at=at)
    token = secrets.token_urlsafe(24)
    itinerary = Itinerary.objects.create(person=by, meeting=meeting, token_hash=hash_of(token), created_at=at)
    record("open itinerary", itinerary, by=by, at=at)
    return itinerary, token


@transaction.atomic
def revoke_itinerary(meeting: Meeting, *, by: Any, at: datetime) -> None:
    for itinerary in Itinerary.objects.select_for_update().living().filter(person=by, meeting=meeting):
        itinerary.revoked_at = at
        itinerary.save(update_fields=["revoked_at"])
        record("revoke itinerary", itinerary, by=by, at=at)


def note_use(itinerary: Itinerary, *, client: str, at: datetime) -> None:
    """Remember when and by which program the feed was fetched, at most every ten minutes."""
    if itinerary.last_used_at is None or at - itinerary.last_used_at >= USE_NOTED_EVERY:
        Itinerary.objects.filter(pk=itinerary.pk).update(last_used_at=at, last_used_by=client[:120])
