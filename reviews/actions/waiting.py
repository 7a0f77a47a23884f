"""Order the waiting list, and promote from it. Moving the proposal happens when the letter is released."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.refusal import Refusal, Refused, insist
from proposals.lifecycle import State
from proposals.models import Proposal
from reviews import rules
from reviews.actions.deciding import decide
from reviews.actions.telling import write_letter
from reviews.models import Decision, Outcome, Stage
from reviews.waiting.queue import queue_for, queue_of
from workshops.models import Format


@transaction.atomic
def step(stage: Stage, *, proposal: Proposal, up: bool, by: Any, at: datetime) -> None:
    """One place up or down on the list of its format, past those of whom this person may know."""
    insist(rules.order_waiting(by, stage))
    rows = list(_numbered(stage, proposal.format, by))
    spot = next((spot for spot, row in enumerate(rows) if row.proposal_id == proposal.pk), None)
    if spot is None:
        raise Refused(Refusal("This proposal is no longer on the waiting list."))
    other = spot + (-1 if up else 1)
    if not 0 <= other < len(rows):
        return
    rows[spot], rows[other] = rows[other], rows[spot]
    _place(rows)
    record("order_waiting", stage, by=by, at=at, proposal=proposal.pk, up=up)


@transaction.atomic
def order_by(stage: Stage, *, ranking: Sequence[int], by: Any, at: datetime) -> int:
    """Let every format's list follow the ranking, best first; `ranking` holds the keys of proposals. Returns how many
    stand on the lists."""
    insist(rules.order_waiting(by, stage))
    rank = {key: place for place, key in enumerate(ranking)}
    count = 0
    for format in stage.call.formats.all():
        rows = list(_numbered(stage, format, by))
        _place(sorted(rows, key=lambda row: rank.get(row.proposal_id, len(rank))))
        count += len(rows)
    record("order_waiting", stage, by=by, at=at, by_ranking=True)
    return count


def promotable(row: Any) -> Refusal | None:
    """Somebody who was told that she waits, and was not promoted since. `row` comes from `queue_for`, or is None."""
    if row and row.proposal.state == State.WAITLISTED and not row.is_promoted:
        return None
    return Refusal("This proposal does not wait for a place.", "Look at the waiting list again.")


@transaction.atomic
def promote(stage: Stage, *, proposal: Proposal, by: Any, at: datetime, reason: str = "") -> Decision:
    """Give it the place that became free. Its letter is written and held, where this person may release one."""
    row = queue_for(stage, by).filter(proposal=proposal).select_related("proposal").first()
    insist(promotable(row))
    decision = decide(stage, proposal=proposal, outcome=Outcome.ACCEPT, reason=reason, by=by, at=at)
    if rules.release(by, stage) is None:
        write_letter(decision, by=by, at=at)
    return decision


def _numbered(stage: Stage, format: Format, by: Any) -> Any:
    """The list of a format as this person sees it, every row with a place, also those that she does not see."""
    whole = queue_of(stage).filter(proposal__format=format)
    for place, row in enumerate(whole.select_for_update(of=("self",)), start=1):
        if row.place != place:
            Decision.objects.filter(pk=row.pk).update(place=place)
    return queue_for(stage, by).filter(proposal__format=format)


def _place(rows: Sequence[Decision]) -> None:
    """These rows in this order, on the places that they hold together."""
    for place, row in zip(sorted(row.place or 0 for row in rows), rows, strict=True):
        Decision.objects.filter(pk=row.pk).update(place=place)
