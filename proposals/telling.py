"""The letters a proposal's own verbs write. They go at once: nothing in them waits for a release."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from letters.actions import compose
from letters.models import Letter
from proposals.models import Proposal
from workshops.zones import label_at


def received(proposal: Proposal, *, by: Any, at: datetime) -> Letter:
    values = {"code": proposal.code, "deadline": deadline(proposal)}
    return _write("proposals.received", proposal, values, by=by, at=at)


def returned(proposal: Proposal, *, by: Any, at: datetime) -> Letter:
    values = {"reason": proposal.state_reason, "deadline": deadline(proposal)}
    return _write("proposals.returned", proposal, values, by=by, at=at)


def turned_away(proposal: Proposal, *, by: Any, at: datetime) -> Letter:
    return _write("proposals.turned_away", proposal, {"reason": proposal.state_reason}, by=by, at=at)


def withdrawn(proposal: Proposal, *, by: Any, at: datetime) -> Letter:
    return _write("proposals.withdrawn", proposal, {}, by=by, at=at)


def deadline(proposal: Proposal) -> str:
    """The clock of the call, as on its page."""
    call = proposal.call
    moment = call.closes_for(proposal.proposer).astimezone(call.tz)
    return f"{moment.day} {moment:%B %Y, %H:%M} {label_at(call.zone, moment)}"


def _write(kind: str, proposal: Proposal, values: dict[str, str], *, by: Any, at: datetime) -> Letter:
    values = values | {
        "name": proposal.proposer.name,
        "title": str(proposal),
        "call": proposal.call.name,
        "meeting": proposal.call.meeting.name,
        "link": f"{settings.SITE_ADDRESS}{reverse('proposal', args=[proposal.code])}",
    }
    letters = proposal.call.meeting.letter_set
    return compose(kind, letters, values, to=proposal.proposer, by=by, at=at, about=proposal, hold=False)
