"""Freezing a draft for a release, and opening the next one as its copy."""

from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.refusal import Refusal, insist
from scheduling.actions.branching import copy_places, next_number
from scheduling.models import Version


@transaction.atomic
def freeze(version: Version, *, by: Any, at: datetime) -> Version:
    """Freeze the draft and open the next one with the same placements, locks and acknowledgements; returns the frozen
    one."""
    version = Version.objects.select_for_update().get(pk=version.pk)
    if version.frozen_at:
        insist(Refusal(f"Version {version.number} is frozen already."))
    if version.is_alternative:
        insist(Refusal(f"{version.label} is an alternative.", "Make it the draft, then release it."))
    version.frozen_at = at
    version.save(update_fields=["frozen_at"])
    following = Version.objects.create(meeting=version.meeting, number=next_number(version.meeting), created_at=at)
    copy_places(version, following)
    record("freeze", version, by=by, at=at)
    return version
