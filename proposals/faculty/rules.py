"""May she ask people to take part, answer, or take somebody in? Answers nothing when she may, a Refusal when not."""

from datetime import datetime, timedelta
from typing import Any

from people.refusal import Refusal
from proposals.judging.basics import is_address
from proposals.lifecycle import LIVING, UNFINISHED, State
from proposals.models import Faculty, Invitation, InvitationLink, InvitationState, Proposal, Substitute
from proposals.models.invitation import SubstituteState
from proposals.rules import writes

PER_PROPOSAL = 120
"""Letters of invitation in the whole life of a proposal."""

PER_DAY = 60
"""Letters of invitation that one person has sent within a day, over all proposals."""

DAY = timedelta(days=1)
MOST_SUBSTITUTES = 3

REPLACED_WHILE = (*UNFINISHED, State.ACCEPTED, State.WAITLISTED, State.CONFIRMED)
"""States in which the people of a proposal may change: while nobody judges it."""

ANSWERS = {
    InvitationState.ACCEPTED: (InvitationState.ASKED, InvitationState.DECLINED, InvitationState.DROPPED_OUT),
    InvitationState.DECLINED: (InvitationState.ASKED,),
    InvitationState.DROPPED_OUT: (InvitationState.ACCEPTED,),
}
"""What she may answer, and from where."""


def invite(person: Any, proposal: Proposal) -> Refusal | None:
    """Ask people to take part, and take an invitation back: those who write the proposal, while it lives."""
    if proposal.state not in LIVING:
        return Refusal(f"The proposal is {proposal.get_state_display().lower()}, so nobody is asked any more.")
    return writes(person, proposal)


def ask(row: Faculty, invitation: Invitation | None, at: datetime) -> Refusal | None:
    """Send this row's letter."""
    if not row.email or not is_address(row.email):
        return Refusal(f"There is no e-mail address of {row.name or 'this person'}.", "Write it in “People” first.")
    if row.person_id and row.person_id == row.proposal.proposer_id:
        return Refusal("Who proposes takes part and is not asked.")
    if invitation is None or invitation.state == InvitationState.WITHDRAWN:
        return None
    if invitation.state != InvitationState.ASKED:
        way = "The link in the letter lets them change it."
        return Refusal(f"{row.name} has answered: {invitation.get_state_display().lower()}.", way)
    last = invitation.links.order_by("-made_at").values_list("made_at", flat=True).first()
    if last and at - last < DAY:
        return Refusal(f"{row.name} was asked within the last day.", "Give them a day before another letter.")
    return None


def quota(person: Any, proposal: Proposal, at: datetime) -> Refusal | None:
    """One letter of invitation more. Ask it while the proposal and the person are locked."""
    letters = InvitationLink.objects.filter(is_reminder=False)
    if letters.filter(invitation__proposal=proposal).count() >= PER_PROPOSAL:
        return Refusal(
            f"{PER_PROPOSAL} letters of invitation were sent for this proposal, and no more are.",
            "Write to the society's office if you need more.",
        )
    if letters.filter(by=person, made_at__gt=at - DAY).count() >= PER_DAY:
        return Refusal(f"You have sent {PER_DAY} letters of invitation within a day.", "Go on tomorrow.")
    return None


def withdraw(invitation: Invitation) -> Refusal | None:
    """Take back an invitation that was not answered, or that was accepted."""
    if invitation.state in (InvitationState.ASKED, InvitationState.ACCEPTED):
        return None
    return Refusal(f"There is nothing to take back: {invitation.get_state_display().lower()}.")


def use(link: InvitationLink, invitation: Invitation) -> Refusal | None:
    """Answer by this link at all."""
    who = invitation.proposal.proposer
    if link.ended_at or invitation.state == InvitationState.WITHDRAWN:
        return Refusal("This invitation was withdrawn.", f"If that surprises you, ask {who}.")
    if invitation.proposal.state not in LIVING:
        return Refusal("This workshop is not pursued any more, so no answer is needed.", "Thank you all the same.")
    if Faculty.objects.filter(proposal=invitation.proposal_id, key=invitation.key, email=invitation.email).exists():
        return None
    if invitation.replaced_by:
        return Refusal("Somebody else takes part in your place by now.", f"If that surprises you, ask {who}.")
    return Refusal("The proposal does not name you at this address any more.", f"If that surprises you, ask {who}.")


def answer(link: InvitationLink, invitation: Invitation, new: InvitationState, seen: str) -> Refusal | None:
    """Give this answer, having seen the page in the state `seen`."""
    refusal = use(link, invitation)
    if refusal:
        return refusal
    if invitation.state == new:
        return None
    if invitation.state != seen:
        return Refusal(
            f"Somebody answered by this link a moment ago: {invitation.get_state_display().lower()}.",
            "Nothing of yours was kept. Look at the page again, and answer if that is not right.",
        )
    if invitation.state in ANSWERS[new]:
        return None
    return Refusal(f"Your answer stands: {invitation.get_state_display().lower()}.")


def tell_details(link: InvitationLink, invitation: Invitation) -> Refusal | None:
    """Say when she can be there and what may be recorded: once she has accepted."""
    refusal = use(link, invitation)
    if refusal or invitation.state == InvitationState.ACCEPTED:
        return refusal
    return Refusal("Accept the invitation first.")


def name_substitute(link: InvitationLink, invitation: Invitation) -> Refusal | None:
    refusal = use(link, invitation)
    if refusal:
        return refusal
    if invitation.state not in (InvitationState.DECLINED, InvitationState.DROPPED_OUT):
        return Refusal("You take part yourself.", "Decline first, and then name somebody.")
    if invitation.substitutes.count() >= MOST_SUBSTITUTES:
        return Refusal(f"You have named {MOST_SUBSTITUTES} people, which is enough to choose from. Thank you.")
    return None


def change_people(person: Any, proposal: Proposal) -> Refusal | None:
    """Put one person in the place of another: those who write the proposal, while nobody judges it."""
    refusal = writes(person, proposal)
    if refusal:
        return refusal
    if proposal.state in REPLACED_WHILE:
        return None
    if proposal.state == State.SUBMITTED:
        return Refusal("The text stands as it was handed in.", "Take it back first, or wait for the decision.")
    return Refusal(f"The proposal is {proposal.get_state_display().lower()}: its people stay as they are now.")


def adopt(substitute: Substitute) -> Refusal | None:
    if substitute.state == SubstituteState.NAMED:
        return None
    return Refusal(f"That was settled before: {substitute.get_state_display().lower()}.")
