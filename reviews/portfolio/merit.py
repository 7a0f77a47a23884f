"""What readers think each proposal is worth, 0 to 100: as they said it, and seen through who scores harshly."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from reviews.calibration.counting import marks_of, readings_of, scale_of, scored_stage
from reviews.engine.ranking import Line, rank
from reviews.models import Stage


@dataclass(frozen=True)
class Worth:
    """`merit` is the adjusted score of each proposal that somebody has read, `draws` are what they could also be."""

    merit: Mapping[int, float]
    draws: list[dict[int, float]]


def lines_of(stage: Stage, keys: list[int]) -> dict[int, Line]:
    """{proposal: its line in the ranking}, of those that somebody has read."""
    scored = scored_stage(stage)
    lines = rank(keys, readings_of(scored, keys), [scale_of(criterion) for criterion in scored.criteria])
    return {key: line for line in lines if line.mean is not None for key in [int(str(line.proposal))]}


def worth_of(stage: Stage, keys: Collection[int], *, draws: int, seed: int) -> Worth:
    """Calibrated by their shared readings; three queries."""
    from reviews.engine.calibration import calibrate  # brings numpy

    scored = scored_stage(stage)
    marks = marks_of(readings_of(scored, keys), scored.criteria)
    found = calibrate(marks, top=len(keys), seed=seed, draws=max(draws, 1))
    read = [int(str(merit.proposal)) for merit in found.merits]
    columns = found.draws.T.tolist()[:draws]
    return Worth(
        {key: merit.merit for key, merit in zip(read, found.merits, strict=True)},
        [dict(zip(read, column, strict=True)) for column in columns],
    )
