"""The moment at which a decision becomes known: its letter goes and its proposal moves, together or not at all."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from audit.actions import record
from letters.models import Letter
from people.refusal import Refusal, Refused, insist
from proposals import actions
from proposals.actions import verbs
from proposals.lifecycle import Owner
from proposals.rules import owns
from reviews import rules
from reviews.models import Decision, Outcome
from reviews.verdict import points_of


def become_known(letter: Letter, by: Any, at: datetime) -> None:
    """A held decision letter is being let go, from its stage's page or from the outbox. Refusing keeps the letter
    held, and with it whatever was to be released together.
    """
    decision = Decision.objects.select_for_update().unreleased().filter(letter=letter).first()
    if decision is None:
        raise Refused(Refusal("The decision was changed after this letter was written.", "Write the letter anew."))
    insist(rules.release(by, decision.stage))
    insist(rules.in_conflict(by, decision.proposal))
    _move(decision, by=by, at=at)
    decision.released_at = at
    decision.save(update_fields=["released_at"])
    record("release", decision, by=by, at=at, outcome=decision.outcome, letter=letter.pk)


def _accept(decision: Decision, by: Any, at: datetime) -> None:
    verbs.accept(decision.proposal, by=by, at=at)


def _waitlist(decision: Decision, by: Any, at: datetime) -> None:
    verbs.waitlist(decision.proposal, by=by, at=at)


def _decline(decision: Decision, by: Any, at: datetime) -> None:
    verbs.decline(decision.proposal, by=by, at=at)


def _revise(decision: Decision, by: Any, at: datetime) -> None:
    """Asked by the chair who decided it, where staff release her letter."""
    asks = by if owns(Owner.CHAIR, by, decision.proposal) else decision.by
    until: Any = decision.revise_by_at
    points = points_of(decision.to_proposer)
    actions.ask_revision(decision.proposal, points=points, until=until, is_told=True, by=asks, at=at)


def _merge(decision: Decision, by: Any, at: datetime) -> None:
    """The other proposer learns it by the letter of the offer itself."""
    lead: Any = decision.merge_with
    insist(rules.in_conflict(by, lead))
    proposal = decision.proposal
    actions.suggest_merge(lead, proposal, reason=decision.to_proposer, told=proposal, by=by, at=at)


MOVES: dict[Outcome, Callable[[Decision, Any, datetime], None]] = {
    Outcome.ACCEPT: _accept,
    Outcome.CONDITIONS: _accept,
    Outcome.WAITLIST: _waitlist,
    Outcome.DECLINE: _decline,
    Outcome.REVISE: _revise,
    Outcome.MERGE: _merge,
}


def _move(decision: Decision, *, by: Any, at: datetime) -> None:
    try:
        MOVES[Outcome(decision.outcome)](decision, by, at)
    except Refused as refused:
        raise Refused(
            Refusal(f"“{decision.proposal}”: {refused.refusal.sentence}", "Nothing was released; leave this one out.")
        ) from refused
