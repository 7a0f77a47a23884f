"""May she ask somebody to step in?"""

from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from people.refusal import Refusal
from proposals.lifecycle import State
from proposals.models import Proposal
from reviews import rules
from reviews.models import Assignment, Stage
from reviews.models.conflict import reader_in_conflict
from reviews.models.review import DUE


def ask(person: Any, stage: Stage, proposal: Proposal, at: datetime) -> Refusal | None:
    return (
        rules.in_conflict(person, proposal) or rules.assign(person, stage, proposal) or ask_for(stage, proposal, at)
    )


def ask_for(stage: Stage, proposal: Proposal, at: datetime) -> Refusal | None:
    """Whoever asks: somebody is missing."""
    if proposal.state != State.IN_REVIEW:
        return Refusal(f"This proposal is {proposal.get_state_display().lower()}; nobody reads it now.")
    if not is_let_down(stage, proposal, at):
        return Refusal(
            "No reader of this proposal declined, is late or is missing.",
            "Choose its readers on the page of readers.",
        )
    return None


def is_let_down(stage: Stage, proposal: Proposal, at: datetime) -> bool:
    """Fewer read it than the stage wants, as after a conflict was declared; or one declined, has a conflict now, or
    has not handed in although the date has passed. One query.
    """
    conflict, declined = reader_in_conflict(), Q(declined_at__isnull=False)
    late = Q(by_when__lt=at, review__submitted_at__isnull=True)
    counted = (
        Assignment.objects.filter(stage=stage, proposal=proposal)
        .alias(by_when=DUE)
        .aggregate(
            stand=Count("pk", filter=~(declined | conflict)), fail=Count("pk", filter=late | declined | conflict)
        )
    )
    return counted["fail"] > 0 or counted["stand"] < stage.readers_wanted
