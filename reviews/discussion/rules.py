"""May she? Who reads the discussion of a proposal, who writes in it, who changes what she wrote."""

from datetime import datetime, timedelta
from typing import Any

from people.refusal import Refusal
from proposals.models import Proposal
from reviews.models import Remark, Stage
from reviews.models.stage import JUDGED
from reviews.rules import in_conflict, see_reviews

MOST_AN_HOUR = 60


def read(person: Any, stage: Stage, proposal: Proposal) -> Refusal | None:
    """As the others' reviews: after one's own."""
    return in_conflict(person, proposal) or see_reviews(person, stage, proposal)


def write(person: Any, stage: Stage, proposal: Proposal, at: datetime) -> Refusal | None:
    return read(person, stage, proposal) or write_now(person, stage, proposal, at)


def write_now(person: Any, stage: Stage, proposal: Proposal, at: datetime) -> Refusal | None:
    """The same for who reads it."""
    if stage.opened_at is None or (stage.after and stage.after.opened_at):
        return Refusal("The discussion has ended: the next stage works on what this one recommended.")
    if proposal.state not in JUDGED:
        return Refusal(f"The discussion has ended: the proposal is {proposal.get_state_display().lower()}.")
    if Remark.objects.filter(by=person, at__gt=at - timedelta(hours=1)).count() >= MOST_AN_HOUR:
        return Refusal("You have written very many remarks within an hour.", "Write the next one in a while.")
    return None


def change(person: Any, remark: Remark, at: datetime) -> Refusal | None:
    if remark.by_id != person.pk or remark.withdrawn_at:
        return Refusal("Only who wrote a remark changes or withdraws it, and a withdrawn one stays so.")
    return write(person, remark.stage, remark.proposal, at)
