"""Where a proposal stands, whose turn it is, by when, and what this person may do now."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format

from proposals import rules
from proposals.lifecycle import Owner, State, Verb, verbs_from
from proposals.models import Proposal
from workshops.models import Call
from workshops.zones import label_at

TURNS = {
    State.DRAFT: ("Yours: complete it and submit it.", "The proposer writes."),
    State.SUBMITTED: ("The society’s: the review has not begun.",) * 2,
    State.IN_REVIEW: ("The committee reads it.",) * 2,
    State.REVISION_ASKED: ("Yours: revise it and resubmit it.", "The proposer revises it."),
    State.ACCEPTED: ("Yours: confirm the place.", "The proposer confirms the place."),
    State.WAITLISTED: ("The society’s: it tells you if a place becomes free.",) * 2,
    State.CONFIRMED: ("The society’s: the session is scheduled.",) * 2,
    State.DECLINED: ("Nobody’s: this has ended.",) * 2,
    State.WITHDRAWN: ("Nobody’s: it was withdrawn.",) * 2,
    State.CANCELLED: ("Nobody’s: it was cancelled.",) * 2,
    State.MERGED: ("It goes on within another proposal.",) * 2,
    State.JOINT: ("Both proposers’: the text becomes one proposal once both consent to it.",) * 2,
}
ASKS_FIRST = {Verb.TAKE_BACK, Verb.WITHDRAW, Verb.LAPSE, *rules.NEED_REASON}
"""Verbs with a page before them: something is lost, or a sentence is wanted."""
DANGER = {Verb.WITHDRAW, Verb.CANCEL, Verb.TURN_AWAY, Verb.LAPSE}
STRONG = {Verb.SUBMIT, Verb.RESUBMIT, Verb.CONFIRM}
ELSEWHERE = {Verb.MERGE, Verb.ASK_REVISION, Verb.GO_ON}
"""Verbs whose pages are on a higher floor."""


@dataclass(frozen=True)
class Deadline:
    at: datetime
    zone: str
    zone_label: str
    label: str
    passed: bool


@dataclass(frozen=True)
class Offer:
    verb: str
    label: str
    url: str
    method: str = "get"
    strong: bool = False
    danger: bool = False
    hint: str = ""


def deadline_of(call: Call, moment: datetime, label: str, at: datetime) -> Deadline:
    return Deadline(moment, call.iana_zone, label_at(call.zone, moment), label, passed=at >= moment)


def standing_of(proposal: Proposal, person: Any, at: datetime) -> dict[str, Any]:
    """What components/standing.html shows."""
    mine, others = TURNS[State(proposal.state)]
    whose = mine if proposal.proposer_id == person.pk else others
    if whose == others and rules.edit(person, proposal) is None:
        whose = f"You write it together; {proposal.proposer} hands it in."
    letters_on = proposal.call.letter_by_on
    if letters_on and proposal.state in (State.SUBMITTED, State.IN_REVIEW):
        whose = f"{whose} Letters are sent by {date_format(letters_on, 'j F Y')}."
    return {
        "state": proposal.state,
        "state_label": proposal.get_state_display(),
        "whose": whose,
        "deadline": _deadline(proposal, at),
    }


def _deadline(proposal: Proposal, at: datetime) -> Deadline | None:
    call = proposal.call
    if proposal.state in (State.DRAFT, State.SUBMITTED):
        return deadline_of(call, call.closes_for(proposal.proposer), "The call closes", at)
    if proposal.state == State.REVISION_ASKED and proposal.revise_by_at:
        return deadline_of(call, proposal.revise_by_at, "Revise by", at)
    until = rules.confirm_until(call)
    if proposal.state == State.ACCEPTED and until:
        return deadline_of(call, until, "Confirm before", at)
    return None


def offers_of(proposal: Proposal, person: Any, at: datetime) -> list[Offer]:
    """The buttons of the table for this person; a submission with something missing leads to what is missing."""
    offers = []
    for row in verbs_from(proposal.state):
        hers = any(rules.owns(owner, person, proposal) for owner in row.owners if owner != Owner.RELEASE)
        if not hers or row.verb in ELSEWHERE:
            continue
        if row.verb in (Verb.SUBMIT, Verb.RESUBMIT):
            offers.append(_check(row.verb, proposal))
        elif rules.may(row.verb, person, proposal, at) is None:
            offers.append(_offer(row.verb, proposal))
    return offers


def _check(verb: Verb, proposal: Proposal) -> Offer:
    url = reverse("proposal_edit", args=[proposal.code, "check"])
    return Offer(verb.value, f"Check and {verb.label.lower()}", url, strong=True)


def _offer(verb: Verb, proposal: Proposal) -> Offer:
    return Offer(
        verb.value,
        verb.label,
        reverse("proposal_verb", args=[proposal.code, verb.value]),
        method="get" if verb in ASKS_FIRST else "post",
        strong=verb in STRONG,
        danger=verb in DANGER,
    )
