"""Decide, and think again. Nothing here reaches a proposer: that is `reviews.actions.telling`."""

from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from letters.actions import discard
from letters.models import Letter
from people.refusal import Refusal, Refused, insist
from proposals.lifecycle import Verb, transition
from proposals.models import Proposal
from reviews import rules
from reviews.models import Decision, Outcome, Stage


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
) -> Decision:
    """Write down what the committee decided, or change it; a held letter that no longer fits is discarded."""
    locked = _lock(proposal)
    insist(rules.decide(by, stage, locked))
    insist(_possible(stage, locked, outcome))
    decision = _unreleased(stage, locked) or Decision(stage=stage, proposal=locked)
    before = {"outcome": decision.outcome, "to_proposer": decision.to_proposer}
    decision.outcome, decision.to_proposer, decision.to_committee = outcome, to_proposer.strip(), to_committee.strip()
    decision.by, decision.at = by, at
    if before != {"outcome": decision.outcome, "to_proposer": decision.to_proposer}:
        _drop_letter(decision, at)
    decision.save()
    record("decide", decision, by=by, at=at, before=before["outcome"], after=outcome, proposal=locked.pk)
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
def take_over(stage: Stage, *, by: Any, at: datetime) -> int:
    """Decide every undecided proposal as the stage before recommended; returns how many."""
    insist(rules.decide_in(by, stage))
    if stage.before is None:
        raise Refused(Refusal("No stage before this one has recommended anything."))
    undecided = stage.proposals_for(by).filter(state="in_review").exclude(decisions__stage=stage)
    rows = Decision.objects.filter(stage=stage.before, proposal__in=undecided).select_related("proposal")
    recommended = {row.proposal_id: row for row in rows.order_by("id")}
    for row in recommended.values():
        decide(stage, proposal=row.proposal, outcome=row.outcome, to_proposer=row.to_proposer, by=by, at=at)
    return len(recommended)


def _lock(proposal: Proposal) -> Proposal:
    return Proposal.objects.select_for_update().get(pk=proposal.pk)


def _unreleased(stage: Stage, proposal: Proposal) -> Decision | None:
    return Decision.objects.select_for_update().unreleased().filter(stage=stage, proposal=proposal).first()


def _possible(stage: Stage, proposal: Proposal, outcome: str) -> Refusal | None:
    if outcome not in Outcome.values:
        return Refusal("That is not one of the outcomes.")
    if stage.is_final and transition(Verb(outcome), proposal.state) is None:
        return Refusal(f"This proposal is {proposal.get_state_display().lower()} already.")
    return None


def _drop_letter(decision: Decision, at: datetime) -> None:
    """The machine discards what a person has just made untrue."""
    if decision.letter_id:
        discard(Letter.objects.filter(pk=decision.letter_id), by=None, at=at)
        decision.letter = None
