"""How far stages are, for those who lead them: counted for one person, with the same queries for one and for many.

What a conflict hides from her is in no count, so that her numbers are those of a world without it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from proposals.lifecycle import State
from proposals.models import Proposal
from reviews.memory import recalled
from reviews.models import Assignment, Decision, Stage
from reviews.models.conflict import hidden_from
from reviews.models.stage import JUDGED
from reviews.rules import Standing, standing_of
from workshops.rules import seats_by_committee


@dataclass(frozen=True)
class StageWork:
    """`late` were submitted after the stage was opened; `short` have fewer readers than the stage wants; `untold` are
    final decisions whose proposers do not know them yet, `held` of them with a letter that waits.
    """

    stage: Stage
    standing: Standing
    can_open: bool
    late: int = 0
    short: int = 0
    readings: int = 0
    outstanding: int = 0
    undecided: int = 0
    untold: int = 0
    held: int = 0

    def can_close(self, at: datetime) -> bool:
        """Every review is in, or its date has passed."""
        due = self.stage.reviews_due_at
        return self.stage.is_open and bool((self.readings and not self.outstanding) or (due and at >= due))


@dataclass(frozen=True)
class Counts:
    """Everything that is counted, by stage or by call."""

    in_review: dict[int, set[int]]
    submitted: Counter[int]
    decided: dict[int, set[int]]
    decisions: dict[int, list[tuple[int, bool]]]
    readings: dict[int, list[tuple[int, bool]]]


def work_of(person: Any, at: datetime) -> list[StageWork]:
    """The stages of meetings not over that she leads or decides in, in the order of their calls."""
    seats = seats_by_committee(person)
    now = Stage.objects.for_page().filter(call__meeting__ends_on__gte=at.date())
    hers = now if person.is_staff else now.filter(call__stages__committee__in=seats).distinct()
    every = list(hers.order_by("call__closes_at", "call", "order"))
    if not every:
        return []
    of_call: dict[int, list[Stage]] = defaultdict(list)
    for stage in every:
        of_call[stage.call_id].append(stage)
    keys = tuple((stage.counted_by, stage.closed_at, stage.readers_wanted) for stage in every)
    numbers = recalled(("work", keys), person, lambda: _numbers(person, every, of_call))
    standings = {stage.pk: standing_of(person, seats.get(stage.committee_id), stage) for stage in every}
    return [
        StageWork(stage, standings[stage.pk], _can_open(stage, of_call[stage.call_id], at), **numbers[stage.pk])
        for stage in every
        if standings[stage.pk].oversee
    ]


def _can_open(stage: Stage, siblings: list[Stage], at: datetime) -> bool:
    place = siblings.index(stage)
    if stage.opened_at is not None:
        return False
    return siblings[place - 1].closed_at is not None if place else at >= stage.call.closes_at


def _numbers(person: Any, every: list[Stage], of_call: dict[int, list[Stage]]) -> dict[int, dict[str, int]]:
    """By stage what StageWork counts; nothing of one that is not open yet."""
    counts = _count(person, every)
    return {
        stage.pk: _numbers_of(stage, of_call[stage.call_id], counts) if stage.opened_at else {} for stage in every
    }


def _count(person: Any, stages: Iterable[Stage]) -> Counts:
    hidden = hidden_from(person)
    calls = {stage.call_id for stage in stages}
    keys = [stage.pk for stage in stages]
    waiting = Proposal.objects.filter(call__in=calls, state__in=[State.SUBMITTED, *JUDGED]).exclude(pk__in=hidden)
    decisions = Decision.objects.standing().filter(stage__in=keys).shown_to(person)
    readings = Assignment.objects.filter(stage__in=keys, stage__closed_at__isnull=True).standing().shown_to(person)
    in_review, submitted = defaultdict(set), Counter()
    for pk, call, state in waiting.values_list("pk", "call", "state"):
        submitted[call] += state == State.SUBMITTED
        if state == State.IN_REVIEW:
            in_review[call].add(pk)
    decided, to_tell, read = defaultdict(set), defaultdict(list), defaultdict(list)
    for stage, proposal, released, letter in decisions.values_list("stage", "proposal", "released_at", "letter"):
        decided[stage].add(proposal)
        if released is None:
            to_tell[stage].append((proposal, letter is not None))
    for stage, proposal, handed_in in readings.values_list("stage", "proposal", "review__submitted_at"):
        read[stage].append((proposal, handed_in is not None))
    return Counts(in_review, submitted, decided, to_tell, read)


def _numbers_of(stage: Stage, siblings: list[Stage], counts: Counts) -> dict[str, int]:
    place = siblings.index(stage)
    before = siblings[place - 1] if place else None
    after = siblings[place + 1] if place + 1 < len(siblings) else None
    taken = set(counts.in_review[stage.call_id])
    if before:
        taken &= counts.decided[before.pk]
    readings = [done for proposal, done in counts.readings[stage.pk] if proposal in taken]
    readers = Counter(proposal for proposal, _ in counts.readings[stage.pk])
    to_tell = counts.decisions[stage.pk] if stage.is_final else []
    is_settled = after is not None and after.opened_at is not None
    return {
        "late": counts.submitted[stage.call_id] if stage.is_open and before is None else 0,
        "short": sum(readers[key] < stage.readers_wanted for key in taken)
        if stage.is_open and stage.rubric_id
        else 0,
        "readings": len(readings),
        "outstanding": readings.count(False),
        "undecided": 0 if is_settled else len(taken - counts.decided[stage.pk]),
        "untold": len(to_tell),
        "held": sum(has_letter for _, has_letter in to_tell),
    }
