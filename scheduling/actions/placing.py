"""Move sessions about in the draft, hold them where they are, and approve what came out."""

from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.refusal import Refusal, insist
from scheduling import rules
from scheduling.actions.branching import next_number
from scheduling.actions.journal import Changes, last_of, locked, overtaken, standing, told, write
from scheduling.models import Placement, Room, Session, Version
from scheduling.models.move import MoveKind
from workshops.models import Meeting


@transaction.atomic
def draft_of(meeting: Meeting, *, at: datetime) -> Version:
    """The meeting's draft, opened empty when there is none."""
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    draft = meeting.versions.drafts().first()
    if draft:
        return draft
    return Version.objects.create(meeting=meeting, number=next_number(meeting), created_at=at)


@transaction.atomic
def place(
    version: Version,
    session: Session,
    *,
    room: Room,
    starts_at: datetime,
    by: Any,
    at: datetime,
    seen: int | None = None,
) -> Placement:
    """Put a session into a room at a time, from wherever it was. A locked room or time is not left. `seen` is the
    edit that the mover had before her: what somebody else has moved since is not moved over his head."""
    version = locked(version)
    insist(rules.place(by, version))
    if session.meeting_id != version.meeting_id or room.meeting_id != version.meeting_id:
        insist(Refusal("That room or session belongs to another meeting."))
    insist(overtaken(version, session, seen))
    placement = version.placements.filter(session=session).first() or Placement(version=version, session=session)
    insist(_held(placement, room, starts_at))
    insist(_taken(version, session, room, starts_at))
    before, was = _where(placement), standing(placement)
    placement.room, placement.starts_at = room, starts_at
    placement.save()
    if standing(placement) != was:
        write(version, MoveKind.PLACE, {str(session.pk): [was, standing(placement)]}, by=by, at=at)
        record("place", session, by=by, at=at, version=version.number, before=before, after=_where(placement))
    return placement


@transaction.atomic
def unplace(version: Version, session: Session, *, by: Any, at: datetime, seen: int | None = None) -> None:
    """Take a session out of the draft; it waits for a place again."""
    version = locked(version)
    insist(rules.place(by, version))
    insist(overtaken(version, session, seen))
    placement = version.placements.filter(session=session).first()
    if placement is None:
        return
    if placement.room_locked or placement.time_locked:
        insist(Refusal("This session is locked where it is.", "Unlock it first."))
    write(version, MoveKind.UNPLACE, {str(session.pk): [standing(placement), None]}, by=by, at=at)
    record("unplace", session, by=by, at=at, version=version.number, before=_where(placement))
    placement.delete()


@transaction.atomic
def lock(placement: Placement, *, room: bool, time: bool, by: Any, at: datetime) -> Placement:
    """Hold a session in its room, at its time, both or neither. The planner and hand moves respect it."""
    version = locked(placement.version)
    insist(rules.lock(by, version))
    was = standing(placement)
    placement.room_locked, placement.time_locked = room, time
    placement.save(update_fields=["room_locked", "time_locked"])
    if standing(placement) != was:
        write(version, MoveKind.LOCK, {str(placement.session_id): [was, standing(placement)]}, by=by, at=at)
        record("lock", placement.session, by=by, at=at, version=version.number, room=room, time=time)
    return placement


@transaction.atomic
def apply_plan(version: Version, places: dict[int, tuple[int, datetime]], *, by: Any, at: datetime) -> Version:
    """Make the draft what a plan says: {session id: (room id, start)}. Sessions it does not name are taken out,
    unless they are locked."""
    version = locked(version)
    insist(rules.place(by, version))
    was = {each.session_id: each for each in version.placements.all()}
    locks = {key: (each.room_locked, each.time_locked) for key, each in was.items()}
    kept = [each.pk for key, each in was.items() if any(locks[key]) and key not in places]
    version.placements.exclude(pk__in=kept).delete()
    made = Placement.objects.bulk_create(
        Placement(
            version=version,
            session_id=session,
            room_id=room,
            starts_at=starts_at,
            room_locked=locks.get(session, (False, False))[0],
            time_locked=locks.get(session, (False, False))[1],
        )
        for session, (room, starts_at) in places.items()
    )
    if changes := _changes(was, {each.session_id: each for each in made}, set(kept)):
        write(version, MoveKind.PLAN, changes, by=by, at=at)
    record("apply plan", version, by=by, at=at, placed=len(places))
    return version


def _changes(was: dict[int, Placement], made: dict[int, Placement], kept: set[int]) -> Changes:
    """What a plan changes; `kept` are keys of placements that it leaves alone."""
    pairs = {key: [standing(was.get(key)), standing(made.get(key))] for key in was.keys() | made.keys()}
    alone = {key for key, each in was.items() if each.pk in kept}
    return {str(key): pair for key, pair in pairs.items() if pair[0] != pair[1] and key not in alone}


@transaction.atomic
def approve(version: Version, *, by: Any, at: datetime) -> Version:
    """A committee's word that this draft may be released. Any later move clears it."""
    version = locked(version)
    insist(rules.approve(by, version))
    version.approved_at, version.approved_by = at, by
    version.save(update_fields=["approved_at", "approved_by"])
    record("approve schedule", version, by=by, at=at)
    return version


def _where(placement: Placement) -> str:
    return f"{placement.room.name}, {placement.starts_at.isoformat()}" if placement.room_id else ""


def _held(placement: Placement, room: Room, starts_at: datetime) -> Refusal | None:
    if placement.room_locked and placement.room_id != room.pk:
        return Refusal("This session is locked in its room.", "Unlock the room first.")
    if placement.time_locked and placement.starts_at != starts_at:
        return Refusal("This session is locked at its time.", "Unlock the time first.")
    return None


def _taken(version: Version, session: Session, room: Room, starts_at: datetime) -> Refusal | None:
    other = version.placements.filter(room=room, starts_at=starts_at).exclude(session=session).first()
    if other:
        move = last_of(version, other.session_id)
        who = f" ({told(version, move, other.session_id, other.session.title)})" if move else ""
        return Refusal(f"“{other.session}” already starts there{who}.", "Move it first, or choose another place.")
    return None
