"""Rooms, blocks of time, closings and absences: kept and removed by staff."""

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import ProtectedError

from audit.actions import record
from people.refusal import Refusal, Refused, insist
from scheduling import rules
from scheduling.actions.placing import draft_of
from workshops.models import Meeting


@transaction.atomic
def keep(thing: models.Model, *, meeting: Meeting, by: Any, at: datetime) -> models.Model:
    """Save a room, block, closing or absence that a form has filled in."""
    insist(rules.set_up_places(by))
    is_new = thing.pk is None
    thing.save()
    draft_of(meeting, at=at)
    record(f"{'add' if is_new else 'edit'} {thing._meta.verbose_name}", thing, by=by, at=at)
    return thing


@transaction.atomic
def remove(thing: models.Model, *, by: Any, at: datetime) -> None:
    """Remove one; a room that a schedule uses stays, with a sentence that says so."""
    insist(rules.set_up_places(by))
    record(f"remove {thing._meta.verbose_name}", thing, by=by, at=at, name=str(thing))
    try:
        thing.delete()
    except ProtectedError:
        raise Refused(
            Refusal(f"{thing} is used in a schedule.", "Move its sessions elsewhere, or close the room instead.")
        ) from None
