"""The ranking of a stage as its pages, files and charts show it. Whoever looks is part of the question: proposals in
which she has a conflict are not in it, in no row, count or average.

What everything is sorted, filtered and counted by is remembered (`reviews.calibration.memory`); from the database
comes only what stands in the rows that are shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from proposals.models import Proposal
from proposals.reading import with_submitted_titles
from reviews.calibration.counting import Counted, Standings, readings_of, scale_of, scored_stage
from reviews.calibration.memory import standings_of
from reviews.calibration.words import chance_in_words
from reviews.engine.merit import Merit, band_of
from reviews.engine.ranking import Line
from reviews.models import Criterion, Decision, Review, Stage

__all__ = [
    "Board",
    "Row",
    "board_of",
    "history_of",
    "readings_of",
    "reviews_of",
    "row_of",
    "rows_of",
    "scale_of",
    "scored_stage",
]


@dataclass(frozen=True)
class Row:
    """A proposal with its numbers. `assigned` is out of how many `line.readings` were handed in; `merit` is what is
    left of its scores without its readers' offsets; `means` holds the label and the mean of each criterion.
    """

    proposal: Proposal
    line: Line
    merit: Merit | None
    assigned: int
    decision: Decision | None
    recommended: Decision | None
    means: list[tuple[str, float | None]]

    @property
    def chance(self) -> str:
        return chance_in_words(self.merit.p_top) if self.merit else ""

    @property
    def band(self) -> str:
        return band_of(self.merit.p_top) if self.merit else ""


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
    """Every row at once, for a file; a page asks for its own rows. A constant number of queries."""
    standings = standings_of(stage, person)
    rows = rows_of(stage, person, standings, standings.rows, whole=True)
    return Board(stage, standings.scored, list(standings.criteria), rows)


def rows_of(
    stage: Stage, person: Any, standings: Standings, counted: Sequence[Counted], *, whole: bool = False
) -> list[Row]:
    """These lines of the standings with what the database knows of their proposals now: three queries, and one each
    for topics and for conditions of decisions where the rows are to be whole.
    """
    keys = [each.proposal for each in counted]
    found = stage.proposals_for(person).filter(pk__in=keys).select_related("format", "proposer")
    proposals = {row.pk: row for row in with_submitted_titles(found.prefetch_related("topics") if whole else found)}
    decisions = Decision.objects.standing().filter(stage__in=[stage, stage.before], proposal__in=keys)
    decisions = decisions.shown_to(person).select_related("letter").order_by("pk")
    of = {
        (one.stage_id, one.proposal_id): one
        for one in (decisions.prefetch_related("conditions") if whole else decisions)
    }
    earlier = stage.before.pk if stage.before else None

    def row(each: Counted) -> Row:
        means = [(one.label, each.line.by_criterion.get(one.pk)) for one in standings.criteria]
        decided, recommended = of.get((stage.pk, each.proposal)), of.get((earlier, each.proposal))
        return Row(proposals[each.proposal], each.line, each.merit, each.assigned, decided, recommended, means)

    return [row(each) for each in counted if each.proposal in proposals]


def row_of(stage: Stage, person: Any, proposal: Proposal) -> Row | None:
    standings = standings_of(stage, person)
    counted = [each for each in standings.rows if each.proposal == proposal.pk]
    return next(iter(rows_of(stage, person, standings, counted)), None)


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
