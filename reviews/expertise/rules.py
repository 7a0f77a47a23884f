"""May she? What a member says of her expertise."""

from typing import Any

from people.refusal import Refusal
from proposals.models import Proposal
from reviews.expertise.asking import asked_about
from workshops.models import Meeting
from workshops.rules import seats_by_committee


def choose_topics(person: Any, meeting: Meeting) -> Refusal | None:
    if any(
        seat.may_review and seat.committee.meeting_id == meeting.pk for seat in seats_by_committee(person).values()
    ):
        return None
    return Refusal("Topics are chosen by members who review.", "Program staff give seats.")


def bid(person: Any, proposal: Proposal) -> Refusal | None:
    """On what one of her committees is about to read; on nothing that is hidden from her."""
    if asked_about(person, proposal.call.meeting).filter(pk=proposal.pk).exists():
        return None
    return Refusal("There is no such proposal in a stage that you review in.")
