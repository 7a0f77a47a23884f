"""The last moves of a version, and which of them she who looks may take back or do again."""

from dataclasses import dataclass
from typing import Any

from scheduling.actions.journal import NEAR
from scheduling.actions.undoing import OF_OTHERS, may_take_back, redoable, undoable
from scheduling.draft.problem_of import moment_of
from scheduling.editor.desk import Desk
from scheduling.editor.telling import Told, deed, words_of
from scheduling.models import Move, Session, Version

LATEST = 8


@dataclass(frozen=True)
class History:
    rows: list[Told]
    undo: Told | None
    redo: Told | None


def history_of(version: Version, desk: Desk, person: Any) -> History:
    """In three queries."""
    version.edit = desk.edit
    rows = list(version.moves.select_related("by")[:LATEST])
    mine, again = undoable(version, person), redoable(version, person)
    last = rows[0] if rows and may_take_back(version, rows[0], person) is None else None
    offered = {move.number for move in (mine, last) if move}
    return History(
        [told(desk, move, move.number in offered) for move in rows],
        told(desk, mine, True) if mine else None,
        told(desk, again, True) if again else None,
    )


def moves_of(version: Version, session: Session) -> list[tuple[Move, str]]:
    """What was done with one session, newest first, as far as the last moves go."""
    rooms: dict[int, str] = {}

    def where(stands: list[Any]) -> str:
        if not rooms:
            rooms.update(version.meeting.rooms.values_list("pk", "name"))
        local = moment_of(stands[1]).astimezone(version.meeting.tz)
        return f"{rooms.get(stands[0], 'a room that is gone')}, {local:%a %H:%M}"

    rows = [move for move in version.moves.select_related("by")[:NEAR] if str(session.pk) in move.changes]
    return [(move, deed(*move.changes[str(session.pk)], session.title, where)) for move in rows[:LATEST]]


def told(desk: Desk, move: Move, may_be_taken_back: bool) -> Told:
    def title(key: str) -> str:
        return desk.sessions[key].title if key in desk.sessions else "a session that does not take place"

    def where(stands: list[Any]) -> str:
        room = desk.room_of.get(stands[0])
        local = moment_of(stands[1]).astimezone(desk.zone)
        return f"{room.name if room else 'a room that is gone'}, {local:%a %H:%M}"

    words = words_of(move, title, where)
    offered = may_be_taken_back and not move.is_undone and move.kind not in OF_OTHERS
    return Told(move.number, move.who, move.at, words, move.is_undone, offered)
