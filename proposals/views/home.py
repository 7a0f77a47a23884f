"""Where each of a person's proposals stands: whose turn it is, by when, what is missing, what is new.

Order and groups are found for all of them with a few queries; what costs more is asked for the rows of one page only.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.formats import date_format

from proposals.faculty.answers import Tally, answers_of, tally
from proposals.faculty.promise import Loss, losses_of
from proposals.judging.sheet import Line, asked_of, sheets_of
from proposals.lifecycle import LIVING, UNFINISHED, State
from proposals.models import MergeOffer, MergeSide, Proposal
from proposals.prompts.later import later_until
from proposals.prompts.questions import AFTER_ACCEPTANCE, missing_later
from proposals.revising.points import asked, judge_points
from proposals.rules import confirm_until, edit
from proposals.thread.unread import unread_of, unread_words
from proposals.views.standing import TURNS, Deadline, deadline_of
from workshops.models import Extension, Prompt

YOURS, OTHERS, ENDED = "yours", "others", "ended"
GROUPS = {YOURS: "Waits for you", OTHERS: "Waits for others", ENDED: "Ended"}
MOST_NEEDS = 3
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


@dataclass(frozen=True)
class Need:
    """Something that is missing, and where it is mended."""

    sentence: str
    url: str


@dataclass(frozen=True)
class Entry:
    """A row of the page. `needs` are the first few of `needed` in all; `notes` of the rules block nothing."""

    place: Place
    turn: str
    deadline: Deadline | None
    next_label: str
    next_url: str
    needed: int = 0
    needs: list[Need] = field(default_factory=list)
    tally: Tally | None = None
    notes: int = 0
    unread: int = 0

    @property
    def unread_words(self) -> str:
        return unread_words(self.unread)

    @property
    def more(self) -> int:
        return self.needed - len(self.needs)


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
    moment, label = _moment(proposal, extensions if leads else {})
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


def _moment(proposal: Proposal, extensions: dict[int, datetime]) -> tuple[datetime | None, str]:
    """An extension is its owner's alone: a chair who does not propose reads the call's own deadline."""
    call = proposal.call
    if proposal.state in (State.DRAFT, State.SUBMITTED):
        return max(call.closes_at, extensions.get(call.pk, call.closes_at)), "The call closes"
    if proposal.state == State.REVISION_ASKED:
        return proposal.revise_by_at, "Revise by"
    if proposal.state == State.ACCEPTED:
        return confirm_until(call), "Confirm before"
    return None, ""


def entries_of(places: Iterable[Place], person: Any, at: datetime) -> list[Entry]:
    """The rows of one page, with as many queries for one as for many."""
    places = list(places)
    rows = [each.proposal for each in places]
    prefetch_related_objects(rows, "points")
    sheets = sheets_of(
        [each.proposal for each in places if each.group == YOURS and each.proposal.state in UNFINISHED]
    )
    answers, unread = answers_of(rows), unread_of(person, rows)
    return [
        _entry(each, sheets.get(each.proposal.pk, []), tally(answers[each.proposal.pk]), unread, at)
        for each in places
    ]


def _entry(place: Place, sheet: list[Line], confirmed: Tally, unread: dict[int, int], at: datetime) -> Entry:
    proposal = place.proposal
    needs = _needs(place, sheet)
    label, url = _next(place)
    return Entry(
        place=place,
        turn=turn_of(place),
        deadline=deadline_of(proposal.call, place.moment, place.label, at) if place.moment else None,
        next_label=label,
        next_url=url,
        needed=len(needs),
        needs=needs[:MOST_NEEDS],
        tally=confirmed if confirmed.total and proposal.state in LIVING else None,
        notes=sum(line.state in ("warn", "tell") for line in sheet),
        unread=unread.get(proposal.pk, 0),
    )


def turn_of(place: Place) -> str:
    proposal = place.proposal
    if place.merge:
        return "Yours: an offer to make one proposal of two waits for your answer."
    if place.losses:
        return "Yours: somebody whom it was accepted with has left."
    if place.later and proposal.state == State.CONFIRMED:
        return "Yours: answer what is asked after acceptance."
    if proposal.state == State.DRAFT and place.group == ENDED:
        return "Nobody’s: the call closed before it was submitted."
    if place.group == YOURS and not place.leads:
        return f"You write it together; {proposal.proposer} hands it in."
    turn = TURNS[State(proposal.state)][0 if place.leads else 1]
    letters_on = proposal.call.letter_by_on
    if letters_on and proposal.state in (State.SUBMITTED, State.IN_REVIEW):
        return f"{turn} Letters are sent by {date_format(letters_on, 'j F Y')}."
    return turn


def _needs(place: Place, sheet: list[Line]) -> list[Need]:
    """The rule sheet's blocks and open points lead to where they are mended, the rest to the proposal's page."""
    if place.group != YOURS:
        return []
    code, proposal = place.proposal.code, place.proposal
    lines = [line for line in (*judge_points(proposal, proposal), *sheet) if line.state == "block"]
    later = [f"Still to answer: “{label}”" for label in place.later]
    lost = [f"Find somebody else: {loss}." for loss in place.losses]
    return [
        *(Need(sentence, reverse("proposal_faculty", args=[code])) for sentence in lost),
        *(Need(line.sentence, reverse("proposal_edit", args=[code, line.section])) for line in lines),
        *(Need(sentence, reverse("proposal_later", args=[code])) for sentence in later),
    ]


def _next(place: Place) -> tuple[str, str]:
    """The next step, where there is one for her."""
    proposal = place.proposal
    here = reverse("proposal", args=[proposal.code])
    if place.group != YOURS or proposal.state not in NEXT:
        return "", here
    if proposal.state == State.ACCEPTED:
        return NEXT[State.ACCEPTED], here
    section = "points" if asked(proposal) else "basics"
    return NEXT[State(proposal.state)], reverse("proposal_edit", args=[proposal.code, section])
