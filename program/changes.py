"""What is different between two releases, in words a reader of the program understands."""

from collections.abc import Iterator
from dataclasses import dataclass

from program.rendition.words import clock_of
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
        reason = f" {session.cancel_reason}" if session.cancel_reason else ""
        return Change("cancelled", session, f"Cancelled; it was {_place(old, before)}.{reason}")
    if session.cancelled:
        return None
    if old.cancelled:
        return Change("revived", session, f"Takes place after all: {_place(session, after)}.")
    if old.starts_at == session.starts_at and old.ends_at != session.ends_at and old.room == session.room:
        clocks = [clock_of(each.ends_at.astimezone(after.meeting.tz)) for each in (session, old)]
        return Change("moved", session, f"Ends at {clocks[0]} instead of {clocks[1]}.")
    if (old.starts_at, old.ends_at) != (session.starts_at, session.ends_at):
        return Change("moved", session, f"Moved from {_place(old, before)} to {_place(session, after)}.")
    if old.room != session.room:
        rooms = before.room_by_slug[old.room].name, after.room_by_slug[session.room].name
        return Change("room", session, f"Room changed from {rooms[0]} to {rooms[1]}.")
    if old.revised_at != session.revised_at:
        told = " ".join(_reworded(old, session, before, after))
        return Change("text", session, told or "Its text changed.")
    return None


def _reworded(old: FrozenSession, session: FrozenSession, before: Program, after: Program) -> Iterator[str]:
    """What can be said in a sentence of a change that moves nothing: name, room's name, people."""
    if old.title != session.title:
        yield f"Its name was “{old.title}”."
    rooms = before.room_by_slug[old.room].name, after.room_by_slug[session.room].name
    if rooms[0] != rooms[1]:
        yield f"{rooms[0]} is now called {rooms[1]}."
    was, now = ({each.code: each.name for each in program.people_of(found)} for program, found in
                ((before, old), (after, session)))  # fmt: skip
    if came := [name for code, name in now.items() if code not in was]:
        yield f"Now with {', '.join(came)}."
    if left := [name for code, name in was.items() if code not in now]:
        yield f"No longer with {', '.join(left)}."
    if old.limited != session.limited:
        yield "Places are limited now: sign up for it." if session.limited else "No sign-up is needed any more."


def _place(session: FrozenSession, program: Program) -> str:
    starts = session.starts_at.astimezone(program.meeting.tz)
    return f"{starts:%a} {starts.day} {starts:%b} {clock_of(starts)}, {program.room_by_slug[session.room].name}"
