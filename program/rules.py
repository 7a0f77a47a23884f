"""May she? Nothing when she may, a Refusal when not."""

from typing import Any

from people.refusal import Refusal
from scheduling.models import Version
from workshops.models import Meeting


def release(person: Any, meeting: Meeting) -> Refusal | None:
    """Releasing is staff's, after whatever approval the society wants."""
    if person is None or (person.is_authenticated and person.is_staff):
        return None
    return Refusal("Only program staff release the program.")


def releasable(version: Version) -> Refusal | None:
    """A draft with at least one session in it."""
    if version.frozen_at:
        return Refusal(f"Version {version.number} was released already.", "Release the draft instead.")
    if not version.placements.exists():
        return Refusal("No session has a place yet.", "Place at least one session, then release.")
    return None
