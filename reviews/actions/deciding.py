"""Decide, and think again. Nothing here reaches a proposer: that is `reviews.actions.telling`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from letters.actions import discard
from letters.models import Letter
from people.refusal import Refusal, Refused, insist
from proposals.models import Proposal
from reviews import rules
from reviews.models import Condition, Decision, Outcome, Stage
from reviews.order import leaves_order
from reviews.verdict import Owed, misses, owed


@transaction.atomic
def decide(
    stage: Stage,
    *,
    proposal: Proposal,
    outcome: str,
    by: Any,
    at: datetime,
    to_proposer: str = "",
    to_committee: str = "",
    reason: str = "",
    conditions: Sequence[Owed] = (),
    revise_by_at: datetime | None = None,
    merge_with: Proposal | None = None,
) -> Decision:
    """Write down what the committee decided, or change it; a held letter that no longer fits is discarded. What does
    not belong to the outcome (conditions of a decline) is left out.
    """
    locked = _lock(proposal)
    insist(rules.decide(by, stage, locked))
    insist(rules.choose(by, stage, locked, outcome, merge_with))
    kept: dict[str, Any] = {
        "outcome": outcome,
        "to_proposer": to_proposer.strip(),
        "revise_by_at": revise_by_at if outcome == Outcome.REVISE else None,
        "merge_with": merge_with if outcome == Outcome.MERGE else None,
    }
    listed = list(conditions) if outcome == Outcome.CONDITIONS else []
    if lacking := misses(kept, listed, at):
        insist(lacking[1])
    insist(_unreasoned(leaves_order(stage, locked, outcome, by), reason))
    decision = _unreleased(stage, locked) or Decision(stage=stage, proposal=locked)
    before, outcome_before = (_facts(decision), owed(decision)), decision.outcome
    for name, value in kept.items():
        setattr(decision, name, value)
    decision.place = decision.place if outcome == Outcome.WAITLIST else None
    decision.to_committee, decision.reason = to_committee.strip(), reason.strip()
    decision.by, decision.at = by, at
    if before != (_facts(decision), listed):
        _drop_letter(decision, at)
    decision.save()
    _keep_conditions(decision, listed)
    record("decide", decision, by=by, at=at, before=outcome_before, after=outcome, proposal=locked.pk)
    return decision


@transaction.atomic
def undecide(stage: Stage, *, proposal: Proposal, by: Any, at: datetime) -> None:
    """The proposal is undecided again."""
    locked = _lock(proposal)
    insist(rules.decide(by, stage, locked))
    decision = _unreleased(stage, locked)
    if decision is None:
        raise Refused(Refusal("There is no decision that could still be taken back."))
    _drop_letter(decision, at)
    record("undecide", decision, by=by, at=at, before=decision.outcome, proposal=locked.pk)
    decision.delete()


@transaction.atomic
def take_over(stage: Stage, *, by: Any, at: datetime) -> tuple[int, list[str]]:
    """Decide every undecided proposal as the stage before recommended. Returns how many, and a sentence for each that
    could not be."""
    insist(rules.decide_in(by, stage))
    if stage.before is None:
        raise Refused(Refusal("No stage before this one has recommended anything."))
    decided = stage.decisions.standing().order_by().values("proposal")
    undecided = stage.proposals_for(by).filter(state="in_review").exclude(pk__in=decided)
    rows = stage.before.decisions.standing().shown_to(by).filter(proposal__in=undecided)
    rows = rows.select_related("proposal", "merge_with").prefetch_related("conditions__owner").order_by("id")
    taken, faults = 0, []
    for row in {row.proposal_id: row for row in rows}.values():
        try:
            decide(stage, proposal=row.proposal, conditions=owed(row), **_facts(row), by=by, at=at)
        except Refused as refused:
            faults.append(f"“{row.proposal}”: {refused.refusal}")
        else:
            taken += 1
    return taken, faults


def _lock(proposal: Proposal) -> Proposal:
    return Proposal.objects.select_for_update().get(pk=proposal.pk)


def _unreleased(stage: Stage, proposal: Proposal) -> Decision | None:
    return Decision.objects.select_for_update().unreleased().filter(stage=stage, proposal=proposal).first()


def _unreasoned(sentence: str, reason: str) -> Refusal | None:
    return Refusal(sentence, "Say why you decide otherwise.") if sentence and not reason.strip() else None


def _facts(decision: Decision) -> dict[str, Any]:
    """What its letter says of it."""
    return {name: getattr(decision, name) for name in ("outcome", "to_proposer", "revise_by_at", "merge_with")}


def _keep_conditions(decision: Decision, wanted: list[Owed]) -> None:
    if owed(decision) == wanted:
        return
    decision.conditions.all().delete()
    for each in wanted:
        Condition.objects.create(decision=decision, text=each.text, owner=each.owner, due_on=each.due_on)


def _drop_letter(decision: Decision, at: datetime) -> None:
    """The machine discards what a person has just made untrue."""
    if decision.letter_id:
        discard(Letter.objects.filter(pk=decision.letter_id), by=None, at=at)
        decision.letter = None
