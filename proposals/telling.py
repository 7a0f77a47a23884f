"""The letters a proposal's own verbs write. They go at once: nothing in them waits for a release."""

from datetime import datetime
from typing import Any

from letters.actions import write
from letters.models import Letter
from proposals.models import Proposal


def received(proposal: Proposal, *, by: Any, at: datetime) -> Letter:
    return _write("proposals.received", proposal, f"We have your proposal: {proposal}", by=by, at=at)


def returned(proposal: Proposal, *, by: Any, at: datetime) -> Letter:
    return _write("proposals.returned", proposal, f"Please complete your proposal: {proposal}", by=by, at=at)


def turned_away(proposal: Proposal, *, by: Any, at: datetime) -> Letter:
    return _write("proposals.turned_away", proposal, f"Your proposal: {proposal}", by=by, at=at)


def withdrawn(proposal: Proposal, *, by: Any, at: datetime) -> Letter:
    return _write("proposals.withdrawn", proposal, f"Your proposal is withdrawn: {proposal}", by=by, at=at)


def _write(kind: str, proposal: Proposal, subject: str, *, by: Any, at: datetime) -> Letter:
    body = f"Dear {proposal.proposer},\n\n{subject}\n\n{proposal.state_reason}"
    return write(kind, to=proposal.proposer, subject=subject, body=body, by=by, at=at, about=proposal, hold=False)
