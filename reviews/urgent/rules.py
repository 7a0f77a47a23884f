"""May she ask somebody to step in?"""

from datetime import datetime
from typing import Any

from django.db.models import Q

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
            "Nobody who reads this proposal has declined or is late.", "Choose its readers on the page of readers."
        )
    return None


def is_let_down(stage: Stage, proposal: Proposal, at: datetime) -> bool:
    """A reader declined, has a conflict now, or has not handed in although the date has passed."""
    rows = Assignment.objects.filter(stage=stage, proposal=proposal).alias(due=DUE)
    late = Q(due__lt=at, review__submitted_at__isnull=True)
    return rows.filter(late | Q(declined_at__isnull=False) | reader_in_conflict()).exists()
