"""May she? Who reads the messages on a proposal, who writes them, and for which side."""

from datetime import datetime, timedelta
from typing import Any

from people.refusal import Refusal
from proposals.hiding import is_hidden
from proposals.models import Message, Proposal
from proposals.models.message import Side
from proposals.rules import writes

UNDO = timedelta(minutes=10)
"""For so long a message can be taken back; no letter about it goes before."""
MOST_AN_HOUR = 30


def side_of(person: Any, proposal: Proposal) -> Side | None:
    """Hers in the thread: its people's, also where they are staff besides; else staff's without a conflict. Nobody
    else reads it, reviewers and committee chairs included.
    """
    if not person.is_authenticated:
        return None
    if Proposal.objects.of(person).filter(pk=proposal.pk).exists():
        return Side.CHAIRS
    if person.is_staff and proposal.first_submitted_at and not is_hidden(proposal, person):
        return Side.SOCIETY
    return None


def write(person: Any, proposal: Proposal, at: datetime) -> Refusal | None:
    side = side_of(person, proposal)
    if side is None:
        return Refusal("Only the chairs of a proposal and the society's office write here.")
    if proposal.first_submitted_at is None:
        return Refusal(
            "The office does not know of a draft, so it cannot be asked about it here yet.",
            "Once you have submitted, you can write to it on this page, also when you take the proposal back.",
        )
    if side == Side.CHAIRS and (refusal := writes(person, proposal)):
        return Refusal("You can read the messages.", refusal.way_forward)
    sent = Message.objects.filter(by=person.pk, at__gt=at - timedelta(hours=1)).count()
    if sent >= MOST_AN_HOUR:
        return Refusal("You have written very many messages within an hour.", "Write the next one in a while.")
    return None


def take_back(person: Any, message: Message, at: datetime) -> Refusal | None:
    if message.by_id != person.pk:
        return Refusal("Only who wrote a message takes it back.")
    if at >= message.at + UNDO:
        return Refusal("It was sent more than ten minutes ago, and the other side may have read it.")
    return None


def settle(person: Any, proposal: Proposal) -> Refusal | None:
    if side_of(person, proposal) == Side.SOCIETY:
        return None
    return Refusal("Only the society's office says that a message needs no answer.")
