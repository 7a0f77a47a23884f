"""A reviewer's desk: her assignments in a meeting, sorted by what they ask of her."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Count, prefetch_related_objects

from proposals.reading import with_submitted_titles
from reviews.models import Assignment, Conflict, Criterion, Score, Stage
from reviews.models.stage import JUDGED
from workshops.models import Meeting

PILES = {
    "waiting": "To do",
    "done": "Done",
    "ended": "Ended without a review of yours",
    "declined": "Declined",
}
BESIDES = 2
"""What a review asks for besides the scores: how sure she is, and her advice."""


@dataclass(frozen=True)
class Part:
    """What she reads in one stage, and how much of it is handed in."""

    stage: Stage
    done: int
    total: int


@dataclass(frozen=True)
class Desk:
    """`waiting` urgent ones first, then soonest due; `ended` were not submitted before their stage closed. A conflict
    says no more than its owner wrote: of the proposal she sees nothing.
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
    def rows(self) -> list[Assignment]:
        """All of it, what waits first; each knows its `pile`."""
        return [*self.waiting, *self.done, *self.ended, *self.declined]

    @property
    def parts(self) -> list[Part]:
        """By stage, in the order of what waits."""
        counted = [*self.waiting, *self.done, *self.ended]
        total = Counter(row.stage_id for row in counted)
        done = Counter(row.stage_id for row in self.done)
        stages = {row.stage_id: row.stage for row in counted}
        return [Part(stage, done[key], total[key]) for key, stage in stages.items()]

    @property
    def next(self) -> Assignment | None:
        return self.waiting[0] if self.waiting else None

    @property
    def is_empty(self) -> bool:
        return not (self.total or self.declined or self.conflicts)


def desk_of(person: Any, meeting: Meeting) -> Desk:
    """Three queries whatever their number. What a page shows of each row comes with `laid_out`."""
    rows = (
        Assignment.objects.of(person)
        .filter(stage__call__meeting=meeting)
        .select_related("stage__call", "stage__committee", "proposal__format", "review")
        .order_by("id")
    )
    with_submitted_titles(row.proposal for row in rows)
    piles: dict[str, list[Assignment]] = {"waiting": [], "done": [], "ended": [], "declined": []}
    for row in rows:
        row.pile = pile_of(row)
        piles[row.pile].append(row)
    piles["waiting"].sort(key=_due)
    conflicts = Conflict.objects.declared().of(person).filter(proposal__call__meeting=meeting).order_by("-at", "-id")
    return Desk(**piles, conflicts=list(conflicts))


def chosen(desk: Desk, wanted: dict[str, Any]) -> list[Assignment]:
    """Those that the filter leaves."""
    pile, stage = wanted.get("state") or "", wanted.get("stage") or ""
    return [row for row in desk.rows if pile in ("", row.pile) and stage in ("", str(row.stage_id))]


def laid_out(rows: Iterable[Assignment]) -> list[tuple[str, list[Assignment]]]:
    """Rows of one page under their headings, each with its topics and with how many questions are `answered` of those
    `asked`; three queries.
    """
    shown = list(rows)
    prefetch_related_objects(shown, "proposal__topics")
    reviews = [row.review.pk for row in shown if row.state == "begun"]
    scores = dict(
        Score.objects.filter(review__in=reviews).order_by().values_list("review").annotate(count=Count("pk"))
    )
    rubrics = {row.stage.rubric_id for row in shown}
    criteria = dict(
        Criterion.objects.filter(rubric__in=rubrics).order_by().values_list("rubric").annotate(count=Count("pk"))
    )
    for row in shown:
        row.asked = criteria.get(row.stage.rubric_id, 0) + BESIDES
        if row.state == "begun":
            row.answered = scores.get(row.review.pk, 0) + bool(row.review.confidence) + bool(row.review.advice)
    return [(PILES[pile], list(found)) for pile, found in groupby(shown, key=lambda row: row.pile)]


def pile_of(assignment: Assignment) -> str:
    if assignment.state in ("declined", "done"):
        return assignment.state
    judged = assignment.proposal.state in JUDGED
    return "waiting" if assignment.stage.is_open and judged else "ended"


def _due(assignment: Assignment) -> tuple[bool, bool, datetime | None, int]:
    due = assignment.due
    return (not assignment.is_urgent, due is None, due, assignment.pk)
