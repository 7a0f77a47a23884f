"""Taking moves back and doing them again, as long as nobody has moved the same sessions since."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.refusal import Refusal, Refused, insist
from scheduling import rules
from scheduling.actions.journal import (
    Changes,
    Standing,
    last_of,
    locked,
    placement_of,
    standing,
    told,
    where_words,
    write,
)
from scheduling.models import Move, Placement, Session, Version
from scheduling.models.move import MoveKind

OF_OTHERS = (MoveKind.UNDO, MoveKind.REDO)
"""Kinds that say what became of another move."""


def undoable(version: Version, by: Any) -> Move | None:
    """Her latest move that stands."""
    return version.moves.filter(by=by, is_undone=False).exclude(kind__in=OF_OTHERS).order_by("-number").first()


def redoable(version: Version, by: Any) -> Move | None:
    """The earliest of her moves that were taken back since her latest move that stands."""
    latest = undoable(version, by)
    undone = version.moves.filter(by=by, is_undone=True, number__gt=latest.number if latest else 0)
    return undone.order_by("number").first()


def may_take_back(version: Version, move: Move, by: Any) -> Refusal | None:
    """Her latest move, or anybody's when it is the last that was made at all."""
    if move.kind in OF_OTHERS or move.is_undone:
        return Refusal("That move was taken back already.", "Do it again instead.")
    if move.number != version.edit and move != undoable(version, by):
        return Refusal(
            "Others have moved since.", "Only the last move of all, or your own latest, can be taken back."
        )
    return _may(version, move, by)


@transaction.atomic
def undo(version: Version, *, by: Any, at: datetime, number: int | None = None) -> Move:
    """Take back the move with that number, or her own latest."""
    version = locked(version)
    move = version.moves.filter(number=number).first() if number is not None else undoable(version, by)
    if move is None:
        raise Refused(Refusal("You have made no move that could be taken back."))
    insist(may_take_back(version, move, by))
    return _turn(version, move, MoveKind.UNDO, by=by, at=at)


@transaction.atomic
def redo(version: Version, *, by: Any, at: datetime) -> Move:
    """Do again what she took back last."""
    version = locked(version)
    move = redoable(version, by)
    if move is None:
        raise Refused(Refusal("You have taken nothing back that could be done again."))
    insist(_may(version, move, by))
    return _turn(version, move, MoveKind.REDO, by=by, at=at)


def _may(version: Version, move: Move, by: Any) -> Refusal | None:
    return rules.lock(by, version) if move.kind == MoveKind.LOCK else rules.place(by, version)


def _turn(version: Version, move: Move, kind: MoveKind, *, by: Any, at: datetime) -> Move:
    back = kind == MoveKind.UNDO
    changes = {key: [after, before] if back else [before, after] for key, (before, after) in move.changes.items()}
    _put(version, changes)
    Move.objects.filter(pk=move.pk).update(is_undone=back)
    made = write(version, kind, changes, by=by, at=at, undoes=move)
    record(f"{kind} move", version, by=by, at=at, move=move.number, sessions=len(changes))
    return made


def _put(version: Version, changes: Changes) -> None:
    """Every session from where it is expected to where it goes, all of them or none."""
    sessions = Session.objects.living().filter(meeting=version.meeting_id).in_bulk([int(key) for key in changes])
    now = {each.session_id: each for each in version.placements.filter(session__in=[int(key) for key in changes])}
    for key, (expected, goal) in changes.items():
        session = sessions.get(int(key))
        if session is None and goal is not None:
            insist(Refusal("A session of that move does not take place any more.", "Move the others by hand."))
        if standing(now.get(int(key))) != expected:
            insist(_moved_since(version, int(key), session))
    version.placements.filter(pk__in=[each.pk for each in now.values()]).delete()
    goals = {int(key): goal for key, (_, goal) in changes.items() if goal is not None}
    insist(_taken(version, goals.values()))
    Placement.objects.bulk_create(placement_of(version, key, goal) for key, goal in goals.items())


def _moved_since(version: Version, key: int, session: Session | None) -> Refusal:
    move = last_of(version, key)
    title = session.title if session else "a session"
    who = told(version, move, key, title) if move else f"“{title}” was moved"
    return Refusal(f"{who}, so this cannot be taken back as it was.", "Move it by hand.")


def _taken(version: Version, goals: Iterable[Standing]) -> Refusal | None:
    held = {(each.room_id, each.starts_at): each for each in version.placements.select_related("session")}
    for goal in goals:
        place = placement_of(version, 0, goal or [])
        if other := held.get((place.room_id, place.starts_at)):
            where = where_words(version, goal or [])
            return Refusal(f"“{other.session}” is at {where} by now.", "Move it first.")
    return None
