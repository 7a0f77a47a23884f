"""The one table of a proposal's life. Buttons, rules, actions, pages, docs and tests are read from it.

A row says: this verb takes a proposal from one of these states to that state, and whose turn it is.
Conditions that depend on more than the state (an open call, complete parts) are in `proposals.rules`.
"""

from dataclasses import dataclass

from django.db import models


class State(models.TextChoices):
    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    IN_REVIEW = "in_review", "In review"
    REVISION_ASKED = "revision_asked", "Revision asked"
    ACCEPTED = "accepted", "Accepted"
    WAITLISTED = "waitlisted", "On the waiting list"
    DECLINED = "declined", "Declined"
    CONFIRMED = "confirmed", "Confirmed"
    WITHDRAWN = "withdrawn", "Withdrawn"
    CANCELLED = "cancelled", "Cancelled"
    MERGED = "merged", "Merged into another"
    JOINT = "joint", "Joint text of two proposals"


class Owner(models.TextChoices):
    PROPOSER = "proposer", "the proposer"
    STAFF = "staff", "program staff"
    CHAIR = "chair", "the committee chair"
    RELEASE = "release", "releasing a decision"
    BOTH = "both", "both proposers, once each has consented"


class Verb(models.TextChoices):
    RETURN = "return", "Return for completion"
    SUBMIT = "submit", "Submit"
    TAKE_BACK = "take_back", "Take back"
    BEGIN_REVIEW = "begin_review", "Begin review"
    ASK_REVISION = "ask_revision", "Ask for revision"
    RESUBMIT = "resubmit", "Resubmit"
    GO_ON = "go_on", "Go on with the earlier text"
    TURN_AWAY = "turn_away", "Turn away"
    ACCEPT = "accept", "Accept"
    WAITLIST = "waitlist", "Put on the waiting list"
    DECLINE = "decline", "Decline"
    CONFIRM = "confirm", "Confirm"
    LAPSE = "lapse", "Let lapse"
    REINSTATE = "reinstate", "Reinstate"
    MERGE = "merge", "Merge"
    WITHDRAW = "withdraw", "Withdraw"
    CANCEL = "cancel", "Cancel"


UNFINISHED = (State.DRAFT, State.REVISION_ASKED)
"""States in which the tables may hold words that were not handed in."""

LIVING = (
    State.DRAFT,
    State.SUBMITTED,
    State.IN_REVIEW,
    State.REVISION_ASKED,
    State.ACCEPTED,
    State.WAITLISTED,
    State.CONFIRMED,
)
"""States in which a proposal can still become a session."""

BEGINNINGS = (State.DRAFT, State.JOINT)
"""A proposal begins as a draft. A joint text begins and stays beside the two proposals it may become one text of."""

BEFORE = "before"
"""Stands for the state a proposal had before it was withdrawn or cancelled."""


@dataclass(frozen=True)
class Transition:
    """`target` is a State, or BEFORE."""

    verb: Verb
    sources: tuple[State, ...]
    target: State | str
    owners: tuple[Owner, ...]


TABLE = (
    Transition(Verb.RETURN, (State.SUBMITTED,), State.DRAFT, (Owner.STAFF,)),
    Transition(Verb.SUBMIT, (State.DRAFT,), State.SUBMITTED, (Owner.PROPOSER,)),
    Transition(Verb.TAKE_BACK, (State.SUBMITTED,), State.DRAFT, (Owner.PROPOSER,)),
    Transition(Verb.BEGIN_REVIEW, (State.SUBMITTED,), State.IN_REVIEW, (Owner.STAFF, Owner.CHAIR)),
    Transition(Verb.ASK_REVISION, (State.IN_REVIEW,), State.REVISION_ASKED, (Owner.CHAIR,)),
    Transition(Verb.RESUBMIT, (State.REVISION_ASKED,), State.IN_REVIEW, (Owner.PROPOSER,)),
    Transition(Verb.GO_ON, (State.REVISION_ASKED,), State.IN_REVIEW, (Owner.CHAIR,)),
    Transition(Verb.TURN_AWAY, (State.SUBMITTED,), State.DECLINED, (Owner.STAFF,)),
    Transition(Verb.ACCEPT, (State.IN_REVIEW, State.WAITLISTED), State.ACCEPTED, (Owner.RELEASE,)),
    Transition(Verb.WAITLIST, (State.IN_REVIEW,), State.WAITLISTED, (Owner.RELEASE,)),
    Transition(Verb.DECLINE, (State.IN_REVIEW, State.WAITLISTED), State.DECLINED, (Owner.RELEASE,)),
    Transition(Verb.CONFIRM, (State.ACCEPTED,), State.CONFIRMED, (Owner.PROPOSER,)),
    Transition(Verb.LAPSE, (State.ACCEPTED,), State.WITHDRAWN, (Owner.STAFF,)),
    Transition(Verb.REINSTATE, (State.WITHDRAWN, State.CANCELLED), BEFORE, (Owner.STAFF,)),
    Transition(Verb.MERGE, (State.SUBMITTED, State.IN_REVIEW), State.MERGED, (Owner.BOTH,)),
    Transition(Verb.WITHDRAW, LIVING, State.WITHDRAWN, (Owner.PROPOSER,)),
    Transition(Verb.CANCEL, (State.ACCEPTED, State.CONFIRMED), State.CANCELLED, (Owner.STAFF,)),
)


def transition(verb: Verb, state: State | str) -> Transition | None:
    """The row that lets `verb` happen in `state`, or None."""
    return next((row for row in TABLE if row.verb == verb and state in row.sources), None)


def verbs_from(state: State | str) -> tuple[Transition, ...]:
    """Every row that leads out of `state`, in the table's order."""
    return tuple(row for row in TABLE if state in row.sources)
