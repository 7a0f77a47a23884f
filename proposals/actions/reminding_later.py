"""Letters about the later part: before the call's day, and once it has passed. Each goes once."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from django.db import transaction

from audit.actions import record
from people.refusal import Refused
from proposals import telling
from proposals.actions.move import lock
from proposals.later import later_part_of, later_until
from proposals.models import Proposal, Reminder
from proposals.questions import AFTER_ACCEPTANCE
from workshops.zones import shifted

log = logging.getLogger(__name__)

DAYS = (14, 3, 0)
"""Days before the end of the call's day at which who has not answered is reminded; 0: it has passed."""

TOO_LATE = timedelta(days=2)
"""A letter that the clock was off for so long is not written any more."""

AT_ONCE = 100


@dataclass(frozen=True)
class LaterDue:
    proposal: Proposal
    until: datetime
    days: int


def remind_of_later_parts(at: datetime) -> int:
    """Write what is due; returns how many proposals were looked at. Called every minute, safe when two overlap."""
    found = list(islice(_due(at), AT_ONCE))
    for due in found:
        try:
            _look_at(due, at)
        except Refused as refused:
            log.warning("no reminder about proposal %s: %s", due.proposal.code, refused.refusal)
    return len(found)


def _due(at: datetime) -> Iterator[LaterDue]:
    today = at.date()
    near = (today - TOO_LATE - timedelta(days=2), today + timedelta(days=DAYS[0] + 2))
    accepted = Proposal.objects.filter(state__in=AFTER_ACCEPTANCE, call__later_by_on__range=near)
    written = set(Reminder.objects.filter(proposal__in=accepted).values_list("proposal", "closes_at", "days"))
    for proposal in accepted.select_related("call").order_by("id"):
        until = later_until(proposal.call)
        days = last_come(until, proposal.call.zone, at) if until else None
        if until and days is not None and (proposal.pk, until, days) not in written:
            yield LaterDue(proposal, until, days)


def last_come(until: datetime, zone: str, at: datetime) -> int | None:
    """The days of the last letter whose time has come; None when there is none, or it came too long ago."""
    come = [days for days in DAYS if shifted(until, zone, -days) <= at]
    return min(come) if come and shifted(until, zone, -min(come)) > at - TOO_LATE else None


@transaction.atomic
def _look_at(due: LaterDue, at: datetime) -> None:
    proposal = lock(due.proposal)
    part = later_part_of(proposal)
    told = {"proposal": proposal, "closes_at": due.until, "days": due.days}
    _, is_new = Reminder.objects.get_or_create(**told, defaults={"at": at})
    if not is_new or part is None or not part.missing or not proposal.proposer.email:
        return
    telling.later_part(proposal, [prompt.label for prompt in part.missing], due.until, has_passed=not due.days, at=at)
    record("remind_of_later_part", proposal, by=None, at=at, days=due.days)
