"""A repair becomes the draft, together with what made it necessary; and is undone."""

from datetime import datetime
from typing import Any

from django.db import transaction

from scheduling import rules
from scheduling.actions import places, placing
from scheduling.models import Absence, RoomClosing, Version
from scheduling.planner.planning import usable_places

Places = dict[str, list]


@transaction.atomic
def apply_repair(version: Version, repair: Places, asked: dict[str, Any], *, by: Any, at: datetime) -> list:
    """Returns the kind and key of the closing or absence that was entered; nothing where `by` may not enter it."""
    placing.apply_plan(version, usable_places(version, repair), by=by, at=at)
    if asked["what"] == "now" or rules.set_up_places(by):
        return []
    span = {name: datetime.fromisoformat(asked[name]) for name in ("starts_at", "ends_at")}
    meeting = version.meeting
    if asked["what"] == "closing":
        fact: Any = RoomClosing(room=meeting.rooms.get(pk=asked["thing"]), **span)
    else:
        fact = Absence(meeting=meeting, person_id=asked["thing"], **span)
    places.keep(fact, meeting=meeting, by=by, at=at)
    return [asked["what"], fact.pk]


@transaction.atomic
def undo_repair(version: Version, before: Places, fact: list, *, by: Any, at: datetime) -> None:
    """The draft as it was before, and without the closing or absence that came with the repair."""
    placing.apply_plan(version, usable_places(version, before), by=by, at=at)
    if not fact:
        return
    kind, key = fact
    row: Any = RoomClosing.objects.filter(room__meeting=version.meeting, pk=key).first()
    if kind != "closing":
        row = Absence.objects.filter(meeting=version.meeting, pk=key).first()
    if row and not rules.set_up_places(by):
        places.remove(row, by=by, at=at)
