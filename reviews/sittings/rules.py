"""May she, in a sitting? What is hidden from a person answers her as what does not exist."""

from dataclasses import dataclass
from typing import Any

from people.refusal import Refusal
from reviews import rules
from reviews.models import AgendaItem, Motion, Outcome, Sitting, Stage
from reviews.models.conflict import hidden_from
from reviews.sittings.room import Room, room_of, without_quorum
from workshops.models import Committee
from workshops.rules import seats_by_committee

ASK_CHAIR = "Ask the committee's chair or program staff."
BY_ITSELF = (Outcome.ACCEPT, Outcome.WAITLIST, Outcome.DECLINE)
"""What a carried motion says completely; other outcomes want dates and owners, which the dossier asks for."""
NO_SUCH_ITEM = Refusal("There is no such item on this agenda.")
OUT = Refusal("Something is being discussed, and you are out of the room.", "You are called back when it has ended.")


@dataclass(frozen=True)
class Part:
    """What a person is to a sitting. Who leads it plans and calls it; who records it runs it and writes notes."""

    member: bool
    lead: bool
    record: bool


def part_in(person: Any, sitting: Sitting) -> Part:
    seat = seats_by_committee(person).get(sitting.committee_id)
    lead = person.is_staff or bool(seat and seat.may_assign)
    return Part(seat is not None, lead, lead or sitting.secretary_id == person.pk)


# --- planning


def plan(person: Any, committee: Committee) -> Refusal | None:
    seat = seats_by_committee(person).get(committee.pk)
    if person.is_staff or (seat and seat.may_assign):
        return None
    return Refusal("Only the committee's chair and program staff plan its sittings.", ASK_CHAIR)


def arrange(person: Any, sitting: Sitting) -> Refusal | None:
    if refusal := plan(person, sitting.committee):
        return refusal
    return Refusal("This sitting is closed; its agenda stands.") if sitting.closed_at else None


def call(person: Any, sitting: Sitting) -> Refusal | None:
    if refusal := arrange(person, sitting):
        return refusal
    return Refusal("This sitting has been opened already.") if sitting.opened_at else None


def arrange_item(person: Any, item: AgendaItem) -> Refusal | None:
    """Move, lock or take off; what was begun stays where it is."""
    if refusal := arrange(person, item.sitting) or see(person, item):
        return refusal
    return Refusal("This item was begun; it stays where it is.") if item.began_at else None


def see(person: Any, item: AgendaItem) -> Refusal | None:
    hidden = item.proposal_id and hidden_from(person).filter(pk=item.proposal_id).exists()
    return NO_SUCH_ITEM if hidden else None


# --- in the room


def record(person: Any, sitting: Sitting) -> Refusal | None:
    if part_in(person, sitting).record:
        return None
    return Refusal("Only who leads the sitting and its secretary do this.", ASK_CHAIR)


def record_item(person: Any, item: AgendaItem) -> Refusal | None:
    """Who stands in for the chair with a proposal leads the item on it, too."""
    stage, proposal = item.sitting.stage, item.proposal
    if stage and proposal and rules.acts_for(person, stage, proposal):
        return None
    return record(person, item.sitting)


def open_sitting(person: Any, sitting: Sitting) -> Refusal | None:
    if refusal := record(person, sitting):
        return refusal
    return Refusal("This sitting was opened before.") if sitting.opened_at else None


def close_sitting(person: Any, sitting: Sitting) -> Refusal | None:
    if refusal := record(person, sitting) or under_way(sitting):
        return refusal
    running = sitting.items.running().first()
    if running is None:
        return None
    return (
        OUT
        if room_of(sitting, person).is_out(person)
        else Refusal(f"“{running}” is being discussed.", "End it first.")
    )


def under_way(sitting: Sitting) -> Refusal | None:
    return None if sitting.is_under_way else Refusal("This sitting is not under way.")


def attend(person: Any, sitting: Sitting, of: Any) -> Refusal | None:
    """Everybody says for herself that she is here; who records says it of anybody."""
    if refusal := under_way(sitting):
        return refusal
    return None if person == of else record(person, sitting)


def step_out(person: Any, room: Room, of: Any) -> Refusal | None:
    """Leave for the item at hand, or come back in: what is hidden keeps her out."""
    if room.item is None:
        return Refusal("Nothing is being discussed.")
    if room.is_out(person) and person != of:
        return OUT
    return None if person == of else record(person, room.item.sitting)


def begin(person: Any, item: AgendaItem) -> Refusal | None:
    if refusal := record_item(person, item) or see(person, item) or under_way(item.sitting):
        return refusal
    if item.state == "running":
        return Refusal("This item is being discussed already.")
    running = item.sitting.items.running().first()
    return end(person, running) if running else None


def end(person: Any, item: AgendaItem) -> Refusal | None:
    room = room_of(item.sitting, person)
    if room.item is None or room.item != item:
        return Refusal("This item is not being discussed.")
    if room.is_out(person):
        return OUT
    if refusal := record_item(person, item):
        return refusal
    if item.motions.filter(put_at__isnull=False, counted_at__isnull=True).exists():
        return Refusal("A vote is under way.", "Count it first.")
    return None


def note(person: Any, sitting: Sitting, item: AgendaItem | None) -> Refusal | None:
    if refusal := (record_item(person, item) or see(person, item)) if item else record(person, sitting):
        return refusal
    return minutes_stand(sitting)


def minutes_stand(sitting: Sitting) -> Refusal | None:
    if hasattr(sitting, "minutes"):
        return Refusal("The minutes are approved; nothing in them changes any more.")
    return None


def approve_minutes(person: Any, sitting: Sitting) -> Refusal | None:
    if refusal := plan(person, sitting.committee) or minutes_stand(sitting):
        return refusal
    return (
        None
        if sitting.closed_at
        else Refusal("The sitting is not closed yet.", "Its minutes are a draft until then.")
    )


# --- motions


def at_hand(person: Any, room: Room, item: AgendaItem) -> Refusal | None:
    """Whatever is done with motions is done in the room, with the item at hand."""
    if room.is_out(person):
        return OUT if room.item == item else NO_SUCH_ITEM
    if room.item != item:
        return see(person, item) or Refusal("This item is not being discussed.")
    return None


def move(person: Any, room: Room, item: AgendaItem, mover: Any) -> Refusal | None:
    if refusal := at_hand(person, room, item):
        return refusal
    if person != mover and (refusal := record(person, item.sitting)):
        return refusal
    return speak(room, mover)


def speak(room: Room, person: Any) -> Refusal | None:
    found = room.of(person)
    if found is None or not found.is_member:
        return Refusal("Only members of the committee move, second and vote.")
    if not found.is_here:
        return Refusal(f"{person} is not in the room.", "Note first who has come.")
    return Refusal(f"{person} is recused from this item.") if found.is_out else None


def second(person: Any, room: Room, motion: Motion, seconder: Any) -> Refusal | None:
    if refusal := move(person, room, motion.item, seconder):
        return refusal
    if motion.state != "moved" or motion.seconder_id:
        return Refusal("This motion needs no seconder any more.")
    return Refusal("A motion is seconded by somebody else.") if motion.mover_id == seconder.pk else None


def withdraw(person: Any, room: Room, motion: Motion) -> Refusal | None:
    if refusal := move(person, room, motion.item, motion.mover):
        return refusal
    return None if motion.state == "moved" else Refusal("This motion has been put to the vote already.")


def put(person: Any, room: Room, motion: Motion) -> Refusal | None:
    if refusal := at_hand(person, room, motion.item) or record_item(person, motion.item):
        return refusal
    if motion.state != "moved":
        return Refusal("This motion has been put to the vote already.")
    if motion.seconder_id is None:
        return Refusal("Nobody has seconded this motion yet.")
    if motion.item.motions.filter(put_at__isnull=False, counted_at__isnull=True).exists():
        return Refusal("Another vote is under way.", "Count it first.")
    return without_quorum(room.quorum)


def vote(person: Any, room: Room, motion: Motion, of: Any) -> Refusal | None:
    """Her own vote; in an open ballot who records also writes down a raised hand."""
    if refusal := at_hand(person, room, motion.item) or speak(room, of):
        return refusal
    if motion.state != "put":
        return Refusal("There is no vote on this motion now.")
    if person != of and (motion.ballot == Motion.Ballot.CLOSED or record(person, motion.item.sitting)):
        return Refusal("Everybody votes herself.")
    if motion.votes.filter(person=of).exists():
        return Refusal("You have voted." if person == of else f"{of} has voted.")
    return None


def count(person: Any, room: Room, motion: Motion) -> Refusal | None:
    if refusal := at_hand(person, room, motion.item) or record_item(person, motion.item):
        return refusal
    return None if motion.state == "put" else Refusal("There is no vote on this motion now.")


def adopt(person: Any, motion: Motion) -> Refusal | None:
    """Make what was carried the decision of the stage."""
    stage: Stage | None = motion.item.sitting.stage
    if refusal := see(person, motion.item):
        return refusal
    if not motion.carried or motion.item.proposal is None or stage is None:
        return Refusal("Only a carried motion on a proposal of the stage becomes its decision.")
    if motion.kind not in BY_ITSELF:
        return Refusal("This motion wants more than a click to be a decision.", "Write it down in the dossier.")
    if motion.decision_id:
        return Refusal("This motion is the decision already.")
    return rules.decide(person, stage, motion.item.proposal)
