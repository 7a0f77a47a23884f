"""May she? About talks of a workshop that will not be held. Nothing when she may, a Refusal when not."""

from typing import Any

from people.refusal import Refusal
from proposals.joining.rules import arrange
from proposals.lifecycle import State
from proposals.models import Candidate, Proposal
from proposals.models.candidate import Answer

NOT_HELD = (State.DECLINED, State.WITHDRAWN)
"""A decline is a state only once its letter was released; a decision that nobody knows yet moves nothing."""


def make_candidates(person: Any, proposal: Proposal) -> Refusal | None:
    """Let the talks of a workshop become candidates: program staff and a committee chair, not about their own."""
    if proposal.state not in NOT_HELD or proposal.first_submitted_at is None:
        state = proposal.get_state_display().lower()
        return Refusal(f"“{proposal}” is {state}: only talks of a declined or withdrawn workshop find another place.")
    return arrange(person, proposal) and Refusal(
        "Only program staff and a committee chair do this, not for their own."
    )


def answer(candidate: Candidate) -> Refusal | None:
    """Answer by the secret link, as often as she likes, until the talk has its place."""
    if candidate.proposal.state not in NOT_HELD:
        return Refusal("The workshop takes place after all, and your talk in it.", "There is nothing to answer.")
    return None


def take_up(candidate: Candidate) -> Refusal | None:
    """Give a talk its place: its speaker consents, and the workshop is not back."""
    if candidate.answer != Answer.YES:
        return Refusal(f"{candidate.speaker} has not consented.")
    if candidate.proposal.state not in NOT_HELD:
        return Refusal(f"“{candidate.proposal}” is back, and the talk belongs to it.")
    return None
