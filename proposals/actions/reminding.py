"""Letters about a deadline that comes, or has passed, to those whose draft is not handed in. Each goes once."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from audit.actions import record
from people.refusal import Refusal, Refused, insist
from proposals import telling
from proposals.actions.due import TOO_LATE, Due, is_first, write_each
from proposals.actions.move import lock
from proposals.lifecycle import State
from proposals.models import Proposal, Reminder
from proposals.unsubmitted import blocks_of
from workshops.models import Extension
from workshops.models.call import FIRST_REMINDER
from workshops.rules import set_up
from workshops.zones import shifted

REACH = timedelta(days=30)
"""No deadline that passed longer ago is looked at, whatever its grace."""


def remind(at: datetime) -> int:
    """Write what is due; returns how many drafts were looked at."""
    return write_each(_due(at), _look_at, at)


def _due(at: datetime) -> Iterator[Due]:
    extensions = Extension.objects.filter(until__gt=at - REACH).values_list("call", "person", "until")
    later = {(call, person): until for call, person, until in extensions}
    near = Q(call__closes_at__gt=at - REACH, call__closes_at__lte=at + timedelta(days=FIRST_REMINDER + 1))
    drafts = Proposal.objects.filter(near | Q(call__in={call for call, _ in later}), state=State.DRAFT)
    written = set(Reminder.objects.filter(proposal__in=drafts).values_list("proposal", "closes_at", "days"))
    for draft in drafts.select_related("call").order_by("id"):
        closes_at = max(draft.call.closes_at, later.get((draft.call_id, draft.proposer_id), draft.call.closes_at))
        days = last_moment(draft, closes_at, at)
        if days is not None and (draft.pk, closes_at, days) not in written:
            yield Due(draft, closes_at, days)


def last_moment(draft: Proposal, closes_at: datetime, at: datetime) -> int | None:
    """The days of the last letter whose time has come, at the deadline's own clock time; None when it is not to be
    written: too late, or the draft is younger. The letter at closing waits for the grace, which is not announced.
    """
    call = draft.call
    moments = {days: shifted(closes_at, call.zone, -days) for days in call.closing_reminders}
    moments[0] = closes_at + timedelta(minutes=call.grace_minutes)
    come = [(moment, days) for days, moment in moments.items() if moment <= at]
    if not come:
        return None
    moment, days = max(come, key=lambda each: (each[0], -each[1]))
    return days if moment > max(at - TOO_LATE, draft.created_at) else None


@transaction.atomic
def _look_at(due: Due, at: datetime) -> None:
    draft = lock(due.proposal)
    if draft.state != State.DRAFT:
        return
    is_new = is_first(due, draft, at)
    needed = blocks_of([draft])[draft.pk]
    if not is_new or not draft.proposer.email or (needed and not due.days):
        return
    if due.days:
        telling.closing_soon(draft, needed, at=at)
    else:
        telling.closed_complete(draft, at=at)
    record("remind", draft, by=None, at=at, days=due.days)


@transaction.atomic
def write_about_draft(draft: Proposal, *, message: str, by: Any, at: datetime) -> None:
    """Staff's own words to the proposer of a draft that was not handed in."""
    insist(set_up(by))
    if not message.strip():
        raise Refused(Refusal("There is nothing to send yet.", "Write a sentence or two to the proposers."))
    locked = lock(draft)
    if locked.state != State.DRAFT:
        raise Refused(Refusal(f"It is {locked.get_state_display().lower()} by now.", "Load the page again."))
    telling.word_about_draft(locked, message, by=by, at=at)
    record("write_about_draft", locked, by=by, at=at)
