"""The rows of one page of a person's proposals: what is missing in each, and where it is mended."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects
from django.urls import reverse

from proposals.faculty.answers import Tally, answers_of, tally
from proposals.judging.sheet import Line, sheets_of
from proposals.lifecycle import LIVING, UNFINISHED, State
from proposals.revising.points import asked, judge_points
from proposals.standing.deadlines import Deadline, deadline_of
from proposals.standing.places import ENDED, NEXT, YOURS, Place
from proposals.standing.turns import together, turn
from proposals.thread.unread import unread_of, unread_words

MOST_NEEDS = 3


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
        return together(proposal)
    return turn(proposal, hers=place.leads)


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
