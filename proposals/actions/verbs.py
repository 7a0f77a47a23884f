"""The verbs of the table, as a person would say them. Each does all it says, or changes nothing."""

from datetime import datetime
from typing import Any

from people.refusal import Refusal, insist
from proposals import telling
from proposals.actions.move import move
from proposals.actions.saving import keep
from proposals.joining import rules as merge_rules
from proposals.lifecycle import Verb
from proposals.models import MergeOffer, Proposal
from proposals.models.proposal import RevisionKind
from proposals.rows import content_of


def submit(proposal: Proposal, *, by: Any, at: datetime) -> Proposal:
    """Hand in a draft. What is handed in is kept as a submitted revision, and a letter says that it arrived."""

    def then(now: Proposal) -> None:
        keep(now, content_of(now), kind=RevisionKind.SUBMITTED, by=by, at=at)
        telling.received(now, by=by, at=at)

    return move(
        Verb.SUBMIT,
        proposal,
        by=by,
        at=at,
        then=then,
        first_submitted_at=lambda now: now.first_submitted_at or at,
        submitted_at=at,
    )


def take_back(proposal: Proposal, *, by: Any, at: datetime) -> Proposal:
    return move(Verb.TAKE_BACK, proposal, by=by, at=at, submitted_at=None)


def return_for_completion(proposal: Proposal, *, reason: str, by: Any, at: datetime) -> Proposal:
    """Give a submitted proposal back with a sentence; a letter carries it."""

    def then(now: Proposal) -> None:
        telling.returned(now, by=by, at=at)

    return move(Verb.RETURN, proposal, by=by, at=at, reason=reason, then=then, submitted_at=None)


def begin_review(proposal: Proposal, *, by: Any, at: datetime) -> Proposal:
    return move(Verb.BEGIN_REVIEW, proposal, by=by, at=at)


def resubmit(proposal: Proposal, *, by: Any, at: datetime) -> Proposal:
    """Hand in the revised text; both submitted texts are kept."""

    def then(now: Proposal) -> None:
        keep(now, content_of(now), kind=RevisionKind.SUBMITTED, by=by, at=at)
        telling.received(now, by=by, at=at)

    return move(Verb.RESUBMIT, proposal, by=by, at=at, then=then, submitted_at=at, revise_by_at=None)


def turn_away(proposal: Proposal, *, reason: str, by: Any, at: datetime) -> Proposal:
    """Decline what is out of scope. Its letter goes at once, so that nobody learns it from a page first."""

    def then(now: Proposal) -> None:
        telling.turned_away(now, by=by, at=at)

    return move(Verb.TURN_AWAY, proposal, by=by, at=at, reason=reason, then=then)


def accept(proposal: Proposal, *, by: Any, at: datetime) -> Proposal:
    """Only by releasing a decision of the last stage (reviews)."""
    return move(Verb.ACCEPT, proposal, by=by, at=at)


def waitlist(proposal: Proposal, *, by: Any, at: datetime) -> Proposal:
    """Only by releasing a decision of the last stage (reviews)."""
    return move(Verb.WAITLIST, proposal, by=by, at=at)


def decline(proposal: Proposal, *, by: Any, at: datetime) -> Proposal:
    """Only by releasing a decision of the last stage (reviews)."""
    return move(Verb.DECLINE, proposal, by=by, at=at)


def confirm(proposal: Proposal, *, by: Any, at: datetime) -> Proposal:
    return move(Verb.CONFIRM, proposal, by=by, at=at)


def lapse(proposal: Proposal, *, by: Any, at: datetime) -> Proposal:
    return move(Verb.LAPSE, proposal, by=by, at=at)


def reinstate(proposal: Proposal, *, reason: str, by: Any, at: datetime) -> Proposal:
    """Back to the state it had before it was withdrawn or cancelled."""
    return move(Verb.REINSTATE, proposal, by=by, at=at, reason=reason)


def merge(proposal: Proposal, *, into: Proposal, by: Any, at: datetime) -> Proposal:
    """Let this proposal go on as a part of another of the same call, once both proposers have consented to one joint
    text (actions.joining, which also writes that text into the one that goes on).
    """
    insist(_mergeable(proposal, into))
    return move(Verb.MERGE, proposal, by=by, at=at, merged_into=into)


def _mergeable(proposal: Proposal, into: Proposal) -> Refusal | None:
    if refusal := merge_rules.joinable(into, proposal):
        return refusal
    offer = MergeOffer.objects.running().filter(sides__proposal=proposal).filter(sides__proposal=into).first()
    if offer and offer.lead == into:
        return None
    return Refusal("Two proposals become one by an offer to which both proposers have consented.")


def withdraw(proposal: Proposal, *, by: Any, at: datetime, reason: str = "") -> Proposal:
    """Leave, from any living state; a letter confirms it to the proposer where it was ever submitted."""

    def then(now: Proposal) -> None:
        if now.first_submitted_at:
            telling.withdrawn(now, by=by, at=at)

    return move(Verb.WITHDRAW, proposal, by=by, at=at, reason=reason, then=then)


def cancel(proposal: Proposal, *, reason: str, by: Any, at: datetime) -> Proposal:
    return move(Verb.CANCEL, proposal, by=by, at=at, reason=reason)
