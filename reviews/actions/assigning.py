"""Who reads what, by hand: assign, and take off. Plans for a whole stage: `actions/planning.py`."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.models import Person
from people.refusal import Refusal, Refused, insist
from proposals.models import Proposal
from reviews import rules
from reviews.actions.leaving import away
from reviews.actions.reading import lock
from reviews.models import Assignment, Stage
from reviews.obstacles import obstacles


def members(stage: Stage) -> Any:
    """Who may be asked to read in this stage, in the order of an index."""
    seats = stage.committee.seats.serving().filter(may_review=True)
    return Person.objects.filter(pk__in=seats.people()).in_index_order()


@transaction.atomic
def assign(stage: Stage, *, proposal: Proposal, reviewer: Person, by: Any, at: datetime) -> Assignment:
    """Ask a member to read a proposal; who declined is asked anew. Refused, with the reason, for a conflict."""
    insist(rules.assign(by, stage, proposal))
    insist(_in_stage(stage, proposal, by))
    if reviewer not in members(stage):
        raise Refused(Refusal(f"{reviewer} holds no seat in {stage.committee} that reviews."))
    insist(away(reviewer, stage, at))
    if reason := obstacles([proposal], [reviewer], viewer=by).get((proposal.pk, reviewer.pk)):
        raise Refused(Refusal(f"{reviewer} cannot read “{proposal}”: {reason}."))
    return ask(stage, proposal, reviewer, by, at)


@transaction.atomic
def take_off(assignment: Assignment, *, by: Any, at: datetime) -> None:
    """Undo an assignment. A draft is kept as declined; a submitted review stays and counts."""
    locked = lock(assignment)
    insist(rules.assign(by, locked.stage, locked.proposal))
    insist(_in_stage(locked.stage, locked.proposal, by))
    state, detail = locked.state, {"reviewer": locked.reviewer_id, "proposal": locked.proposal_id}
    if state == "done":
        raise Refused(Refusal(f"{locked.reviewer} has submitted a review; it stays and counts."))
    record("take off", locked, by=by, at=at, **detail)
    if state == "begun":
        locked.declined_at, locked.decline_reason = at, f"Taken off by {by}"
        locked.save(update_fields=["declined_at", "decline_reason"])
    elif state == "assigned":
        locked.delete()


def ask(
    stage: Stage, proposal: Proposal, reviewer: Person, by: Any, at: datetime, due_at: datetime | None = None
) -> Assignment:
    """Write it down, for actions that have looked whether she may be asked."""
    assignment, is_new = Assignment.objects.get_or_create(
        stage=stage, proposal=proposal, reviewer=reviewer, defaults={"by": by, "at": at, "due_at": due_at}
    )
    if assignment.declined_at:
        assignment.declined_at, assignment.by, assignment.at, assignment.due_at = None, by, at, due_at
        assignment.declined_because = assignment.decline_reason = ""
        assignment.save()
        is_new = True
    if is_new:
        record("assign", assignment, by=by, at=at, reviewer=reviewer.pk, proposal=proposal.pk)
    return assignment


def _in_stage(stage: Stage, proposal: Proposal, by: Any) -> Refusal | None:
    if stage.proposals_for(by).filter(pk=proposal.pk).exists():
        return None
    return Refusal("There is no such proposal in this stage.")


def read_by(stage: Stage, proposals: Collection[Proposal]) -> Any:
    """Every assignment of these proposals in the stage, with its reader and review."""
    rows = Assignment.objects.filter(stage=stage, proposal__in=proposals)
    return rows.select_related("reviewer", "review").order_by("reviewer__family_name", "id")
