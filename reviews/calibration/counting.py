"""Count a stage: from its reviews to a line for each proposal, raw and adjusted. A constant number of queries."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Sum

from proposals.models import Proposal
from proposals.reading import with_submitted_titles
from reviews.engine.links import Graph
from reviews.engine.merit import Calibration, Mark, Merit, Offset, band_of
from reviews.engine.ranking import Line, Reading, Scale, rank, score
from reviews.models import Assignment, Criterion, Decision, Review, Stage
from workshops.models import Allotment

SPAN = 100.0
TITLES = ("pk", "title", "state", "state_before", "format")


@dataclass(frozen=True, slots=True)
class Counted:
    """What a proposal is sorted and filtered by. `title` is the one handed in; `assigned` is out of how many
    `line.readings` were handed in; `merit` is None without a reading.
    """

    proposal: int
    title: str
    format: int
    topics: frozenset[int]
    assigned: int
    line: Line
    merit: Merit | None
    outcome: str | None
    recommended: str | None

    @property
    def is_alive(self) -> bool:
        """Accepted, or not clearly declined."""
        if self.outcome:
            return self.outcome != "decline"
        return self.merit is None or band_of(self.merit.p_top) != "decline"


@dataclass(frozen=True)
class Standings:
    """A stage counted for one person. `scored` is the stage whose reviews count; `rows` best raw mean first;
    `distribution` is {criterion: {score: how often}}, `loads` {reader: (handed in, assigned)}.
    """

    scored: Stage
    criteria: tuple[Criterion, ...]
    rows: tuple[Counted, ...]
    offsets: tuple[Offset, ...]
    graph: Graph
    noise: float
    top: int
    seed: int
    version: str
    distribution: Mapping[int, Mapping[int, int]]
    loads: Mapping[int, tuple[int, int]]

    @cached_property
    def decided(self) -> int:
        return sum(row.outcome is not None for row in self.rows)

    @cached_property
    def by_topic(self) -> tuple[Counter[int], Counter[int]]:
        """Of each topic how many proposals there are, and how many of them may well be accepted."""
        every = Counter(topic for row in self.rows for topic in row.topics)
        return every, Counter(topic for row in self.rows if row.is_alive for topic in row.topics)


@dataclass(frozen=True)
class Inputs:
    """What a calibration is made of. A reading's `reviewer` is a person's key."""

    scored: Stage
    criteria: tuple[Criterion, ...]
    proposals: tuple[Proposal, ...]
    readings: tuple[Reading, ...]
    top: int
    seed: int

    @property
    def marks(self) -> list[Mark]:
        return marks_of(self.readings, self.criteria)

    def calibrated(self) -> Calibration:
        from reviews.engine.calibration import calibrate  # brings numpy

        return calibrate(self.marks, top=self.top, seed=self.seed, span=SPAN)


def marks_of(readings: Iterable[Reading], criteria: Iterable[Criterion]) -> list[Mark]:
    """Readings that give a score."""
    scales = [scale_of(criterion) for criterion in criteria]
    found = [(reading, score(reading, scales)) for reading in readings]
    return [Mark(each.proposal, each.reviewer, value) for each, value in found if value is not None]


def inputs_of(stage: Stage, person: Any) -> Inputs:
    scored = scored_stage(stage)
    rows = with_submitted_titles(stage.proposals_for(person).only(*TITLES).order_by("title", "pk"))
    readings = readings_of(scored, [row.pk for row in rows])
    return Inputs(
        scored, tuple(scored.criteria), tuple(rows), tuple(readings), places_of(stage, len(rows)), seed=stage.pk
    )


def places_of(stage: Stage, proposals: int) -> int:
    """K, the best so many that are looked for: what the chair said, else the slots of the call, else a third."""
    slots = Allotment.objects.filter(call=stage.call_id).aggregate(all=Sum("slots"))["all"]
    return stage.places or slots or -(-proposals // 3)


def count(stage: Stage, person: Any) -> Standings:
    inputs = inputs_of(stage, person)
    found = inputs.calibrated()
    merits = {merit.proposal: merit for merit in found.merits}
    rows = {row.pk: row for row in inputs.proposals}
    scales = [scale_of(criterion) for criterion in inputs.criteria]
    topics = _topics(rows)
    given = _assigned(inputs.scored, rows)
    assigned = Counter(proposal for proposal, _, _ in given)
    decided = outcomes(stage, rows, person)
    recommended = outcomes(stage.before, rows, person) if stage.before else {}

    def counted(line: Line) -> Counted:
        key: Any = line.proposal
        row = rows[key]
        return Counted(
            key, row.title, row.format_id, topics[key], assigned[key], line, merits.get(key),
            decided.get(key), recommended.get(key),
        )  # fmt: skip

    lines = tuple(counted(line) for line in rank(rows, inputs.readings, scales))
    return Standings(
        inputs.scored, inputs.criteria, lines, found.offsets, found.graph, found.noise, inputs.top, found.seed,
        found.version, _distribution(inputs), _loads(given),
    )  # fmt: skip


def _assigned(stage: Stage, proposals: Collection[int]) -> list[tuple[int, int, Any]]:
    """Proposal, reader and when she handed in, of every reading that counts."""
    rows = Assignment.objects.filter(stage=stage, proposal__in=proposals).standing()
    return list(rows.values_list("proposal", "reviewer", "review__submitted_at"))


def _loads(given: Iterable[tuple[int, int, Any]]) -> dict[int, tuple[int, int]]:
    found: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for _, reader, handed_in in given:
        done, whole = found[reader]
        found[reader] = (done + (handed_in is not None), whole + 1)
    return dict(found)


def _distribution(inputs: Inputs) -> dict[int, dict[int, int]]:
    """How often each score of each criterion's scale was given."""
    found = {each.pk: dict.fromkeys(range(each.lowest, each.highest + 1), 0) for each in inputs.criteria}
    for reading in inputs.readings:
        for criterion, value in reading.scores.items():
            if counts := found.get(criterion):  # type: ignore[call-overload]
                counts[value] = counts.get(value, 0) + 1
    return found


def _topics(proposals: Mapping[int, Proposal]) -> dict[int, frozenset[int]]:
    pairs = Proposal.topics.through.objects.filter(proposal__in=proposals).values_list("proposal", "topic")
    found: dict[int, set[int]] = defaultdict(set)
    for proposal, topic in pairs:
        found[proposal].add(topic)
    return {key: frozenset(found[key]) for key in proposals}


def outcomes(stage: Stage, proposals: Collection[int], person: Any) -> dict[int, str]:
    """What the stage decided last on each proposal, as far as it stands."""
    rows = Decision.objects.standing().filter(stage=stage, proposal__in=proposals).shown_to(person)
    return dict(rows.order_by("pk").values_list("proposal", "outcome"))


def scored_stage(stage: Stage) -> Stage:
    if stage.rubric_id:
        return stage
    earlier = Stage.objects.filter(call=stage.call_id, order__lt=stage.order, rubric__isnull=False)
    return earlier.select_related("rubric").order_by("order").last() or stage


def scale_of(criterion: Criterion) -> Scale:
    return Scale(criterion.pk, criterion.lowest, criterion.highest, float(criterion.weight))


def readings_of(stage: Stage, proposals: Collection[int]) -> list[Reading]:
    """Counted reviews with their scores, in the order in which they were begun."""
    rows = (
        Review.objects.counted(stage)
        .filter(assignment__proposal__in=proposals)
        .values_list(
            "assignment__proposal", "advice", "assignment__reviewer", "pk", "scores__criterion", "scores__value"
        )
    )
    scores: dict[int, dict[Any, int]] = defaultdict(dict)
    about: dict[int, tuple[int, str, int]] = {}
    for proposal, advice, reviewer, review, criterion, value in rows:
        about[review] = (proposal, advice, reviewer)
        if criterion is not None:
            scores[review][criterion] = value
    return [
        Reading(proposal, scores[review], advice, reviewer)
        for review, (proposal, advice, reviewer) in sorted(about.items())
    ]


def draws_of(found: Calibration) -> dict[Any, tuple[float, ...]]:
    keys: Sequence[Any] = [merit.proposal for merit in found.merits]
    return {key: tuple(row) for key, row in zip(keys, found.draws.tolist(), strict=True)}
