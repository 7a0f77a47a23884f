"""What readers think each proposal is worth, 0 to 100: as they said it, and seen through who scores harshly."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reviews.board import readings_of, scale_of, scored_stage
from reviews.engine.ranking import Line, Reading, rank, score
from reviews.models import Review, Stage

if TYPE_CHECKING:
    from reviews.engine.calibration import Mark


@dataclass(frozen=True)
class Worth:
    """`merit` is the adjusted score of each proposal that somebody has read, `draws` are what they could also be."""

    merit: Mapping[int, float]
    draws: list[dict[int, float]]


def lines_of(stage: Stage, keys: list[int]) -> dict[int, Line]:
    """{proposal: its line in the ranking}, of those that somebody has read."""
    scored = scored_stage(stage)
    criteria = list(scored.rubric.criteria.all()) if scored.rubric else []
    lines = rank(keys, readings_of(scored, keys), [scale_of(criterion) for criterion in criteria])
    return {key: line for line in lines if line.mean is not None for key in [int(str(line.proposal))]}


def worth_of(stage: Stage, keys: Collection[int], *, draws: int, seed: int) -> Worth:
    """Calibrated by their shared readings; three queries."""
    from reviews.engine.calibration import calibrate  # brings numpy

    found = calibrate(marks_of(stage, keys), top=len(keys), seed=seed, draws=max(draws, 1))
    read = [int(str(merit.proposal)) for merit in found.merits]
    columns = found.draws.T.tolist()[:draws]
    return Worth(
        {key: merit.merit for key, merit in zip(read, found.merits, strict=True)},
        [dict(zip(read, column, strict=True)) for column in columns],
    )


def marks_of(stage: Stage, keys: Collection[int]) -> "list[Mark]":
    from reviews.engine.calibration import Mark  # brings numpy

    scored = scored_stage(stage)
    scales = [scale_of(criterion) for criterion in scored.rubric.criteria.all()] if scored.rubric else []
    rows = Review.objects.counted(scored).filter(assignment__proposal__in=keys).order_by("pk")
    names = ("pk", "assignment__proposal", "assignment__reviewer", "scores__criterion", "scores__value")
    scores: dict[tuple[int, int, int], dict[Any, int]] = defaultdict(dict)
    for review, proposal, reader, criterion, value in rows.values_list(*names):
        if criterion is not None:
            scores[review, proposal, reader][criterion] = value
    marks = []
    for (_, proposal, reader), given in scores.items():
        if (number := score(Reading(proposal, given), scales)) is not None:
            marks.append(Mark(proposal, reader, number))
    return marks
