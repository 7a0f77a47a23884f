"""The moment at which a decision becomes known: its letter goes and its proposal moves, together or not at all."""

from datetime import datetime
from typing import Any

from audit.actions import record
from letters.models import Letter
from people.refusal import Refusal, Refused, insist
from proposals.actions import verbs
from proposals.models import Proposal
from reviews import rules
from reviews.models import Decision, Outcome

MOVES = {Outcome.ACCEPT: verbs.accept, Outcome.WAITLIST: verbs.waitlist, Outcome.DECLINE: verbs.decline}


def become_known(letter: Letter, by: Any, at: datetime) -> None:
    """A held decision letter is being let go, from its stage's page or from the outbox. Refusing keeps the letter
    held, and with it whatever was to be released together.
    """
    decision = Decision.objects.select_for_update().unreleased().filter(letter=letter).first()
    if decision is None:
        raise Refused(Refusal("The decision was changed after this letter was written.", "Write the letter anew."))
    insist(rules.release(by, decision.stage))
    insist(rules.in_conflict(by, decision.proposal))
    _move(decision.proposal, Outcome(decision.outcome), by=by, at=at)
    decision.released_at = at
    decision.save(update_fields=["released_at"])
    record("release", decision, by=by, at=at, outcome=decision.outcome, letter=letter.pk)


def _move(proposal: Proposal, outcome: Outcome, *, by: Any, at: datetime) -> None:
    try:
        MOVES[outcome](proposal, by=by, at=at)
    except Refused as refused:
        raise Refused(
            Refusal(f"“{proposal}”: {refused.refusal.sentence}", "Nothing was released; leave this one out.")
        ) from refused
