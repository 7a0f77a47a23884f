"""All proposals of a person in the order in which they wait for her, found with a few queries for however many; what
costs more is asked for the rows of one page only (proposals.standing.entries).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from proposals.faculty.promise import Loss, losses_of
from proposals.judging.sheet import asked_of
from proposals.lifecycle import LIVING, State
from proposals.models import MergeOffer, MergeSide, Proposal
from proposals.prompts.later import later_until
from proposals.prompts.questions import AFTER_ACCEPTANCE, missing_later
from proposals.rules import edit
from proposals.standing.deadlines import due
from workshops.models import Extension, Prompt

YOURS, OTHERS, ENDED = "yours", "others", "ended"
GROUPS = {YOURS: "Waits for you", OTHERS: "Waits for others", ENDED: "Ended"}
NEXT = {
    State.DRAFT: "Go on writing",
    State.REVISION_ASKED: "Revise it",
    State.ACCEPTED: "Confirm the place",
}


@dataclass(frozen=True)
class Place:
    """What orders the list. `later` are questions asked after acceptance that are still open, `merge` is an offer
    that waits for her, `losses` are people an accepted workshop has lost.
    """

    proposal: Proposal
    leads: bool
    group: str
    moment: datetime | None
    label: str
    later: tuple[str, ...] = ()
    merge: MergeOffer | None = None
    losses: tuple[Loss, ...] = ()

    @property
    def rank(self) -> tuple[int, float, int]:
        """Hers first, the soonest first; of the rest what was saved last."""
        order = list(GROUPS).index(self.group)
        soon = self.moment.timestamp() if self.moment else float("inf")
        return (order, soon if self.group == YOURS else 0, -int(self.proposal.saved_at.timestamp()))


def places_of(person: Any, at: datetime) -> list[Place]:
    """Every proposal she proposes or chairs, in the order in which they wait for her."""
    extensions = dict(Extension.objects.filter(person=person).values_list("call_id", "until"))
    related = ("call__meeting", "format", "proposer")
    mine = list(Proposal.objects.of(person).select_related(*related).prefetch_related("faculty"))
    calls = {each.call_id for each in mine}
    later = list(Prompt.objects.asked().filter(call__in=calls).prefetch_related("formats"))
    offers = _offers(person)
    lost = losses_of(each for each in mine if each.proposer_id == person.pk)
    places = (
        _place(each, person, extensions, later, offers.get(each.pk), tuple(lost.get(each.pk, ())), at)
        for each in mine
    )
    return sorted(places, key=lambda place: place.rank)


def _offers(person: Any) -> dict[int, MergeOffer]:
    """Offers to merge that wait for her, by her proposal."""
    running = MergeOffer.objects.visible_to(person).running().for_page()
    sides = ((offer, offer.side_of(person)) for offer in running)
    return {side.proposal_id: offer for offer, side in sides if side and _asks(offer, side)}


def _asks(offer: MergeOffer, side: MergeSide) -> bool:
    """She has not said whether she would, or there is a joint text to which she has not consented."""
    return side.is_open and (side.willing_at is None or (offer.joint is not None and not side.consents))


def _place(
    proposal: Proposal,
    person: Any,
    extensions: dict[int, datetime],
    prompts: list[Prompt],
    merge: MergeOffer | None,
    losses: tuple[Loss, ...],
    at: datetime,
) -> Place:
    leads = proposal.proposer_id == person.pk
    own = extensions if leads else {}
    moment, label = due(proposal, lambda call: max(call.closes_at, own.get(call.pk, call.closes_at)))
    later = ()
    if leads and proposal.state in AFTER_ACCEPTANCE:
        missing = missing_later(asked_of(prompts, proposal), proposal.answers)
        later = tuple(prompt.label for prompt in missing)
    if later and moment is None:
        moment, label = later_until(proposal.call), "Answer by"
    group = _group(proposal, leads, bool(later or merge or losses), moment, person, at)
    return Place(proposal, leads, group, moment, label, later, merge, losses)


def _group(proposal: Proposal, leads: bool, asks: bool, moment: datetime | None, person: Any, at: datetime) -> str:
    """A draft whose deadline has passed waits for nobody any more; one that chairs write together waits for each."""
    state = State(proposal.state)
    if state == State.DRAFT and moment is not None and at >= moment:
        return ENDED
    if asks or (leads and state in NEXT):
        return YOURS
    if state in (State.DRAFT, State.REVISION_ASKED) and edit(person, proposal) is None:
        return YOURS
    return OTHERS if state in LIVING or state == State.JOINT else ENDED
