"""Letters about the later part: before the call's day, and once it has passed. Each goes once."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction

from audit.actions import record
from proposals import telling
from proposals.actions.due import TOO_LATE, Due, is_first, write_each
from proposals.actions.move import lock
from proposals.models import Proposal, Reminder
from proposals.prompts.later import later_part_of, later_until
from proposals.prompts.questions import AFTER_ACCEPTANCE
from workshops.zones import shifted

DAYS = (14, 3, 0)
"""Days before the end of the call's day at which who has not answered is reminded; 0: it has passed."""


def remind_of_later_parts(at: datetime) -> int:
    """Write what is due; returns how many proposals were looked at."""
    return write_each(_due(at), _look_at, at)


def _due(at: datetime) -> Iterator[Due]:
    today = at.date()
    near = (today - TOO_LATE - timedelta(days=2), today + timedelta(days=DAYS[0] + 2))
    accepted = Proposal.objects.filter(state__in=AFTER_ACCEPTANCE, call__later_by_on__range=near)
    written = set(Reminder.objects.filter(proposal__in=accepted).values_list("proposal", "closes_at", "days"))
    for proposal in accepted.select_related("call").order_by("id"):
        until = later_until(proposal.call)
        days = last_come(until, proposal.call.zone, at) if until else None
        if until and days is not None and (proposal.pk, until, days) not in written:
            yield Due(proposal, until, days)


def last_come(until: datetime, zone: str, at: datetime) -> int | None:
    """The days of the last letter whose time has come; None when there is none, or it came too long ago."""
    come = [days for days in DAYS if shifted(until, zone, -days) <= at]
    return min(come) if come and shifted(until, zone, -min(come)) > at - TOO_LATE else None


@transaction.atomic
def _look_at(due: Due, at: datetime) -> None:
    proposal = lock(due.proposal)
    part = later_part_of(proposal)
    if not is_first(due, proposal, at) or part is None or not part.missing or not proposal.proposer.email:
        return
    telling.later_part(
        proposal, [prompt.label for prompt in part.missing], due.closes_at, has_passed=not due.days, at=at
    )
    record("remind_of_later_part", proposal, by=None, at=at, days=due.days)
