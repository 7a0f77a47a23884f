"""The ranking of a stage as its pages, files and charts show it. Whoever looks is part of the question: proposals in
which she has a conflict are not in it, in no row, count or average.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from proposals.models import Proposal
from proposals.reading import with_submitted_titles
from reviews.engine.ranking import Line, Reading, Scale, rank
from reviews.models import Assignment, Criterion, Decision, Review, Stage


@dataclass(frozen=True)
class Row:
    """A proposal with its numbers. `assigned` is out of how many `line.readings` were handed in; `means` holds the
    label and the mean of each criterion.
    """

    proposal: Proposal
    line: Line
    assigned: int
    decision: Decision | None
    recommended: Decision | None
    means: list[tuple[str, float | None]]


@dataclass(frozen=True)
class Board:
    """`scored` is the stage whose reviews are counted: this one, or the last before it that has a rubric."""

    stage: Stage
    scored: Stage
    criteria: list[Criterion]
    rows: list[Row]

    @property
    def decided(self) -> int:
        return sum(1 for row in self.rows if row.decision)


def board_of(stage: Stage, person: Any) -> Board:
    """A constant number of queries, whatever is in the stage."""
    scored = scored_stage(stage)
    criteria = list(scored.rubric.criteria.all()) if scored.rubric else []
    proposals = {
        proposal.pk: proposal
        for proposal in with_submitted_titles(
            stage.proposals_for(person)
            .select_related("format", "proposer")
            .prefetch_related("topics")
            .order_by("title", "pk")
        )
    }
    lines = rank(proposals, readings_of(scored, proposals), [scale_of(criterion) for criterion in criteria])
    assigned = Counter(
        Assignment.objects.filter(stage=scored, proposal__in=proposals).standing().values_list("proposal", flat=True)
    )
    decided = latest(stage, proposals, person)
    recommended = latest(stage.before, proposals, person) if stage.before else {}

    def row(line: Line) -> Row:
        key: Any = line.proposal
        means = [(criterion.label, line.by_criterion.get(criterion.pk)) for criterion in criteria]
        return Row(proposals[key], line, assigned[key], decided.get(key), recommended.get(key), means)

    return Board(stage, scored, criteria, [row(line) for line in lines])


def scored_stage(stage: Stage) -> Stage:
    if stage.rubric_id:
        return stage
    earlier = Stage.objects.filter(call=stage.call_id, order__lt=stage.order, rubric__isnull=False)
    return earlier.select_related("rubric").order_by("order").last() or stage


def scale_of(criterion: Criterion) -> Scale:
    return Scale(criterion.pk, criterion.lowest, criterion.highest, float(criterion.weight))


def readings_of(stage: Stage, proposals: Collection[int]) -> list[Reading]:
    rows = (
        Review.objects.counted(stage)
        .filter(assignment__proposal__in=proposals)
        .values_list("assignment__proposal", "advice", "pk", "scores__criterion", "scores__value")
    )
    scores: dict[int, dict[Any, int]] = defaultdict(dict)
    about: dict[int, tuple[int, str]] = {}
    for proposal, advice, review, criterion, value in rows:
        about[review] = (proposal, advice)
        if criterion is not None:
            scores[review][criterion] = value
    return [Reading(proposal, scores[review], advice) for review, (proposal, advice) in sorted(about.items())]


def latest(stage: Stage, proposals: Iterable[int], person: Any) -> dict[int, Decision]:
    """The last decision of the stage on each proposal, as far as it stands."""
    rows = Decision.objects.standing().filter(stage=stage, proposal__in=proposals).shown_to(person)
    rows = rows.select_related("letter").prefetch_related("conditions").order_by("pk")
    return {row.proposal_id: row for row in rows}


def reviews_of(stage: Stage, proposal: Proposal) -> list[Review]:
    """Every counted review of a proposal in a stage, with its reader and scores, and how many texts are `kept`."""
    rows = Review.objects.counted(stage).filter(assignment__proposal=proposal)
    rows = rows.select_related("assignment__reviewer", "assignment__stage").prefetch_related("scores__criterion")
    rows = rows.annotate(kept=Count("versions"))
    return list(rows.order_by("assignment__reviewer__family_name", "pk"))


def history_of(stage: Stage, proposal: Proposal, person: Any) -> list[Decision]:
    """What this stage and those before it decided, in order; of later ones a committee learns nothing here."""
    rows = proposal.decisions.filter(stage__order__lte=stage.order).shown_to(person)
    rows = rows.select_related("stage__committee", "by", "merge_with").prefetch_related("conditions__owner")
    return list(rows.order_by("stage__order", "pk"))
