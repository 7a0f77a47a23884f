"""Move sessions about in the draft, hold them where they are, and approve what came out."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from audit.actions import record
from people.refusal import Refusal, insist
from scheduling import rules
from scheduling.models import Placement, Room, Session, Version
from workshops.models import Meeting


@transaction.atomic
def draft_of(meeting: Meeting, *, at: datetime) -> Version:
    """The meeting's draft, opened empty when there is none."""
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    draft = meeting.versions.filter(frozen_at__isnull=True).first()
    if draft:
        return draft
    number = (meeting.versions.aggregate(highest=Max("number"))["highest"] or 0) + 1
    return Version.objects.create(meeting=meeting, number=number, created_at=at)


@transaction.atomic
def place(version: Version, session: Session, *, room: Room, starts_at: datetime, by: Any, at: datetime) -> Placement:
    """Put a session into a room at a time, from wherever it was. A locked room or time is not left."""
    version = _locked(version)
    insist(rules.place(by, version))
    if session.meeting_id != version.meeting_id or room.meeting_id != version.meeting_id:
        insist(Refusal("That room or session belongs to another meeting."))
    placement = version.placements.filter(session=session).first() or Placement(version=version, session=session)
    insist(_held(placement, room, starts_at))
    insist(_taken(version, session, room, starts_at))
    before = _where(placement)
    placement.room, placement.starts_at = room, starts_at
    placement.save()
    _edited(version)
    record("place", session, by=by, at=at, version=version.number, before=before, after=_where(placement))
    return placement


@transaction.atomic
def unplace(version: Version, session: Session, *, by: Any, at: datetime) -> None:
    """Take a session out of the draft; it waits for a place again."""
    version = _locked(version)
    insist(rules.place(by, version))
    placement = version.placements.filter(session=session).first()
    if placement is None:
        return
    if placement.room_locked or placement.time_locked:
        insist(Refusal("This session is locked where it is.", "Unlock it first."))
    record("unplace", session, by=by, at=at, version=version.number, before=_where(placement))
    placement.delete()
    _edited(version)


@transaction.atomic
def lock(placement: Placement, *, room: bool, time: bool, by: Any, at: datetime) -> Placement:
    """Hold a session in its room, at its time, both or neither. The planner and hand moves respect it."""
    version = _locked(placement.version)
    insist(rules.lock(by, version))
    placement.room_locked, placement.time_locked = room, time
    placement.save(update_fields=["room_locked", "time_locked"])
    record("lock", placement.session, by=by, at=at, version=version.number, room=room, time=time)
    return placement


@transaction.atomic
def apply_plan(version: Version, places: dict[int, tuple[int, datetime]], *, by: Any, at: datetime) -> Version:
    """Make the draft what a plan says: {session id: (room id, start)}. Sessions it does not name are taken out,
    unless they are locked."""
    version = _locked(version)
    insist(rules.place(by, version))
    kept = {each.session_id: each for each in version.placements.all() if each.room_locked or each.time_locked}
    locks = {key: (each.room_locked, each.time_locked) for key, each in kept.items()}
    version.placements.exclude(pk__in=[each.pk for key, each in kept.items() if key not in places]).delete()
    Placement.objects.bulk_create(
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
    _edited(version)
    record("apply plan", version, by=by, at=at, placed=len(places))
    return version


@transaction.atomic
def approve(version: Version, *, by: Any, at: datetime) -> Version:
    """A committee's word that this draft may be released. Any later move clears it."""
    version = _locked(version)
    insist(rules.approve(by, version))
    version.approved_at, version.approved_by = at, by
    version.save(update_fields=["approved_at", "approved_by"])
    record("approve schedule", version, by=by, at=at)
    return version


def _locked(version: Version) -> Version:
    return Version.objects.select_for_update().get(pk=version.pk)


def _edited(version: Version) -> None:
    Version.objects.filter(pk=version.pk).update(edit=F("edit") + 1, approved_at=None, approved_by=None)


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
        return Refusal(f"“{other.session}” already starts there.", "Move it first, or choose another place.")
    return None
