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
A_SECOND = timedelta(seconds=1)  # as fine as HTTP dates are


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def open_itinerary(meeting: Meeting, *, by: Any, at: datetime) -> tuple[Itinerary, str]:
    """A new secret address for her starred sessions of this meeting; an older one stops working."""
    before = Itinerary.objects.living().filter(person=by, meeting=meeting).first()
    revoke_itinerary(meeting, by=by, at=at)
    token = secrets.token_urlsafe(24)
    alarm = before.alarm_minutes if before else None
    itinerary = Itinerary.objects.create(
        person=by, meeting=meeting, token_hash=hash_of(token), created_at=at, alarm_minutes=alarm
    )
    record("open itinerary", itinerary, by=by, at=at)
    return itinerary, token


@transaction.atomic
def revoke_itinerary(meeting: Meeting, *, by: Any, at: datetime) -> None:
    for itinerary in Itinerary.objects.select_for_update().living().filter(person=by, meeting=meeting):
        itinerary.revoked_at = at
        itinerary.save(update_fields=["revoked_at"])
        record("revoke itinerary", itinerary, by=by, at=at)


@transaction.atomic
def set_alarm(meeting: Meeting, minutes: int | None, *, by: Any, at: datetime) -> None:
    """So many minutes before each starred session her calendar reminds her; None: not at all."""
    for itinerary in Itinerary.objects.select_for_update().living().filter(person=by, meeting=meeting):
        itinerary.alarm_minutes = minutes
        itinerary.save(update_fields=["alarm_minutes"])
        record("set alarm", itinerary, by=by, at=at, minutes=minutes)


def note_use(itinerary: Itinerary, *, content: str, client: str, at: datetime) -> datetime:
    """Remember when and by which program the feed was fetched, at most every ten minutes, and when its content was
    another one. The answer is that date: it moves also when a star is taken away, and never goes back, whatever the
    clock does."""
    noted: dict[str, Any] = {}
    if itinerary.last_used_at is None or abs(at - itinerary.last_used_at) >= USE_NOTED_EVERY:
        noted = {"last_used_at": at, "last_used_by": client[:120]}
    changed_at = itinerary.changed_at or at
    if content != itinerary.content:
        changed_at = max(at, itinerary.changed_at + A_SECOND) if itinerary.changed_at else at
        noted |= {"content": content, "changed_at": changed_at}
    if noted:
        Itinerary.objects.filter(pk=itinerary.pk).update(**noted)
    return changed_at
