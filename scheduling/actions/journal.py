"""Every change of a version counts its `edit` on by one and leaves a Move: who, when, from where to where."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from people.refusal import Refusal
from scheduling.draft.problem_of import minute_of, moment_of
from scheduling.editor.telling import deed
from scheduling.models import Move, Placement, Room, Session, Version
from scheduling.models.move import MoveKind

Standing = list[Any] | None
"""[room id, minute, room locked, time locked], or nothing for a session without a place; as in Move.changes."""
Changes = dict[str, list[Standing]]
NEAR = 200
"""So many moves back a refusal looks for who was it."""


def standing(placement: Placement | None) -> Standing:
    if placement is None or placement.pk is None:
        return None
    return [placement.room_id, minute_of(placement.starts_at), placement.room_locked, placement.time_locked]


def placement_of(version: Version, session: int, stands: list[Any]) -> Placement:
    room, minute, room_locked, time_locked = stands
    return Placement(
        version=version,
        session_id=session,
        room_id=room,
        starts_at=moment_of(minute),
        room_locked=room_locked,
        time_locked=time_locked,
    )


def locked(version: Version) -> Version:
    return Version.objects.select_for_update().select_related("meeting").get(pk=version.pk)


def write(
    version: Version, kind: MoveKind, changes: Changes, *, by: Any, at: datetime, undoes: Move | None = None
) -> Move:
    """Count the edit and keep the move. `version` is locked. A lock alone leaves an approval as it is."""
    version.edit += 1
    fields = ["edit"]
    if any(_where(before) != _where(after) for before, after in changes.values()):
        version.approved_at, version.approved_by = None, None
        fields += ["approved_at", "approved_by"]
    version.save(update_fields=fields)
    return Move.objects.create(
        version=version, number=version.edit, kind=kind, by=by, at=at, changes=changes, undoes=undoes
    )


@transaction.atomic
def vacate(sessions: Iterable[Session], *, by: Any, at: datetime) -> None:
    """Sessions that will not take place leave every version that is still worked on, held there or not."""
    placements = Placement.objects.filter(session__in=list(sessions), version__frozen_at__isnull=True)
    for version in Version.objects.filter(pk__in=placements.values("version")).order_by("pk"):
        mine = placements.filter(version=version)
        changes: Changes = {str(each.session_id): [standing(each), None] for each in mine}
        mine.delete()
        write(locked(version), MoveKind.UNPLACE, changes, by=by, at=at)


def overtaken(version: Version, session: Session, seen: int | None) -> Refusal | None:
    """Somebody moved this very session after the mover looked (at the edit `seen`)."""
    if seen is None or seen >= version.edit:
        return None
    move = last_of(version, session.pk, after=seen)
    if move is None:
        return None
    return Refusal(f"{told(version, move, session.pk, session.title)} meanwhile.", "Look at it there, then move it.")


def last_of(version: Version, session: int, after: int = 0) -> Move | None:
    """The last move that touched a session."""
    rows = version.moves.filter(number__gt=after).select_related("by").order_by("-number")[:NEAR]
    return next((move for move in rows if str(session) in move.changes), None)


def told(version: Version, move: Move, session: int, title: str) -> str:
    """Who did what to a session and when, in the meeting's time."""
    at = move.at.astimezone(version.meeting.tz)
    before, after = move.changes[str(session)]
    return f"{move.who} {deed(before, after, title, lambda stands: where_words(version, stands))} at {at:%H:%M}"


def where_words(version: Version, stands: list[Any]) -> str:
    """Room and time of a standing; one query."""
    room = Room.objects.filter(pk=stands[0]).values_list("name", flat=True).first() or "a room that is gone"
    local = moment_of(stands[1]).astimezone(version.meeting.tz)
    return f"{room}, {local:%a} {local.day} {local:%b}, {local:%H:%M}"


def _where(stands: Standing) -> list[Any] | None:
    return stands[:2] if stands else None
