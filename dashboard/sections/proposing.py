"""What waits for a proposer: drafts with what they lack, revisions, places to confirm, and what was decided."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse

from dashboard.waiting import MOST, Section, Waiting, by_deadline, counted, due, section
from proposals.faculty.promise import with_losses
from proposals.judging.sheet import sheets_of
from proposals.lifecycle import LIVING, State
from proposals.models import Proposal
from proposals.prompts.later import later_until, missing_in
from proposals.rules import confirm_until
from proposals.standing.deadlines import Deadline
from reviews.models import Decision
from workshops.models import Extension

TOLD = {
    State.ACCEPTED: "Accepted.",
    State.WAITLISTED: "On the waiting list: you hear again if a place becomes free.",
    State.DECLINED: "Not accepted this time. The letter says why.",
}
RECENTLY = timedelta(days=30)


@dataclass(frozen=True)
class Mine:
    """A proposal with her part in it: she leads it, or is named as one of its chairs."""

    proposal: Proposal
    leads: bool
    by: Deadline | None


def proposing(person: Any, at: datetime) -> Section | None:
    """Nothing of a decision shows before its letter is released: a proposal's state does not move before that."""
    mine = list(Proposal.objects.of(person).defer("summary", "answers").select_related("call__meeting", "proposer"))
    if not mine:
        return None
    until = dict(Extension.objects.filter(person=person).values_list("call_id", "until"))
    open_ones = [each for each in (_mine(proposal, person, until, at) for proposal in mine) if _waits(each, at)]
    open_ones.sort(key=lambda each: (not each.leads, *by_deadline(Waiting("", "", "", by=each.by))))
    told, lost = _told(mine, at), [*_lost(person), *_later(mine, person, at)]
    rows = [*lost, *_rows(open_ones[:MOST]), *told]
    living = sum(each.state in LIVING for each in mine)
    return section(
        "proposing",
        "Your proposals",
        rows,
        total=len(lost) + len(open_ones) + len(told),
        url=reverse("proposal_list"),
        link="All your proposals",
        empty=f"Nothing waits for you. {counted(living, 'proposal is', 'proposals are')} with the society."
        if living
        else "Nothing waits for you.",
    )


def _mine(proposal: Proposal, person: Any, until: dict[int, datetime], at: datetime) -> Mine:
    """An extension is its owner's alone: a chair who does not propose reads the call's own deadline."""
    call, leads = proposal.call, proposal.proposer_id == person.pk
    moment, label = None, ""
    if proposal.state == State.DRAFT:
        moment = max(call.closes_at, until.get(call.pk, call.closes_at)) if leads else call.closes_at
        label = "Submit before"
    elif proposal.state == State.REVISION_ASKED:
        moment, label = proposal.revise_by_at, "Resubmit before"
    elif proposal.state == State.ACCEPTED:
        moment, label = confirm_until(call), "Confirm before"
    return Mine(proposal, leads, due(call, moment, label, at))


def _waits(mine: Mine, at: datetime) -> bool:
    """A draft whose deadline has passed waits for nobody any more."""
    if mine.proposal.state == State.DRAFT:
        return mine.by is not None and not mine.by.passed
    return mine.proposal.state in (State.REVISION_ASKED, State.ACCEPTED)


def _rows(shown: list[Mine]) -> list[Waiting]:
    missing = _missing([each.proposal for each in shown if each.leads and each.proposal.state != State.ACCEPTED])
    return [
        Waiting(
            str(each.proposal),
            _what(each.proposal, missing.get(each.proposal.pk, [])),
            _where(each),
            "Yours" if each.leads else f"{each.proposal.proposer} proposes it",
            each.by,
        )
        for each in shown
    ]


def _where(mine: Mine) -> str:
    if mine.leads and mine.proposal.state in (State.DRAFT, State.REVISION_ASKED):
        return reverse("proposal_edit", args=[mine.proposal.code, "check"])
    return reverse("proposal", args=[mine.proposal.code])


def _what(proposal: Proposal, missing: list[str]) -> str:
    lacks = f"{counted(len(missing), 'thing is', 'things are')} missing: {missing[0]}" if missing else ""
    if proposal.state == State.ACCEPTED:
        return f"Accepted for {proposal.call.meeting}. Confirm the place, or it goes to another."
    if proposal.state == State.REVISION_ASKED:
        why = f"The committee asks for a revision: {proposal.state_reason}" if proposal.state_reason else ""
        return f"{why or 'The committee asks for a revision, point by point.'} {lacks}".strip()
    if proposal.first_submitted_at and proposal.state_reason:
        return f"Returned to you: {proposal.state_reason} {lacks}".strip()
    return f"A draft for {proposal.call}. {lacks}".strip() if lacks else f"A draft for {proposal.call}, complete."


def _missing(proposals: list[Proposal]) -> dict[int, list[str]]:
    """What blocks the submission of each, with the same number of queries for one and for many."""
    whole = Proposal.objects.filter(pk__in=[each.pk for each in proposals]).select_related("format", "call__meeting")
    return {
        key: [line.sentence for line in lines if line.state == "block"] for key, lines in sheets_of(whole).items()
    }


def _lost(person: Any) -> list[Waiting]:
    """Accepted workshops that lost somebody they were accepted with."""
    hers = Proposal.objects.of(person).select_related("proposer")
    return [
        Waiting(
            str(each),
            f"Find somebody else: {'; '.join(map(str, losses))}.",
            reverse("proposal_faculty", args=[each.code]),
            "Yours" if each.proposer_id == person.pk else f"{each.proposer} proposes it",
        )
        for each, losses in with_losses(hers)
    ]


def _later(mine: list[Proposal], person: Any, at: datetime) -> list[Waiting]:
    """Accepted ones that have not answered what is asked after acceptance."""
    missing = missing_in(each for each in mine if each.proposer_id == person.pk)
    return [
        Waiting(
            str(each),
            f"Questions after acceptance, still to answer: {'; '.join(missing[each.pk])}",
            reverse("proposal_later", args=[each.code]),
            "Yours",
            due(each.call, later_until(each.call), "Answer before", at),
        )
        for each in mine
        if missing.get(each.pk)
    ]


def _told(mine: list[Proposal], at: datetime) -> list[Waiting]:
    """Decisions that became known in the last month, the newest first; an accepted one waits above."""
    by_key = {each.pk: each for each in mine if each.state in (State.WAITLISTED, State.DECLINED)}
    known = Decision.objects.filter(proposal__in=by_key, released_at__gte=at - RECENTLY).order_by("-released_at")
    keys = dict.fromkeys(known.values_list("proposal", flat=True))
    return [
        Waiting(
            str(by_key[key]),
            TOLD[State(by_key[key].state)],
            reverse("proposal", args=[by_key[key].code]),
            "The society’s" if by_key[key].state == State.WAITLISTED else "Nobody’s: this has ended",
        )
        for key in keys
    ]
