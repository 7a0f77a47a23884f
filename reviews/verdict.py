"""What an outcome needs beside its name: conditions, the date of a revision, the other side of a merge."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from people.refusal import Refusal
from reviews.models import Decision, Outcome


@dataclass(frozen=True)
class Owed:
    """A condition before it is written down: what, who owes it, by which day."""

    text: str
    owner: Any
    due_on: date


def owed(decision: Decision) -> list[Owed]:
    """The conditions of a decision."""
    rows = decision.conditions.all() if decision.pk else []
    return [Owed(row.text, row.owner, row.due_on) for row in rows]


def points_of(text: str) -> list[str]:
    """What has to change: each paragraph is a point."""
    return [piece.strip() for piece in text.replace("\r\n", "\n").split("\n\n") if piece.strip()]


def misses(facts: Mapping[str, Any], conditions: Sequence[Owed], at: datetime) -> tuple[str, Refusal] | None:
    """What a decision with these facts still lacks, after the name of the fact."""
    outcome, until, words = facts["outcome"], facts["revise_by_at"], facts["to_proposer"].strip()
    if outcome == Outcome.CONDITIONS and not conditions:
        return "conditions", Refusal(
            "An acceptance with conditions names at least one.", "Write what has to be done."
        )
    if outcome == Outcome.REVISE and not words:
        return "to_proposer", Refusal("Say what has to change, one point a paragraph.", "The proposers answer each.")
    if outcome == Outcome.REVISE and (until is None or until <= at):
        return "revise_by_at", Refusal("Say until when the revision may come; the date has to be in the future.")
    if outcome == Outcome.MERGE and facts["merge_with"] is None:
        return "merge_with", Refusal("Say with which proposal it becomes one.")
    if outcome == Outcome.MERGE and not words:
        return "to_proposer", Refusal("Say why the two should become one.", "Both proposers read it.")
    return None
