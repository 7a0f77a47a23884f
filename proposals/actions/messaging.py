"""Messages between a proposal's chairs and the society's office: write, take back, settle, read, tell by letter."""

from datetime import datetime
from typing import Any, cast

from django.db import transaction
from django.db.models import Min

from audit.actions import record
from people.refusal import insist
from proposals.actions.move import lock
from proposals.models import Message, Proposal, ThreadMark
from proposals.models.message import Side
from proposals.thread import rules as thread_rules
from proposals.thread.letters import tell_side
from rendering.text import plain


@transaction.atomic
def write_message(proposal: Proposal, text: str, *, by: Any, at: datetime) -> Message:
    """Say something to the other side, who learns of it by letter after ten minutes. The office's answers all that
    the chairs have asked so far.
    """
    locked = lock(proposal)
    insist(thread_rules.write(by, locked, at))
    side = cast(Side, thread_rules.side_of(by, locked))  # the rule has refused who has none
    message = Message.objects.create(proposal=locked, side=side, by=by, at=at, text=plain(text).strip())
    if side == Side.SOCIETY:
        locked.messages.waiting().update(answered_at=at)
    mark_read(locked, message.pk, by=by)
    record("write_message", locked, by=by, at=at, message=message.code)
    return message


@transaction.atomic
def take_back_message(message: Message, *, by: Any, at: datetime) -> None:
    """As if it had not been written: what it answered waits again."""
    lock(message.proposal)
    found = Message.objects.select_for_update().get(pk=message.pk)
    insist(thread_rules.take_back(by, found, at))
    if found.side == Side.SOCIETY:
        Message.objects.filter(proposal=found.proposal_id, answered_at=found.at).update(answered_at=None)
    record("take_back_message", message.proposal, by=by, at=at, message=found.code)
    found.delete()


@transaction.atomic
def settle_messages(proposal: Proposal, *, by: Any, at: datetime) -> int:
    """Say that what the chairs wrote needs no answer; returns how many messages that were."""
    locked = lock(proposal)
    insist(thread_rules.settle(by, locked))
    settled = locked.messages.waiting().update(answered_at=at)
    if settled:
        record("settle_messages", locked, by=by, at=at, messages=settled)
    return settled


def mark_read(proposal: Proposal, last: int, *, by: Any) -> None:
    """She has seen the messages up to that key; a mark never goes back."""
    mark, _ = ThreadMark.objects.get_or_create(proposal=proposal, person=by)
    ThreadMark.objects.filter(pk=mark.pk, seen__lt=last).update(seen=last)


def tell_messages(at: datetime) -> int:
    """At each tick: a letter to each side about what the other wrote ten minutes ago or more. Returns how many
    threads were told; there is never more than one letter in ten minutes for a side of a thread.
    """
    untold = Message.objects.filter(told_at=None).order_by().values("proposal", "side")
    due = untold.annotate(first=Min("at")).filter(first__lte=at - thread_rules.UNDO)
    return sum(_tell(row["proposal"], Side(row["side"]), at) for row in list(due[:200]))


@transaction.atomic
def _tell(key: int, side: Side, at: datetime) -> bool:
    proposal = lock(Proposal(pk=key))
    untold = proposal.messages.filter(side=side, told_at=None)
    messages = list(untold.select_related("by"))
    if not messages or messages[0].at > at - thread_rules.UNDO:
        return False  # another tick was here
    untold.update(told_at=at)
    tell_side(proposal, side.other, messages, at=at)
    return True
