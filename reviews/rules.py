"""May she? Answers nothing when she may, a Refusal when not. Pages, actions and exports ask the same."""

from dataclasses import dataclass
from typing import Any

from people.refusal import Refusal
from proposals.joining.rules import joinable
from proposals.lifecycle import Owner, State, Verb, transition
from proposals.models import Proposal
from proposals.rules import owns
from reviews.models import ActingChair, Assignment, Condition, Conflict, Outcome, Rubric, Stage, Tie
from reviews.models.conflict import hidden_from
from reviews.models.decision import VERB_OF
from reviews.models.stage import Decides
from workshops.models import Seat
from workshops.rules import seats_by_committee, set_up

ASK_CHAIR = "Ask the committee's chair or program staff."


@dataclass(frozen=True)
class Standing:
    """What a person is to a stage: program staff, and which rights her seat in the stage's committee gives."""

    staff: bool
    review: bool
    lead: bool
    decide: bool
    release: bool

    @property
    def oversee(self) -> bool:
        """Sees the ranking and every review."""
        return self.staff or self.lead or self.decide


def standing(person: Any, stage: Stage) -> Standing:
    """One query."""
    return standing_of(person, seats_by_committee(person).get(stage.committee_id), stage)


def standing_of(person: Any, seat: Seat | None, stage: Stage) -> Standing:
    """`seat` is hers in the stage's committee. It decides when it holds the right the stage's decisions ask for."""
    staff = person.is_authenticated and person.is_staff
    approve = bool(seat and seat.may_approve)
    return Standing(
        staff=staff,
        review=bool(seat and seat.may_review),
        lead=staff or bool(seat and seat.may_assign),
        decide=approve if stage.is_final else bool(seat and seat.may_recommend),
        release=stage.is_final and (staff or (approve and bool(seat and seat.may_assign))),
    )


def in_conflict(person: Any, proposal: Proposal) -> Refusal | None:
    """The words are those for a proposal that does not exist."""
    if hidden_from(person).filter(pk=proposal.pk).exists():
        return Refusal("There is no such proposal in this stage.")
    return None


def acts_for(person: Any, stage: Stage, proposal: Proposal) -> bool:
    """She stands in for the chair with this proposal."""
    return bool(ActingChair.objects.of(person).filter(stage=stage, proposal=proposal).exists())


def lead_case(person: Any, stage: Stage, proposal: Proposal) -> Refusal | None:
    """Whatever only those do who lead the stage and may know of the proposal: never a chair in conflict."""
    if refusal := in_conflict(person, proposal):
        return refusal
    if not standing(person, stage).lead:
        return Refusal("Only the committee's chair and program staff say who stands in for a chair.", ASK_CHAIR)
    return None


def name_substitute(person: Any, stage: Stage, proposal: Proposal, of: Any) -> Refusal | None:
    if refusal := lead_case(person, stage, proposal):
        return refusal
    if in_conflict(of, proposal):
        return Refusal(f"{of} has a conflict of interest with this proposal.", "Choose somebody else.")
    return None


# --- setting up


def change_scale(person: Any, rubric: Rubric) -> Refusal | None:
    """Criteria may be reworded and weighed anew; their scales stand once somebody has scored by them."""
    if refusal := set_up(person):
        return refusal
    if rubric.criteria.filter(scores__isnull=False).exists():
        return Refusal(
            "Reviewers have scored by this rubric: its criteria and scales stand.",
            "Words and weights can still be changed.",
        )
    return None


def remove_rubric(person: Any, rubric: Rubric) -> Refusal | None:
    if refusal := set_up(person):
        return refusal
    if rubric.stages.exists():
        return Refusal("A stage uses this rubric.", "Give that stage another one first.")
    return None


def remove_stage(person: Any, stage: Stage) -> Refusal | None:
    if refusal := set_up(person):
        return refusal
    if stage.opened_at:
        return Refusal("This stage was opened; what was reviewed in it is kept.")
    return None


def open_stage(person: Any, stage: Stage) -> Refusal | None:
    if not standing(person, stage).lead:
        return Refusal("Only the committee's chair and program staff open a stage.", ASK_CHAIR)
    if stage.opened_at:
        return Refusal("This stage is open already.")
    if stage.before and stage.before.closed_at is None:
        return Refusal(f"{stage.before} is not closed yet.", "Close it first: this stage takes what it recommends.")
    return None


def take_in(person: Any, stage: Stage) -> Refusal | None:
    """Proposals submitted after the stage was opened, by an extension, join it."""
    if not standing(person, stage).lead:
        return Refusal("Only the committee's chair and program staff take in proposals.", ASK_CHAIR)
    if not stage.is_open or stage.before:
        return Refusal("Only an open first stage takes in proposals.")
    return None


def close_stage(person: Any, stage: Stage) -> Refusal | None:
    if not standing(person, stage).lead:
        return Refusal("Only the committee's chair and program staff close a stage.", ASK_CHAIR)
    return None if stage.is_open else Refusal("This stage is not open.")


def reopen_stage(person: Any, stage: Stage) -> Refusal | None:
    if not standing(person, stage).lead:
        return Refusal("Only the committee's chair and program staff open a stage again.", ASK_CHAIR)
    if stage.closed_at is None:
        return Refusal("This stage is not closed.")
    if stage.after and stage.after.opened_at:
        return Refusal(f"{stage.after} has been opened and works on what this stage recommended.")
    return None


# --- reading


def assign(person: Any, stage: Stage, proposal: Proposal | None = None) -> Refusal | None:
    """With a proposal also who stands in for the chair."""
    if not standing(person, stage).lead and not (proposal and acts_for(person, stage, proposal)):
        return Refusal("Only the committee's chair and program staff assign readers.", ASK_CHAIR)
    if not stage.is_open:
        return Refusal("Readers are assigned while the stage is open.")
    return None


def work_on(person: Any, assignment: Assignment) -> Refusal | None:
    """Whatever a reviewer does with an assignment: it is hers, and its stage is open."""
    if not Assignment.objects.of(person).filter(pk=assignment.pk).exists():
        return Refusal("This is not yours to review.")
    if assignment.declined_at:
        return Refusal(
            "You declined to review this proposal.", "Ask the chair if you would like to read it after all."
        )
    if not assignment.stage.is_open:
        return Refusal(
            "Reviewing has ended for this stage.", "What you wrote is kept; ask the chair to open it again."
        )
    return None


def review(person: Any, assignment: Assignment) -> Refusal | None:
    if refusal := work_on(person, assignment):
        return refusal
    if assignment.state == "done":
        return Refusal("You have submitted this review.", "Reopen it to change it.")
    if assignment.stage.rubric_id is None:
        return Refusal("This stage has no rubric yet.", "Program staff choose one on the stage's setup page.")
    return None


def reopen(person: Any, assignment: Assignment) -> Refusal | None:
    if refusal := work_on(person, assignment):
        return refusal
    return None if assignment.state == "done" else Refusal("This review is still a draft.")


def decline(person: Any, assignment: Assignment) -> Refusal | None:
    if refusal := work_on(person, assignment):
        return refusal
    if assignment.state == "done":
        return Refusal("You have submitted this review.", "Reopen it first, or declare a conflict of interest.")
    return None


def declare_conflict(person: Any, stage: Stage, proposal: Proposal, of: Any) -> Refusal | None:
    """For herself whoever meets the proposal in this stage; for somebody else only who leads it."""
    if refusal := in_conflict(person, proposal):
        return refusal
    if of != person:
        return None if standing(person, stage).lead else set_up(person)
    reads = Assignment.objects.filter(stage=stage, proposal=proposal, reviewer=person).exists()
    if not reads and not standing(person, stage).oversee and not acts_for(person, stage, proposal):
        return Refusal("You do not meet this proposal in this stage.")
    return None


def look_again(person: Any, stage: Stage) -> Refusal | None:
    if not standing(person, stage).lead:
        return Refusal("Only the committee's chair and program staff look for conflicts.", ASK_CHAIR)
    return None


def clear_conflict(person: Any, stage: Stage, proposal: Proposal, of: Any) -> Refusal | None:
    """Say that what was found is no conflict: who leads the stage, and nobody about herself."""
    if refusal := in_conflict(person, proposal) or look_again(person, stage):
        return refusal
    return Refusal("Nobody clears a conflict of her own.", ASK_CHAIR) if of == person else None


def lift_conflict(person: Any, conflict: Conflict) -> Refusal | None:
    if conflict.found:
        return Refusal("It follows from a tie that was declared.", "Lift the tie, and the conflict is gone.")
    if not (person.is_authenticated and person.is_staff) or conflict.person_id == person.pk:
        return Refusal("Only program staff lift a conflict, and nobody her own.")
    return in_conflict(person, conflict.proposal)


def declare_tie(person: Any, of: Any) -> Refusal | None:
    """Everybody her own; for somebody else only staff."""
    if not person.is_authenticated:
        return Refusal("Sign in to declare a tie.")
    return None if of == person else set_up(person)


def lift_tie(person: Any, tie: Tie) -> Refusal | None:
    if not (person.is_authenticated and person.is_staff) or person.pk in (tie.person_id, tie.other_id):
        return Refusal("Only program staff lift a tie, and nobody one of her own.")
    return None


def withhold(person: Any, stage: Stage, proposal: Proposal) -> Refusal | None:
    if not standing(person, stage).lead:
        return Refusal("Only the committee's chair and program staff withhold parts of a proposal.", ASK_CHAIR)
    if not stage.hides_proposers:
        return Refusal("Only a double-blind stage withholds something, and only until it is closed.")
    return in_conflict(person, proposal)


# --- deciding


def see_ranking(person: Any, stage: Stage) -> Refusal | None:
    if standing(person, stage).oversee:
        return None
    return Refusal("The ranking is for those who lead this stage or decide in it.", ASK_CHAIR)


def lead_calibration(person: Any, stage: Stage) -> Refusal | None:
    """How each reader scores is for who leads the stage; she also says how many places there are."""
    if standing(person, stage).lead:
        return None
    return Refusal("How readers score is shown to the committee's chair and program staff only.", ASK_CHAIR)


def see_reviews(person: Any, stage: Stage, proposal: Proposal) -> Refusal | None:
    """Others' reviews: after one's own, where one reads the proposal."""
    own = Assignment.objects.of(person).filter(stage=stage, proposal=proposal).select_related("review").first()
    if own and own.state in ("assigned", "begun") and stage.is_open:
        return Refusal("You see the others' reviews once you have submitted yours.")
    if own and own.state == "done":
        return None
    refusal = see_ranking(person, stage)
    return None if refusal and acts_for(person, stage, proposal) else refusal


def decide_in(person: Any, stage: Stage, proposal: Proposal | None = None) -> Refusal | None:
    """What depends on the proposal only for who stands in for the chair."""
    if not standing(person, stage).decide and not (proposal and acts_for(person, stage, proposal)):
        act = "approve" if stage.is_final else "recommend"
        return Refusal(f"Only members whose seat may {act} decide in this stage.", ASK_CHAIR)
    if stage.opened_at is None:
        return Refusal("This stage is not open yet.")
    if stage.after and stage.after.opened_at:
        return Refusal(f"{stage.after} has been opened: what this stage recommended stands.")
    return None


def decide(person: Any, stage: Stage, proposal: Proposal) -> Refusal | None:
    if refusal := decide_in(person, stage, proposal) or in_conflict(person, proposal):
        return refusal
    return decidable(stage, proposal)


def choose(person: Any, stage: Stage, proposal: Proposal, outcome: str, other: Proposal | None) -> Refusal | None:
    """This outcome, where a release could bring it about. `other` is whom a merge joins it with."""
    if outcome not in Outcome.values:
        return Refusal("That is not one of the outcomes.")
    if stage.is_final and transition(VERB_OF[Outcome(outcome)], proposal.state) is None:
        return Refusal(f"This proposal is {proposal.get_state_display().lower()} already.")
    if outcome == Outcome.REVISE and stage.is_final and not owns(Owner.CHAIR, person, proposal):
        return Refusal("Only a committee's chair asks for a revision.", ASK_CHAIR)
    if outcome != Outcome.MERGE or other is None:
        return None
    return in_conflict(person, other) or joinable(other, proposal)


def decidable(stage: Stage, proposal: Proposal) -> Refusal | None:
    """In review; and, where decisions are final, on the waiting list."""
    if transition(Verb.ACCEPT, proposal.state) and (stage.is_final or proposal.state == State.IN_REVIEW):
        return None
    if proposal.state == State.REVISION_ASKED:
        return Refusal("The proposers are revising it; it can be decided once it is back.")
    return Refusal(f"This proposal is {proposal.get_state_display().lower()}; there is nothing to decide.")


def choose_comments(person: Any, stage: Stage, proposal: Proposal) -> Refusal | None:
    """Which comments of this stage's readers stand in the letter: whoever leads it, or releases the letters."""
    if refusal := in_conflict(person, proposal):
        return refusal
    last = Stage.objects.filter(call=stage.call_id, decides=Decides.APPROVE).order_by("order").last()
    if standing(person, stage).lead or (last and standing(person, last).release):
        return None
    return Refusal("Only the committee's chair and program staff choose what goes into a letter.", ASK_CHAIR)


def release(person: Any, stage: Stage) -> Refusal | None:
    if not stage.is_final:
        return Refusal("This stage recommends; letters follow the stage that approves.")
    if not standing(person, stage).release:
        return Refusal("Only program staff and a chair who may approve release decisions.", ASK_CHAIR)
    return None


def order_waiting(person: Any, stage: Stage) -> Refusal | None:
    """The order of the waiting list: whoever leads the stage or decides in it."""
    if not stage.is_final:
        return Refusal("This stage recommends; the waiting list is kept by the stage that approves.")
    if not standing(person, stage).oversee:
        return Refusal("The waiting list is ordered by those who lead this stage or decide in it.", ASK_CHAIR)
    return None


def check_off(person: Any, condition: Condition) -> Refusal | None:
    """Say that a condition is fulfilled, or that it is not after all."""
    if not Condition.objects.watched_by(person).filter(pk=condition.pk).exists():
        return Refusal("Conditions are checked off by those who lead the stage or decide in it.", ASK_CHAIR)
    if condition.decision.released_at is None:
        return Refusal("Nobody knows of this condition before the letter is released.")
    return None
