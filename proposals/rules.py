"""May she? Answers nothing when she may, a Refusal when not. Pages, actions and jobs ask the same."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

from people.refusal import Refusal
from proposals.content import LATER
from proposals.joining.rules import have_agreed, write_joint
from proposals.judging.sheet import Line, judge
from proposals.lifecycle import Owner, State, Verb, transition
from proposals.models import Proposal
from proposals.models.faculty import Role
from proposals.prompts.questions import AFTER_ACCEPTANCE, prompts_of
from proposals.revising.points import judge_points
from proposals.rows import content_of
from workshops.models import Call, Format, Right
from workshops.models.call import Editors
from workshops.rules import has_right

NEED_REASON = {Verb.RETURN, Verb.TURN_AWAY, Verb.REINSTATE, Verb.CANCEL}
"""Verbs whose sentence the proposer will read."""

CLOSED = Refusal(
    "The call is closed for you.",
    "If you need more time, write to the society's office: it can extend your deadline.",
)


def start(person: Any, call: Call, form: Format, at: datetime) -> Refusal | None:
    """Begin a proposal in this call."""
    if not person.is_authenticated:
        return Refusal("Sign in to propose.")
    if form.call_id != call.pk:
        return Refusal("That format is not asked for in this call.", "Choose one of the formats of the call.")
    if at < call.opens_at:
        return Refusal("The call has not opened yet.", "Its page says when it opens.")
    return None if call.is_open_for(person, at) else CLOSED


def writes(person: Any, proposal: Proposal) -> Refusal | None:
    """Be one of those who write it: its proposer, and each of its chairs where the call says so."""
    if proposal.proposer_id == person.pk:
        return None
    if proposal.call.editors == Editors.CHAIRS and _chairs(person, proposal):
        return None
    who = "chairs write" if proposal.call.editors == Editors.CHAIRS else "the person who proposes writes"
    return Refusal(f"Only {who} in a proposal.", f"Ask {proposal.proposer} to make the change.")


def _chairs(person: Any, proposal: Proposal) -> bool:
    return person.is_authenticated and any(
        row.person_id == person.pk for row in proposal.faculty.all() if row.role in (Role.CHAIR, Role.CO_CHAIR)
    )


def edit(person: Any, proposal: Proposal) -> Refusal | None:
    """Write in a proposal while it is a draft or a revision is asked; in a joint text while its offer runs."""
    if proposal.state == State.JOINT:
        return write_joint(person, proposal)
    refusal = writes(person, proposal)
    if refusal:
        return refusal
    if proposal.state in (State.DRAFT, State.REVISION_ASKED):
        return None
    way = "Take it back first." if proposal.state == State.SUBMITTED else ""
    return Refusal(f"The text stands as it is: the proposal is {proposal.get_state_display().lower()}.", way)


def answer_later(person: Any, proposal: Proposal) -> Refusal | None:
    """Answer what is asked after acceptance, also once its day has passed: late is better than never."""
    if refusal := writes(person, proposal):
        return refusal
    if proposal.state in AFTER_ACCEPTANCE:
        return None
    return Refusal("These questions are asked once a proposal is accepted.", "Its page says where it stands.")


def save(person: Any, proposal: Proposal, section: str, changes: Mapping[str, Any]) -> Refusal | None:
    """Change fields of a section of the text. After acceptance only answers of the later part, and nothing that was
    handed in before.
    """
    if section != LATER:
        return edit(person, proposal)
    later = {prompt.slug for prompt in prompts_of(proposal.format) if prompt.is_later}
    if set(changes.get("answers", ())) <= later:
        return answer_later(person, proposal)
    return Refusal("Only the questions after acceptance can be answered now; the rest stays as it was handed in.")


def owns(owner: Owner, person: Any, proposal: Proposal) -> bool:
    """Is this person one of those whose turn `owner` names? A decision is released by who approves, or by staff."""
    if owner == Owner.PROPOSER:
        return proposal.proposer_id == person.pk
    if owner == Owner.STAFF:
        return person.is_authenticated and person.is_staff
    if owner == Owner.CHAIR:
        return has_right(person, proposal.call.meeting, Right.ASSIGN)
    if owner == Owner.BOTH:
        return have_agreed(person, proposal)
    return owns(Owner.STAFF, person, proposal) or has_right(person, proposal.call.meeting, Right.APPROVE)


def may(verb: Verb, person: Any, proposal: Proposal, at: datetime) -> Refusal | None:
    """Do this verb of the table now: its state, whose turn it is, and its condition."""
    row = transition(verb, proposal.state)
    if row is None:
        return Refusal(
            f"“{verb.label}” is not possible: the proposal is {State(proposal.state).label.lower()}.",
            "Its page shows what is possible now.",
        )
    if not any(owns(owner, person, proposal) for owner in row.owners):
        who = " or ".join(owner.label for owner in row.owners)
        return Refusal(f"“{verb.label}” is for {who} to do.")
    condition = CONDITIONS.get(verb)
    return condition(proposal, at) if condition else None


def has_reason(verb: Verb, reason: str) -> Refusal | None:
    """Some verbs need a sentence that the proposer will read."""
    if verb in NEED_REASON and not reason.strip():
        return Refusal(f"“{verb.label}” needs a sentence that says why.", "The proposer will read it.")
    return None


def is_open(proposal: Proposal, at: datetime) -> Refusal | None:
    return None if proposal.call.is_open_for(proposal.proposer, at) else CLOSED


def is_complete(proposal: Proposal, at: datetime) -> Refusal | None:
    content = content_of(proposal)
    lines = [*judge_points(proposal, content), *judge(proposal, content)]
    blocks = [said(line) for line in lines if line.state == "block"]
    if not blocks:
        return None
    count = "One thing is" if len(blocks) == 1 else f"{len(blocks)} things are"
    return Refusal(f"{count} still needed: {' '.join(blocks)}", "Nothing is lost; mend it and submit again.")


def said(line: Line) -> str:
    """What was found, with the society's own sentence beside it."""
    return f"{line.sentence} ({line.why})" if line.why else line.sentence


def can_be_submitted(proposal: Proposal, at: datetime) -> Refusal | None:
    return is_open(proposal, at) or is_complete(proposal, at)


def can_be_resubmitted(proposal: Proposal, at: datetime) -> Refusal | None:
    grace = timedelta(minutes=proposal.call.grace_minutes)
    if proposal.revise_by_at and at >= proposal.revise_by_at + grace:
        return Refusal("The date by which a revision was asked has passed.", "Write to the society's office.")
    return is_complete(proposal, at)


def revision_is_over(proposal: Proposal, at: datetime) -> Refusal | None:
    if proposal.revise_by_at is None or at >= proposal.revise_by_at:
        return None
    return Refusal("The date by which the revision was asked has not passed yet.")


def extend_revision(person: Any, proposal: Proposal) -> Refusal | None:
    """Give more time for a revision: the committee's chair."""
    if proposal.state != State.REVISION_ASKED:
        return Refusal("No revision is asked of this proposal now.")
    return None if owns(Owner.CHAIR, person, proposal) else Refusal("Only the committee chair gives more time.")


def confirm_until(call: Call) -> datetime | None:
    """The end of the day by which accepted chairs confirm, in the zone of the call."""
    if call.confirm_by_on is None:
        return None
    return datetime.combine(call.confirm_by_on + timedelta(days=1), time(), call.tz).astimezone(UTC)


def in_time_to_confirm(proposal: Proposal, at: datetime) -> Refusal | None:
    until = confirm_until(proposal.call)
    if until is None or at < until:
        return None
    return Refusal("The day by which the place had to be confirmed has passed.", "Write to the society's office.")


def has_lapsed(proposal: Proposal, at: datetime) -> Refusal | None:
    until = confirm_until(proposal.call)
    if until is None:
        return Refusal("The call names no day by which places are confirmed.", "Name one in the call, or cancel.")
    return None if at >= until else Refusal("The day by which the place is confirmed has not passed yet.")


CONDITIONS: dict[Verb, Callable[[Proposal, datetime], Refusal | None]] = {
    Verb.SUBMIT: can_be_submitted,
    Verb.TAKE_BACK: is_open,
    Verb.RETURN: is_open,
    Verb.RESUBMIT: can_be_resubmitted,
    Verb.GO_ON: revision_is_over,
    Verb.CONFIRM: in_time_to_confirm,
    Verb.LAPSE: has_lapsed,
}
