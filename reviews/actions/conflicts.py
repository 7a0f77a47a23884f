"""Declare a conflict of interest, and lift it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.refusal import Refusal, Refused, insist
from proposals.models import Proposal
from reviews import rules
from reviews.models import Conflict, Stage


@transaction.atomic
def declare(stage: Stage, *, proposal: Proposal, person: Any, reason: str, by: Any, at: datetime) -> Conflict:
    """From now on this person sees nothing of the proposal. What she wrote about it is kept, and counts no more."""
    insist(rules.declare_conflict(by, stage, proposal, person))
    if not reason.strip():
        raise Refused(Refusal("Say in a few words what the conflict is; only program staff and the chair read it."))
    conflict, is_new = Conflict.objects.get_or_create(
        proposal=proposal, person=person, defaults={"reason": reason.strip(), "by": by, "at": at}
    )
    if not is_new:
        raise Refused(Refusal(f"{person} already has a conflict with this proposal."))
    record("declare conflict", conflict, by=by, at=at, person=person.pk, proposal=proposal.pk, reason=conflict.reason)
    return conflict


@transaction.atomic
def lift(conflict: Conflict, *, by: Any, at: datetime) -> None:
    """The proposal, and what she wrote about it, is there for her again."""
    insist(rules.lift_conflict(by, conflict))
    record("lift conflict", conflict, by=by, at=at, person=conflict.person_id, proposal=conflict.proposal_id)
    conflict.delete()
