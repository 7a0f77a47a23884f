"""A kept run is opened: its numbers as they were found, and computed again from its inputs.

Whoever has a conflict in one of its proposals reads it as it would have been without that proposal.
"""

from dataclasses import dataclass
from typing import Any

from proposals.models import Proposal
from proposals.reading import with_submitted_titles
from reviews.calibration.counting import SPAN, Inputs
from reviews.calibration.words import chance_in_words
from reviews.engine.merit import VERSION, Calibration, Mark, Merit, band_of
from reviews.models import Assignment, CalibrationRun
from reviews.models.conflict import hidden_from

EQUAL = 1e-6


@dataclass(frozen=True)
class Line:
    """`proposal` is None where it no longer exists."""

    proposal: Proposal | None
    merit: Merit

    @property
    def chance(self) -> str:
        return chance_in_words(self.merit.p_top)

    @property
    def band(self) -> str:
        return band_of(self.merit.p_top)


@dataclass(frozen=True)
class Opened:
    """`same` says whether computing again gave what was kept; None where it cannot be compared: by another version of
    the model, or without what is hidden from who looks.
    """

    lines: list[Line]
    readings: int
    same: bool | None


def stored(inputs: Inputs) -> list[list[Any]]:
    """The marks with the assignment each came from, so that no person is named in what is kept."""
    rows = Assignment.objects.filter(stage=inputs.scored).values_list("proposal", "reviewer", "pk")
    keys = {(proposal, reviewer): key for proposal, reviewer, key in rows}
    return [[mark.proposal, keys[mark.proposal, mark.reviewer], mark.score] for mark in inputs.marks]


def results_of(found: Calibration) -> list[list[Any]]:
    return [[m.proposal, m.readings, m.raw, m.merit, m.error, m.p_top, m.rank, m.best, m.worst] for m in found.merits]


def opened(run: CalibrationRun, person: Any) -> Opened:
    from reviews.engine.calibration import calibrate  # brings numpy

    keys = {row[0] for row in run.results}
    hidden = set(hidden_from(person).filter(pk__in=keys).values_list("pk", flat=True))
    marks = _marks(run, hidden)
    kept = tuple(Merit(*row) for row in run.results)
    merits, same = kept, None
    if hidden or run.version == VERSION:
        again = calibrate(marks, top=run.top, seed=run.seed, span=SPAN).merits
        merits, same = (again, None) if hidden else (kept, _equal(kept, again))
    rows = Proposal.objects.filter(pk__in=keys - hidden)
    proposals = {row.pk: row for row in with_submitted_titles(rows)}
    lines = [Line(proposals.get(merit.proposal), merit) for merit in sorted(merits, key=lambda one: one.rank)]
    return Opened(lines, len(marks), same)


def _marks(run: CalibrationRun, hidden: set[Any]) -> list[Mark]:
    """A reading whose assignment is gone counts as that of a reader of her own."""
    readers = dict(Assignment.objects.filter(stage__call=run.stage.call_id).values_list("pk", "reviewer"))
    return [
        Mark(proposal, readers.get(assignment, f"gone {assignment}"), score)
        for proposal, assignment, score in run.inputs
        if proposal not in hidden
    ]


def _equal(kept: tuple[Merit, ...], again: tuple[Merit, ...]) -> bool:
    pairs = zip(kept, again, strict=False)
    return len(kept) == len(again) and all(
        one.proposal == other.proposal
        and abs(one.merit - other.merit) < EQUAL
        and abs(one.p_top - other.p_top) < EQUAL
        for one, other in pairs
    )
