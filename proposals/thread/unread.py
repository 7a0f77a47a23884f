"""Messages that a person has not had before her, counted for a list of proposals in two queries."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from proposals.models import Message, Proposal, ThreadMark


def unread_of(person: Any, proposals: Iterable[Proposal]) -> dict[int, int]:
    """{proposal's pk: how many}; others' messages only. Ask it for proposals whose thread she reads."""
    keys = [each.pk for each in proposals]
    marks = dict(ThreadMark.objects.filter(person=person, proposal__in=keys).values_list("proposal", "seen"))
    others = Message.objects.filter(proposal__in=keys).exclude(by=person).order_by()
    return dict(Counter(key for key, pk in others.values_list("proposal", "pk") if pk > marks.get(key, 0)))


def unread_words(number: int) -> str:
    return "1 new message" if number == 1 else f"{number} new messages"
