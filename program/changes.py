"""What is different between two releases, in words a reader of the program understands."""

from dataclasses import dataclass

from program.snapshot import FrozenSession, Program


@dataclass(frozen=True)
class Change:
    """`kind` is new, moved, room, cancelled, revived or text."""

    kind: str
    session: FrozenSession
    sentence: str


def changes(before: Program, after: Program) -> list[Change]:
    """In the order of the newer program; sessions that stayed the same are not named."""
    found = []
    for session in after.sessions:
        old = before.session_by_code.get(session.code)
        change = _new(session, after) if old is None else _changed(old, session, before, after)
        if change:
            found.append(change)
    return found


def _new(session: FrozenSession, after: Program) -> Change | None:
    if session.cancelled:
        return None
    return Change("new", session, f"New: {_place(session, after)}.")


def _changed(old: FrozenSession, session: FrozenSession, before: Program, after: Program) -> Change | None:
    if session.cancelled and not old.cancelled:
        return Change("cancelled", session, f"Cancelled; it was {_place(old, before)}.")
    if session.cancelled:
        return None
    if old.cancelled:
        return Change("revived", session, f"Takes place after all: {_place(session, after)}.")
    if (old.starts_at, old.ends_at) != (session.starts_at, session.ends_at):
        return Change("moved", session, f"Moved from {_place(old, before)} to {_place(session, after)}.")
    if old.room != session.room:
        rooms = before.room_by_slug[old.room].name, after.room_by_slug[session.room].name
        return Change("room", session, f"Room changed from {rooms[0]} to {rooms[1]}.")
    if old.revised_at != session.revised_at:
        return Change("text", session, "Its text changed.")
    return None


def _place(session: FrozenSession, program: Program) -> str:
    starts = session.starts_at.astimezone(program.meeting.tz)
    return f"{starts:%a} {starts.day} {starts:%b} {starts:%H:%M}, {program.room_by_slug[session.room].name}"
