"""By when something is due, on the clock of the call."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from proposals.lifecycle import State
from proposals.models import Proposal
from proposals.rules import confirm_until
from workshops.models import Call
from workshops.zones import label_at


@dataclass(frozen=True)
class Deadline:
    at: datetime
    zone: str
    zone_label: str
    label: str
    passed: bool


def deadline_of(call: Call, moment: datetime, label: str, at: datetime) -> Deadline:
    return Deadline(moment, call.iana_zone, label_at(call.zone, moment), label, passed=at >= moment)


def due(proposal: Proposal, closing: Callable[[Call], datetime]) -> tuple[datetime | None, str]:
    """The moment that its state waits for, and what it is called. `closing` says when the call closes for whom it is
    told: it is asked only where that is what counts.
    """
    call = proposal.call
    if proposal.state in (State.DRAFT, State.SUBMITTED):
        return closing(call), "The call closes"
    if proposal.state == State.REVISION_ASKED:
        return proposal.revise_by_at, "Revise by"
    if proposal.state == State.ACCEPTED:
        return confirm_until(call), "Confirm before"
    return None, ""
