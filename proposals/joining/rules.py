"""May she? About an offer to merge two proposals. Answers nothing when she may, a Refusal when not.

What is hidden by a conflict of interest is asked on the floor above (reviews.actions.joining).
"""

from collections.abc import Iterable
from typing import Any

from people.refusal import Refusal
from proposals.content import Content
from proposals.joining.joint_text import whole
from proposals.judging.looking import WRITER, Scope
from proposals.judging.sheet import Line, judge
from proposals.lifecycle import State, Verb, transition
from proposals.models import MergeOffer, MergeSide, Proposal
from proposals.prompts.questions import shared_prompts
from proposals.rows import content_of
from workshops.models import Right
from workshops.rules import has_right

ALIVE = (State.SUBMITTED, State.IN_REVIEW, State.REVISION_ASKED)
"""States in which a side may still be merged, now or once its revision is back."""


def arrange(person: Any, proposal: Proposal) -> Refusal | None:
    """Suggest a merge, or close an offer: program staff and a committee chair, not about their own."""
    if Proposal.objects.of(person).filter(pk=proposal.pk).exists():
        return Refusal("A merge with a proposal of your own is for somebody else to suggest.")
    if person.is_staff or has_right(person, proposal.call.meeting, Right.ASSIGN):
        return None
    return Refusal("Only program staff and a committee chair suggest that proposals become one.")


def close(person: Any, offer: MergeOffer) -> Refusal | None:
    if not offer.is_running:
        return Refusal(f"This offer has ended: {offer.get_end_display().lower()}.")
    refusals = (arrange(person, side.proposal) for side in offer.sides.all())
    return next((refusal for refusal in refusals if refusal), None)


def joinable(lead: Proposal, other: Proposal) -> Refusal | None:
    if lead.pk == other.pk or lead.call_id != other.call_id:
        return Refusal("A proposal is merged with another one of the same call.")
    if lead.proposer_id == other.proposer_id:
        return Refusal("Both are proposed by the same person, who can withdraw one and write it into the other.")
    return _ready(lead) or _ready(other)


def _ready(proposal: Proposal) -> Refusal | None:
    if transition(Verb.MERGE, proposal.state):
        return None
    return Refusal(f"“{proposal}” is {proposal.get_state_display().lower()}, and cannot be merged now.")


def take_part(person: Any, offer: MergeOffer) -> Refusal | None:
    """Whatever a proposer does with an offer: it is made to her, and it runs."""
    if offer.side_of(person) is None:
        return Refusal("This offer was not made to you.")
    if not offer.is_running:
        return Refusal(f"This offer has ended: {offer.get_end_display().lower()}.")
    return None


def accept_talk(person: Any, offer: MergeOffer) -> Refusal | None:
    if refusal := take_part(person, offer):
        return refusal
    side = offer.side_of(person)
    if side and side.willing_at:
        return Refusal("You have agreed already to draft a joint text.")
    return alive(offer)


def alive(offer: MergeOffer) -> Refusal | None:
    """Neither side has left meanwhile."""
    for side in offer.sides.all():
        if side.proposal.state not in ALIVE:
            state = side.proposal.get_state_display().lower()
            return Refusal(f"“{side.proposal}” is {state} meanwhile, so the two cannot be merged.")
    return None


def start_joint(person: Any, offer: MergeOffer) -> Refusal | None:
    """Begin the joint text: once both have agreed to draft one."""
    if refusal := take_part(person, offer):
        return refusal
    if offer.joint_id:
        return Refusal("The joint text is begun already.", "Write in it; every earlier text stays in its history.")
    if not all(side.willing_at for side in offer.sides.all()):
        return Refusal("A joint text begins once both proposers have agreed to draft one.")
    return alive(offer)


def write_joint(person: Any, joint: Proposal) -> Refusal | None:
    """Write in a joint text: both proposers, while the offer runs."""
    offer = MergeOffer.objects.filter(joint=joint).prefetch_related("sides__proposal").first()
    return take_part(person, offer) if offer else Refusal("The text stands as it is.")


def read_before(person: Any, offer: MergeOffer) -> bool:
    """May she read what the other side handed in? Once both have agreed to draft a joint text."""
    return offer.side_of(person) is not None and all(side.willing_at for side in offer.sides.all())


def consent(person: Any, offer: MergeOffer, version: int) -> Refusal | None:
    """Consent to exactly the joint text that was read."""
    if refusal := take_part(person, offer):
        return refusal
    if offer.joint is None:
        return Refusal("There is no joint text yet.")
    if offer.joint.version != version:
        return Refusal("The joint text was changed since you read it.", "Read it as it is now, then consent.")
    side = offer.side_of(person)
    if side and side.consents:
        return Refusal("You have consented to this text already.")
    return next((refusal for side in offer.sides.all() if (refusal := _ready(side.proposal))), None) or _names(offer)


def whole_text(offer: MergeOffer) -> Content:
    """What goes on when both consent."""
    return judged(offer.joint_text, content_of(offer.joint_text), offer.lead)


def judged(proposal: Proposal, content: Content, lead: Proposal | None = None) -> Content:
    """What is judged of a text: of a joint one with the answers and files of the lead that are not shared."""
    if proposal.state != State.JOINT:
        return content
    lead = lead or proposal.joint_of.lead
    shared = {prompt.slug for prompt in shared_prompts(lead.format)}
    return whole(content_of(lead), content, shared)


def joint_sheet(offer: MergeOffer) -> list[Line]:
    """The rule sheet of what goes on when both consent."""
    return judge(offer.joint_text, whole_text(offer), beside(offer.joint_text))


def beside(proposal: Proposal) -> Scope:
    """For a joint text the two proposals that it would become one of are no others."""
    if proposal.state != State.JOINT:
        return WRITER
    return Scope(hidden=Proposal.objects.order_by().filter(merge_sides__offer__joint=proposal).values("pk"))


def complete(lines: Iterable[Line]) -> Refusal | None:
    """Nobody consents to a text that could not be submitted."""
    blocks = [line.sentence for line in lines if line.state == "block"]
    return Refusal("Something is still needed before anybody can consent.", " ".join(blocks)) if blocks else None


def _names(offer: MergeOffer) -> Refusal | None:
    """Both proposers stand among the chairs, or one of them would lose the credit."""
    chairs = [row for row in offer.joint_text.faculty.all() if row.role in ("chair", "co_chair")]
    for side in offer.sides.all():
        her = side.proposal.proposer
        if not any(row.person_id == her.pk or row.email == her.email for row in chairs):
            return Refusal(
                f"{her} has to be a chair in the joint text.", f"Add the row with the address {her.email}."
            )
    return None


def have_agreed(person: Any, proposal: Proposal) -> bool:
    """Has the proposer of each side consented to the joint text as it is, and is she one of them?"""
    rows = MergeSide.objects.filter(proposal=proposal, is_open=True, is_lead=False)
    side = rows.select_related("offer__joint").first()
    if side is None or side.offer.side_of(person) is None:
        return False
    return all(each.consents for each in side.offer.sides.all())
