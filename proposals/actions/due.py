"""Letters that fall due by the clock, about deadlines of any kind: each is written once, and none days late."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from people.refusal import Refused
from proposals.models import Proposal, Reminder

log = logging.getLogger(__name__)

TOO_LATE = timedelta(days=2)
"""A letter that the clock was off for so long is not written any more."""

AT_ONCE = 100
"""Proposals that one tick looks at; the next minute goes on."""


@dataclass(frozen=True)
class Due:
    """A letter `days` before the deadline `closes_at`; 0: it has passed."""

    proposal: Proposal
    closes_at: datetime
    days: int


def write_each(found: Iterator[Due], write: Callable[[Due, datetime], None], at: datetime) -> int:
    """Returns how many proposals were looked at. Called every minute, safe when two overlap."""
    some = list(islice(found, AT_ONCE))
    for due in some:
        try:
            write(due, at)
        except Refused as refused:
            log.warning("no reminder about proposal %s: %s", due.proposal.code, refused.refusal)
    return len(some)


def is_first(due: Due, proposal: Proposal, at: datetime) -> bool:
    """Note that the letter was looked at; False when it was before. Call it with the proposal locked."""
    told = {"proposal": proposal, "closes_at": due.closes_at, "days": due.days}
    return Reminder.objects.get_or_create(**told, defaults={"at": at})[1]
