"""The letters a proposal's own verbs write. They go at once: nothing in them waits for a release."""

from datetime import datetime
from typing import Any

from letters.models import Letter
from proposals.models import Proposal, Waiver
from proposals.models.waiver import WaiverState
from proposals.writing import link_to, write
from workshops.zones import written


def received(proposal: Proposal, *, by: Any, at: datetime) -> Letter:
    values = {"code": proposal.code, "deadline": deadline(proposal)}
    return write("proposals.received", proposal, values, by=by, at=at)


def returned(proposal: Proposal, *, by: Any, at: datetime) -> Letter:
    values = {"reason": proposal.state_reason, "deadline": deadline(proposal)}
    return write("proposals.returned", proposal, values, by=by, at=at)


def turned_away(proposal: Proposal, *, by: Any, at: datetime) -> Letter:
    return write("proposals.turned_away", proposal, {"reason": proposal.state_reason}, by=by, at=at)


def withdrawn(proposal: Proposal, *, by: Any, at: datetime) -> Letter:
    return write("proposals.withdrawn", proposal, by=by, at=at)


def closing_soon(proposal: Proposal, needed: int, *, at: datetime) -> Letter:
    """Before the deadline, to who has a draft. It does not quote the draft: staff read the outbox."""
    still = "It is complete: only the submission itself is missing."
    if needed:
        things = "One thing is" if needed == 1 else f"{needed} things are"
        still = f"{things} still needed; the page of your draft names {'it' if needed == 1 else 'each'}."
    return _about_draft("proposals.closing_soon", proposal, {"still": still}, by=None, at=at)


def closed_complete(proposal: Proposal, *, at: datetime) -> Letter:
    """Once the deadline has passed, to who had everything ready and did not submit."""
    return _about_draft("proposals.closed_complete", proposal, {}, by=None, at=at)


def word_about_draft(proposal: Proposal, message: str, *, by: Any, at: datetime) -> Letter:
    return _about_draft("proposals.word_about_draft", proposal, {"message": message}, by=by, at=at)


def later_part(proposal: Proposal, missing: list[str], until: datetime, *, has_passed: bool, at: datetime) -> Letter:
    """To who has not answered what is asked after acceptance, before its day and once it has passed."""
    values = {
        "questions": "; ".join(missing),
        "deadline": written(until, proposal.call.zone),
        "when": "The day has passed" if has_passed else "Please answer before",
        "link": link_to("proposal_later", proposal.code),
    }
    return write("proposals.later_part", proposal, values, by=None, at=at)


WAIVED = {
    WaiverState.GRANTED: "The society lets it pass.",
    WaiverState.REFUSED: "The society does not let it pass.",
    WaiverState.TAKEN_BACK: "The society no longer lets it pass.",
}


def waiver_answered(waiver: Waiver, *, by: Any, at: datetime) -> Letter:
    """To who proposes it. It does not quote the draft: staff read the outbox."""
    values = {
        "rule": waiver.requirement.sentence,
        "answer": WAIVED[WaiverState(waiver.state)],
        "reason": waiver.reason,
    }
    return write("proposals.waiver_answered", waiver.proposal, values, by=by, at=at)


def _about_draft(kind: str, proposal: Proposal, values: dict[str, str], *, by: Any, at: datetime) -> Letter:
    values = values | {"deadline": deadline(proposal), "format": proposal.format.name}
    return write(kind, proposal, values, by=by, at=at)


def deadline(proposal: Proposal) -> str:
    """The clock of the call, as on its page."""
    call = proposal.call
    return written(call.closes_for(proposal.proposer), call.zone)
