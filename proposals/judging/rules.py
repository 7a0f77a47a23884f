"""May she ask for a waiver, or give one? Answers nothing when she may, a Refusal when not."""

from typing import Any

from people.refusal import Refusal
from proposals import rules
from proposals.hiding import is_hidden
from proposals.judging.sheet import Line, judge
from proposals.models import Proposal, Requirement, Waiver
from proposals.models.waiver import WaiverState
from proposals.prompts.questions import requirements_of


def ask(person: Any, proposal: Proposal, requirement: Requirement) -> Refusal | None:
    """Ask the society to let a rule pass: who writes in it, for a rule that stands in the way."""
    refusal = rules.edit(person, proposal)
    if refusal:
        return refusal
    line = line_of(proposal, requirement)
    if line is None or line.state != "block":
        return Refusal("This rule does not stand in the way.", "You can submit without a waiver.")
    if line.waiver and line.waiver.state == WaiverState.ASKED:
        return Refusal("You have asked already.", "The society’s office answers; you get a letter.")
    return None


def line_of(proposal: Proposal, requirement: Requirement) -> Line | None:
    """What the rule says of the proposal now; None when it does not hold for it."""
    found = (line for line in judge(proposal) if line.requirement and line.requirement.pk == requirement.pk)
    return next(found, None)


def answer(person: Any, proposal: Proposal, requirement: Requirement) -> Refusal | None:
    """Waive a rule, or say no: staff who have no part in the proposal."""
    if not (person.is_authenticated and person.is_staff):
        return Refusal("Only program staff waive a rule.", "Ask for a waiver; the society’s office reads it.")
    if is_hidden(proposal, person):
        return Refusal("You have a part in this proposal, or a conflict.", "Another of the staff decides.")
    if requirement not in requirements_of(proposal.format):
        return Refusal("This rule does not hold for the proposal.")
    return None


def take_back(person: Any, waiver: Waiver) -> Refusal | None:
    if waiver.state != WaiverState.GRANTED:
        return Refusal("There is no waiver to take back.")
    return answer(person, waiver.proposal, waiver.requirement)


def has_reason(reason: str) -> Refusal | None:
    if reason.strip():
        return None
    return Refusal("A waiver needs a reason.", "The proposer and the committee read it.")


def refuse(person: Any, waiver: Waiver) -> Refusal | None:
    if waiver.state != WaiverState.ASKED:
        return Refusal("Nobody waits for an answer.", "Take the waiver back instead.")
    return answer(person, waiver.proposal, waiver.requirement)
