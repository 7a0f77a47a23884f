"""The letters that say: there is a message for you. They carry none of its words; those stand on the page."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q

from people.models import Person
from proposals.hiding import is_hidden
from proposals.models import Message, Proposal, ThreadMark
from proposals.models.message import Side
from proposals.reading import with_submitted_titles
from proposals.writing import link_to, register_about, write

SAMPLE = {
    "name": "Paula Perez",
    "who": "Olga Okafor",
    "title": "Clots and cancer",
    "meeting": "Annual Meeting 2027",
    "link": "https://meetings.example/proposals/k7m2p4qx/messages/",
}
KINDS = {
    Side.CHAIRS: register_about(
        "proposals.message",
        "New message for the chairs of a proposal",
        placeholders=SAMPLE,
        subject="A message about your proposal “{{title}}”",
        body="""Dear {{name}},

{{who}} of the society’s office has written to you about “{{title}}” ({{meeting}}).

[Read it and answer]({{link}})

Please answer on that page: mail to this letter is not read.
""",
    ),
    Side.SOCIETY: register_about(
        "proposals.message_to_office",
        "New message for the society’s office",
        placeholders=SAMPLE | {"name": "Olga Okafor", "who": "Paula Perez"},
        subject="A message about the proposal “{{title}}”",
        body="""Dear {{name}},

{{who}} has written about the proposal “{{title}}” ({{meeting}}).

[Read it and answer]({{link}})

Please answer on that page: mail to this letter is not read.
""",
    ),
}


def tell_side(proposal: Proposal, side: Side, messages: list[Message], *, at: datetime) -> None:
    """A letter to everybody of that side who has not read the messages yet."""
    with_submitted_titles([proposal])
    writers = dict.fromkeys(str(message.by) for message in messages if message.by)
    own = {"who": " and ".join(writers) or "Somebody", "link": link_to("proposal_messages", proposal.code)}
    for person in _unread_by(proposal, people_of(proposal, side), messages[-1].pk):
        write(KINDS[side].name, proposal, own, to=person, by=None, at=at)


def people_of(proposal: Proposal, side: Side) -> list[Person]:
    """Who hears of it: the chairs with an account; of the office those who wrote in this thread, else everybody, and
    nobody with a conflict of interest.
    """
    people = Person.objects.filter(is_active=True).exclude(email=None)
    if side == Side.CHAIRS:
        chairs = Q(faculty__proposal=proposal, faculty__role__in=["chair", "co_chair"])
        return list(people.filter(Q(pk=proposal.proposer_id) | chairs).distinct())
    chairs_of_it = [each.pk for each in people_of(proposal, Side.CHAIRS)]
    staff = [
        each for each in people.filter(is_staff=True).exclude(pk__in=chairs_of_it) if not is_hidden(proposal, each)
    ]
    wrote = set(proposal.messages.filter(side=Side.SOCIETY).order_by().values_list("by", flat=True))
    return [each for each in staff if each.pk in wrote] or staff


def _unread_by(proposal: Proposal, people: Iterable[Person], last: int) -> list[Any]:
    read = ThreadMark.objects.filter(proposal=proposal, seen__gte=last)
    readers = set(read.values_list("person", flat=True))
    return [each for each in people if each.pk not in readers]
