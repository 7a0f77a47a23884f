"""Think a portfolio through: ticks of one's own, questions to the solver, and deciding as one has ticked."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from jobs.actions import enqueue
from people.refusal import insist
from proposals.models import Proposal
from reviews import rules
from reviews.actions.deciding import decide, undecide
from reviews.models import Decision, Outcome, Stage
from reviews.models.portfolio import Overlap, PortfolioRun, Tick
from reviews.order import leaves_order
from reviews.portfolio.merit import worth_of
from reviews.portfolio.question import world_of
from reviews.portfolio.solving import question_of, solve

SOLVE = "reviews.portfolio"
AT_ONCE = 12_000
"""Proposals times draws that are answered while one waits, in about a second; more is background work."""


@transaction.atomic
def tick(stage: Stage, *, shown: Collection[int], taken: Collection[int], by: Any, at: datetime) -> None:
    """Of the proposals shown, those taken are ticked and the others are not; ticks elsewhere stay."""
    insist(rules.see_ranking(by, stage))
    known = set(stage.proposals_for(by).filter(pk__in=list(shown)).values_list("pk", flat=True))
    Tick.objects.filter(stage=stage, person=by, proposal__in=known - set(taken)).delete()
    rows = [Tick(stage=stage, person=by, proposal_id=key, at=at) for key in sorted(known & set(taken))]
    Tick.objects.bulk_create(rows, ignore_conflicts=True)


def throw_away(stage: Stage, *, by: Any, at: datetime) -> int:
    """All ticks of hers in the stage; answers how many there were."""
    insist(rules.see_ranking(by, stage))
    return Tick.objects.filter(stage=stage, person=by).delete()[0]


@transaction.atomic
def tick_answer(run: PortfolioRun, *, keys: Collection[int], by: Any, at: datetime) -> None:
    """Her ticks become what the solver chose, where it is still undecided."""
    throw_away(run.stage, by=by, at=at)
    keys = list(undecided_of(run.stage, by).filter(pk__in=list(keys)).values_list("pk", flat=True))
    tick(run.stage, shown=keys, taken=keys, by=by, at=at)


@transaction.atomic
def decide_as_ticked(stage: Stage, *, rest: str, by: Any, at: datetime, reason: str = "") -> list[Proposal]:
    """Accept what she ticked and is undecided; `rest` is the outcome of all else that is undecided, or an empty text
    for none. `reason` goes with each that leaves the order. Her ticks there are used up.
    """
    insist(rules.decide_in(by, stage))
    ticked = set(Tick.objects.filter(stage=stage, person=by).values_list("proposal", flat=True))
    decided = []
    for proposal in undecided_of(stage, by):
        outcome = Outcome.ACCEPT.value if proposal.pk in ticked else rest
        if outcome:
            why = reason if leaves_order(stage, proposal, outcome, by) else ""
            decide(stage, proposal=proposal, outcome=outcome, reason=why, by=by, at=at)
            decided.append(proposal)
    Tick.objects.filter(stage=stage, person=by, proposal__in=decided).delete()
    record("decide_as_ticked", stage, by=by, at=at, proposals=[each.pk for each in decided], rest=rest)
    return decided


def undecided_of(stage: Stage, person: Any) -> Any:
    decided = stage.decisions.standing().order_by().values("proposal")
    return stage.proposals_for(person).filter(state="in_review").exclude(pk__in=decided).order_by("pk")


@transaction.atomic
def undo_decided(stage: Stage, *, decided_at: datetime, by: Any, at: datetime) -> int:
    """Take back what she decided as ticked at that moment and nobody has changed or released since; ticks of what was
    accepted come back.
    """
    insist(rules.decide_in(by, stage))
    made = Decision.objects.unreleased().filter(stage=stage, by=by, at=decided_at).shown_to(by)
    rows = list(made.select_related("proposal").order_by("pk"))
    for row in rows:
        undecide(stage, proposal=row.proposal, by=by, at=at)
    accepted = [row.proposal_id for row in rows if row.outcome == Outcome.ACCEPT]
    tick(stage, shown=accepted, taken=accepted, by=by, at=at)
    return len(rows)


@transaction.atomic
def ask_solver(
    stage: Stage, *, seed: int, draws: int, with_ticks: bool, lots: bool, by: Any, at: datetime
) -> PortfolioRun:
    """Store the question and answer it, at once where it is small, else by a job."""
    insist(rules.see_ranking(by, stage))
    world = world_of(stage, by)
    worth = worth_of(stage, world.keys, draws=draws, seed=seed)
    problem = world.problem(worth.merit, with_ticks=with_ticks)
    question = question_of(problem, draws=draws, lots=lots)
    run = PortfolioRun.objects.create(stage=stage, person=by, at=at, seed=seed, question=question)
    run.proposals.set(problem.values)
    if len(problem.values) * draws > AT_ONCE:
        run.job = enqueue(SOLVE, by=by, at=at, key=f"run-{run.pk}", run=run.pk)
    else:
        run.answer = solve(run, {case.key: case.title for case in world.cases}, worth.draws)
    run.save(update_fields=["job", "answer"])
    record("ask_solver", run, by=by, at=at, seed=seed, draws=draws, proposals=len(problem.values))
    return run


@transaction.atomic
def mark_overlap(stage: Stage, *, pair: Collection[Proposal], overlaps: bool, by: Any, at: datetime) -> None:
    """Say of two proposals of a stage that they overlap, or take it back."""
    one, other = sorted(pair, key=lambda proposal: proposal.pk)
    insist(rules.see_ranking(by, stage) or rules.in_conflict(by, one) or rules.in_conflict(by, other))
    if overlaps:
        Overlap.objects.get_or_create(one=one, other=other, defaults={"call": stage.call, "by": by, "at": at})
    else:
        Overlap.objects.filter(one=one, other=other).delete()
    record("mark_overlap" if overlaps else "unmark_overlap", one, by=by, at=at, other=other.pk)
