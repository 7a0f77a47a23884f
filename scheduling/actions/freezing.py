"""Freezing a draft for a release, and opening the next one as its copy."""

from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.refusal import Refusal, insist
from scheduling.models import Acknowledgement, Placement, Version


@transaction.atomic
def freeze(version: Version, *, by: Any, at: datetime) -> Version:
    """Freeze the draft and open the next one with the same placements, locks and acknowledgements; returns the frozen
    one."""
    version = Version.objects.select_for_update().get(pk=version.pk)
    if version.frozen_at:
        insist(Refusal(f"Version {version.number} is frozen already."))
    version.frozen_at = at
    version.save(update_fields=["frozen_at"])
    following = Version.objects.create(meeting=version.meeting, number=version.number + 1, created_at=at)
    Placement.objects.bulk_create(
        Placement(
            version=following,
            session_id=each.session_id,
            room_id=each.room_id,
            starts_at=each.starts_at,
            room_locked=each.room_locked,
            time_locked=each.time_locked,
        )
        for each in version.placements.all()
    )
    rows = list(version.acknowledgements.all())
    for row in rows:
        row.pk, row.version = None, following
    Acknowledgement.objects.bulk_create(rows)
    record("freeze", version, by=by, at=at)
    return version
