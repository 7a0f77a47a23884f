"""What a verb says before it is done, and after."""

from dataclasses import dataclass, field

from proposals.lifecycle import State, Verb
from proposals.models import Proposal


@dataclass(frozen=True)
class Question:
    """The page that asks first: what happens, what is lost, how it is undone."""

    text: str
    losses: list[str] = field(default_factory=list)
    undo: str = ""


ASKED = {
    Verb.SUBMIT: Question(
        "The society reads it as it is now.", undo="You can take it back and change it until the call closes."
    ),
    Verb.RESUBMIT: Question("The committee reads the new text beside the old one."),
    Verb.CONFIRM: Question("The place is yours, and the session will be scheduled."),
    Verb.BEGIN_REVIEW: Question("The proposer can no longer take it back."),
    Verb.RETURN: Question(
        "It becomes a draft again, and a letter with your sentence goes to the proposer at once.",
        undo="The proposer can submit it again until the call closes.",
    ),
    Verb.TURN_AWAY: Question(
        "It is declined without review, and a letter with your sentence goes to the proposer at once.",
        undo="This cannot be undone.",
    ),
    Verb.LAPSE: Question(
        "It was not confirmed in time, and its place goes to another.", undo="You can reinstate it later."
    ),
    Verb.REINSTATE: Question("It goes back to where it stood before."),
    Verb.CANCEL: Question("It will not take place. Your sentence is shown to the proposer."),
}

DONE = {
    Verb.SUBMIT: "Submitted, and a letter says so. You can take it back until the call closes.",
    Verb.RESUBMIT: "Resubmitted. The committee reads on.",
    Verb.TAKE_BACK: "It is a draft again. Submit it before the call closes.",
    Verb.RETURN: "Returned to the proposer, with your sentence.",
    Verb.BEGIN_REVIEW: "The review has begun.",
    Verb.TURN_AWAY: "Turned away. The letter is on its way.",
    Verb.CONFIRM: "Confirmed. You will hear when and where it takes place.",
    Verb.LAPSE: "Lapsed. The place is free.",
    Verb.REINSTATE: "Reinstated.",
    Verb.WITHDRAW: "Withdrawn. Its text stays in the history; the society’s office can reinstate it.",
    Verb.CANCEL: "Cancelled. You can reinstate it.",
}

UNDONE_BY = {Verb.SUBMIT: Verb.TAKE_BACK, Verb.LAPSE: Verb.REINSTATE, Verb.CANCEL: Verb.REINSTATE}
"""What takes a verb back, where the table has it for the same person."""


def question_of(verb: Verb, proposal: Proposal) -> Question:
    if verb == Verb.TAKE_BACK:
        return Question(
            "It becomes a draft that only its own people read, so that you can change it.",
            [f"Its submission to {proposal.call}: what is not submitted when the call closes is not considered."],
            "You can submit it again until the call closes.",
        )
    if verb == Verb.WITHDRAW:
        return Question("You leave for good.", losses_of(proposal), "Only the society’s office can undo this.")
    return ASKED[verb]


def losses_of(proposal: Proposal) -> list[str]:
    if proposal.state == State.DRAFT:
        return [f"Your draft for {proposal.call}: it can no longer be submitted."]
    lost = [f"Its place among the proposals of {proposal.call}."]
    if proposal.state in (State.ACCEPTED, State.CONFIRMED, State.WAITLISTED):
        lost.append(f"Its place in {proposal.call.meeting}: it goes to another.")
    return lost
