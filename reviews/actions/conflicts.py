"""Declare a conflict of interest, and lift it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.refusal import Refusal, Refused, insist
from proposals.models import Proposal
from reviews import rules
from reviews.actions.looking import look
from reviews.actions.warning import warn
from reviews.models import ActingChair, Assignment, Conflict, Stage


@transaction.atomic
def declare(stage: Stage, *, proposal: Proposal, person: Any, reason: str, by: Any, at: datetime) -> Conflict:
    """From now on this person sees nothing of the proposal. A submitted review of hers is kept, and counts no more;
    what she had still to read is taken off her, and the chair hears of it.
    """
    insist(rules.declare_conflict(by, stage, proposal, person))
    if not reason.strip():
        raise Refused(Refusal("Say in a few words what the conflict is; only program staff and the chair read it."))
    conflict, is_new = Conflict.objects.get_or_create(
        proposal=proposal, person=person, defaults={"reason": reason.strip(), "by": by, "at": at}
    )
    if not is_new:
        raise Refused(Refusal(f"{person} already has a conflict with this proposal."))
    record("declare conflict", conflict, by=by, at=at, person=person.pk, proposal=proposal.pk, reason=conflict.reason)
    look([proposal], [person], at=at)
    ActingChair.objects.filter(proposal=proposal, person=person).delete()
    if taken_off := _take_off(proposal, person, by=by, at=at):
        warn(taken_off, person, by=by, at=at)
    return conflict


@transaction.atomic
def lift(conflict: Conflict, *, by: Any, at: datetime) -> None:
    """The proposal, and what she wrote about it, is there for her again."""
    insist(rules.lift_conflict(by, conflict))
    record("lift conflict", conflict, by=by, at=at, person=conflict.person_id, proposal=conflict.proposal_id)
    proposal, person = conflict.proposal, conflict.person
    conflict.delete()
    look([proposal], [person], at=at)


def _take_off(proposal: Proposal, person: Any, *, by: Any, at: datetime) -> list[Assignment]:
    """Assignments that were not done; a draft is kept as declined."""
    rows = Assignment.objects.select_for_update(of=("self",)).filter(proposal=proposal, reviewer=person)
    waiting = [row for row in rows.select_related("stage__call__meeting", "review") if row.state != "done"]
    for row in waiting:
        record("take off", row, by=by, at=at, reviewer=person.pk, proposal=proposal.pk)
        if row.state == "begun":
            row.declined_at, row.decline_reason = at, "Conflict of interest"
            row.save(update_fields=["declined_at", "decline_reason"])
    Assignment.objects.filter(pk__in=[row.pk for row in waiting if row.state == "assigned"]).delete()
    return [row for row in waiting if row.stage.is_open]
