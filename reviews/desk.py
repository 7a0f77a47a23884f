"""A reviewer's desk: her assignments in a meeting, sorted by what they ask of her."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from proposals.reading import with_submitted_titles
from reviews.models import Assignment, Conflict
from reviews.models.stage import JUDGED
from workshops.models import Meeting


@dataclass(frozen=True)
class Desk:
    """`waiting` soonest due first; `ended` were not submitted before their stage closed. A conflict says no more
    than its owner wrote: of the proposal she sees nothing.
    """

    waiting: list[Assignment]
    done: list[Assignment]
    ended: list[Assignment]
    declined: list[Assignment]
    conflicts: list[Conflict]

    @property
    def total(self) -> int:
        return len(self.waiting) + len(self.done) + len(self.ended)

    @property
    def next(self) -> Assignment | None:
        return self.waiting[0] if self.waiting else None

    @property
    def is_empty(self) -> bool:
        return not (self.total or self.declined or self.conflicts)


def desk_of(person: Any, meeting: Meeting) -> Desk:
    """Three queries whatever their number."""
    rows = (
        Assignment.objects.of(person)
        .filter(stage__call__meeting=meeting)
        .select_related("stage__call", "stage__committee", "proposal__format", "review")
        .prefetch_related("proposal__topics")
        .order_by("id")
    )
    with_submitted_titles(row.proposal for row in rows)
    piles: dict[str, list[Assignment]] = {"waiting": [], "done": [], "ended": [], "declined": []}
    for row in rows:
        piles[pile_of(row)].append(row)
    piles["waiting"].sort(key=_due)
    conflicts = Conflict.objects.declared().of(person).filter(proposal__call__meeting=meeting).order_by("-at", "-id")
    return Desk(**piles, conflicts=list(conflicts))


def pile_of(assignment: Assignment) -> str:
    if assignment.state in ("declined", "done"):
        return assignment.state
    judged = assignment.proposal.state in JUDGED
    return "waiting" if assignment.stage.is_open and judged else "ended"


def _due(assignment: Assignment) -> tuple[bool, datetime | None, int]:
    due = assignment.stage.reviews_due_at
    return (due is None, due, assignment.pk) if due else (True, None, assignment.pk)
