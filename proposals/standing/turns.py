"""Whose turn it is with a proposal, and by when."""

from datetime import datetime
from typing import Any

from django.utils.formats import date_format

from proposals import rules
from proposals.lifecycle import State
from proposals.models import Proposal
from proposals.standing.deadlines import deadline_of, due

TURNS = {
    State.DRAFT: ("Yours: complete it and submit it.", "The proposer writes."),
    State.SUBMITTED: ("The society’s: the review has not begun.",) * 2,
    State.IN_REVIEW: ("The committee reads it.",) * 2,
    State.REVISION_ASKED: ("Yours: revise it and resubmit it.", "The proposer revises it."),
    State.ACCEPTED: ("Yours: confirm the place.", "The proposer confirms the place."),
    State.WAITLISTED: ("The society’s: it tells you if a place becomes free.",) * 2,
    State.CONFIRMED: ("The society’s: the session is scheduled.",) * 2,
    State.DECLINED: ("Nobody’s: this has ended.",) * 2,
    State.WITHDRAWN: ("Nobody’s: it was withdrawn.",) * 2,
    State.CANCELLED: ("Nobody’s: it was cancelled.",) * 2,
    State.MERGED: ("It goes on within another proposal.",) * 2,
    State.JOINT: ("Both proposers’: the text becomes one proposal once both consent to it.",) * 2,
}
"""What its proposer reads, and what everybody else does."""


def turn(proposal: Proposal, *, hers: bool) -> str:
    """With the day of the letters, while a decision is waited for."""
    words = TURNS[State(proposal.state)][0 if hers else 1]
    letters_on = proposal.call.letter_by_on
    if letters_on and proposal.state in (State.SUBMITTED, State.IN_REVIEW):
        return f"{words} Letters are sent by {date_format(letters_on, 'j F Y')}."
    return words


def together(proposal: Proposal) -> str:
    return f"You write it together; {proposal.proposer} hands it in."


def standing_of(proposal: Proposal, person: Any, at: datetime) -> dict[str, Any]:
    """What components/standing.html shows."""
    mine, others = TURNS[State(proposal.state)]
    hers = proposal.proposer_id == person.pk
    is_shared = (mine == others or not hers) and rules.edit(person, proposal) is None
    moment, label = due(proposal, lambda call: call.closes_for(proposal.proposer))
    return {
        "state": proposal.state,
        "state_label": proposal.get_state_display(),
        "whose": together(proposal) if is_shared else turn(proposal, hers=hers),
        "deadline": deadline_of(proposal.call, moment, label, at) if moment else None,
    }
