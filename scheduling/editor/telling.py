"""Moves in words: who did what to which session, and when."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scheduling.models import Move
from scheduling.models.move import MoveKind

Where = Callable[[list[Any]], str]
"""Says room and time of a standing (Move.changes)."""


@dataclass(frozen=True)
class Told:
    number: int
    who: str
    at: datetime
    words: str
    is_undone: bool
    may_take_back: bool


def deed(before: list[Any] | None, after: list[Any] | None, title: str, where: Where) -> str:
    """Past tense, to stand after a name."""
    if after is None:
        return f"took “{title}” out of the schedule"
    if before is None:
        return f"placed “{title}” in {where(after)}"
    if before[:2] == after[:2]:
        held = [name for name, on in zip(("room", "time"), after[2:], strict=True) if on]
        return f"locked “{title}” ({' and '.join(held)})" if held else f"unlocked “{title}”"
    return f"moved “{title}” from {where(before)} to {where(after)}"


def words_of(move: Move, title: Callable[[str], str], where: Where) -> str:
    if move.kind == MoveKind.PLAN or len(move.changes) != 1:
        what = "1 session" if len(move.changes) == 1 else f"{len(move.changes)} sessions"
        plain = f"applied a plan to {what}" if move.kind == MoveKind.PLAN else f"changed {what}"
    else:
        key, (before, after) = next(iter(move.changes.items()))
        plain = deed(before, after, title(key), where)
    lead = {MoveKind.UNDO: "took a move back and ", MoveKind.REDO: "did a move again and "}
    return lead.get(MoveKind(move.kind), "") + plain
