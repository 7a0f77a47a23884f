"""One way for a proposal to change its state: the table's."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from audit.actions import record
from people.refusal import insist
from proposals import rules
from proposals.lifecycle import BEFORE, State, Verb, transition
from proposals.models import Proposal
from proposals.signals import confirmed, left

GONE = (State.WITHDRAWN, State.CANCELLED)


def lock(proposal: Proposal) -> Proposal:
    """The row as it is now, ours until the transaction ends."""
    rows = Proposal.objects.select_for_update(of=("self",))
    return rows.select_related("call__meeting", "format", "proposer").get(pk=proposal.pk)


@transaction.atomic
def move(
    verb: Verb,
    proposal: Proposal,
    *,
    by: Any,
    at: datetime,
    reason: str = "",
    then: Callable[[Proposal], None] | None = None,
    **stamps: Any,
) -> Proposal:
    """Do a verb of the table or raise Refused and change nothing. Returns the proposal as it is now.

    `stamps` are set with the state (a function gets the locked row); `then` is done in the same transaction, once
    the state has changed.
    """
    locked = lock(proposal)
    insist(rules.may(verb, by, locked, at))
    insist(rules.has_reason(verb, reason))
    before = locked.state
    locked.state = _target(verb, locked)
    locked.state_before = before if locked.state in GONE else ""
    locked.state_reason = reason.strip()
    for name, value in stamps.items():
        setattr(locked, name, value(locked) if callable(value) else value)
    locked.save(update_fields=["state", "state_before", "state_reason", *stamps])
    if then:
        then(locked)
    detail = {"reason": locked.state_reason} if locked.state_reason else {}
    record(verb.value, locked, by=by, at=at, before=before, after=locked.state, **detail)
    _tell(locked, by, at)
    return locked


def _target(verb: Verb, proposal: Proposal) -> str:
    target = transition(verb, proposal.state).target  # type: ignore[union-attr]  # the rule has looked it up
    return proposal.state_before if target == BEFORE else target


def _tell(proposal: Proposal, by: Any, at: datetime) -> None:
    signal = confirmed if proposal.state == State.CONFIRMED else left if proposal.state in GONE else None
    if signal:
        transaction.on_commit(partial(signal.send_robust, sender=Proposal, proposal=proposal, by=by, at=at))
