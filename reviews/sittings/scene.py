"""What the page of the room shows to one person. While an item is discussed that is not for her, it shows that
something is discussed and that she is out of the room, and nothing that could tell what.
"""

from dataclasses import dataclass, replace
from typing import Any

from people.models import Person
from reviews import rules
from reviews.models import ActingChair, Motion, Recusal, Sitting
from reviews.offers import address
from reviews.sittings.agenda import items_for
from reviews.sittings.offers import path
from reviews.sittings.room import Presence, Room, room_of
from reviews.sittings.rules import BY_ITSELF, Part, see


@dataclass(frozen=True)
class Ballot:
    """A motion with what this person can do about it now; `votes` names who voted what in an open one."""

    motion: Motion
    offers: list[dict[str, Any]]
    cast: int
    votes: list[tuple[str, str]]


@dataclass(frozen=True)
class Line:
    number: int
    item: Any
    ballots: list[Ballot]
    offers: list[dict[str, Any]]


@dataclass(frozen=True)
class Scene:
    """`is_out`: something is discussed without her; she `may_return` where she left of her own will. `people` says
    where everybody is, and of nobody that she is out while this person is out herself.
    """

    sitting: Sitting
    room: Room
    part: Part
    is_out: bool
    may_return: bool
    people: list[Presence]
    lines: list[Line]
    me: Presence | None

    @property
    def item(self) -> Any:
        return None if self.is_out else self.room.item

    @property
    def ballots(self) -> list[Ballot]:
        return next((line.ballots for line in self.lines if self.item and line.item == self.item), [])

    @property
    def voters(self) -> list[Person]:
        """Who moves, seconds and votes on the item at hand."""
        return [each.person for each in self.people if each.votes]


def scene_of(sitting: Sitting, viewer: Any, part: Part) -> Scene:
    room = room_of(sitting, viewer)
    is_out = room.is_out(viewer)
    items = items_for(sitting, viewer)
    kept = set(Recusal.objects.filter(item__sitting=sitting, person=viewer).values_list("item", flat=True))
    acting = set() if part.record else acting_for(sitting, viewer)
    motions = ballots_of(sitting, room, viewer, part, acting)
    lines = [
        Line(
            number,
            item,
            [] if item.pk in kept else motions.get(item.pk, []),
            item_offers(sitting, item)
            if (part.record or item.proposal_id in acting) and sitting.is_under_way and not is_out
            else [],
        )
        for number, item in enumerate(items, start=1)
    ]
    people = [replace(each, is_out=False) for each in room.people] if is_out else room.people
    me = next((each for each in room.people if each.person == viewer and each.is_here), None)
    may_return = is_out and room.item is not None and see(viewer, room.item) is None
    return Scene(sitting, room, part, is_out, may_return, people, lines, me)


def acting_for(sitting: Sitting, viewer: Any) -> set[int]:
    """Proposals with which she stands in for the chair."""
    return set(ActingChair.objects.of(viewer).filter(stage=sitting.stage_id).values_list("proposal", flat=True))


def ballots_of(sitting: Sitting, room: Room, viewer: Any, part: Part, acting: set[int]) -> dict[int, list[Ballot]]:
    """By item, with a number of queries that does not depend on them."""
    decides = sitting.stage is not None and rules.decide_in(viewer, sitting.stage) is None
    rows = Motion.objects.filter(item__sitting=sitting).select_related("mover", "seconder", "item__proposal")
    found: dict[int, list[Ballot]] = {}
    for motion in rows.prefetch_related("votes__person"):
        motion.item.sitting = sitting
        votes = list(motion.votes.all())
        told = motion.ballot == Motion.Ballot.OPEN and motion.counted_at is not None
        named = [(str(vote.person), vote.get_choice_display()) for vote in votes] if told else []
        has_voted = any(vote.person_id == viewer.pk for vote in votes)
        here = replace(part, record=part.record or motion.item.proposal_id in acting)
        offers = motion_offers(motion, room, viewer, here, has_voted)
        if decides and motion.carried and not motion.decision_id:
            offers += decision_offers(motion)
        found.setdefault(motion.item_id, []).append(Ballot(motion, offers, len(votes), named))
    return found


def decision_offers(motion: Motion) -> list[dict[str, Any]]:
    """One click where the motion says it all, else the dossier."""
    stage, proposal = motion.item.sitting.stage, motion.item.proposal
    if proposal is None or motion.kind in (Motion.Kind.DEFER, Motion.Kind.WORDS):
        return []
    if motion.kind in BY_ITSELF:
        return [verb_of(motion, "adopt", "Make it the decision")]
    url = f"{address('dossier', stage, code=proposal.code)}#decision"
    return [{"verb": f"dossier-{motion.pk}", "label": "Write it down in its dossier", "url": url, "method": "get"}]


def motion_offers(motion: Motion, room: Room, viewer: Any, part: Part, has_voted: bool) -> list[dict[str, Any]]:
    """By what is known already; the rules look again."""
    me = room.of(viewer)
    votes = bool(me and me.votes)
    at_hand = room.item == motion.item and not room.is_out(viewer)
    moved, is_put = at_hand and motion.state == "moved", at_hand and motion.state == "put"
    waits = moved and motion.seconder_id is None
    ready = moved and part.record and motion.seconder_id is not None
    rows = [
        ("second", "Second it", waits and votes and motion.mover != viewer),
        ("put-open", "Put to an open vote", ready),
        ("put-closed", "Put to a closed vote", ready),
        ("withdraw", "Withdraw it", moved and (part.record or motion.mover == viewer)),
        ("yes", "Yes", is_put and votes and not has_voted),
        ("no", "No", is_put and votes and not has_voted),
        ("abstain", "Abstain", is_put and votes and not has_voted),
        ("count", "Count the votes", is_put and part.record),
    ]
    return [verb_of(motion, verb, label) for verb, label, allowed in rows if allowed]


def verb_of(motion: Motion, verb: str, label: str) -> dict[str, Any]:
    url = path("motion_verb", motion.item.sitting, motion.pk, verb)
    return {"verb": f"{verb}-{motion.pk}", "label": label, "url": url, "method": "post", "strong": verb == "adopt"}


def item_offers(sitting: Sitting, item: Any) -> list[dict[str, Any]]:
    verb, label = {
        "waiting": ("begin", "Begin"),
        "running": ("end", "End this item"),
        "done": ("begin", "Take up again"),
    }[item.state]
    url = path("agenda_verb", sitting, item.pk, verb)
    return [{"verb": f"{verb}-{item.pk}", "label": label, "url": url, "method": "post"}]
