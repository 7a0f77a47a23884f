"""The order that a decision is expected to keep: what the stage before recommended, and the waiting list. It may be
left with a reason.
"""

from typing import Any

from proposals.lifecycle import State
from proposals.models import Proposal
from reviews.models import Outcome, Stage
from reviews.models.decision import GIVES_PLACE
from reviews.waiting.queue import ahead_of


def leaves_order(stage: Stage, proposal: Proposal, outcome: str, person: Any) -> str:
    """The sentence that says which order it leaves, of what this person may know; nothing where it keeps it."""
    if proposal.state == State.WAITLISTED:
        return _leaves_list(stage, proposal, outcome, person)
    recommended = stage.before.decisions.filter(proposal=proposal).shown_to(person).last() if stage.before else None
    if recommended is None or same_kind(recommended.outcome, outcome):
        return ""
    return f"{stage.before} recommended “{recommended.get_outcome_display()}”."


def same_kind(first: str, second: str) -> bool:
    """With conditions or without, a place is a place."""
    return first == second or (first in GIVES_PLACE and second in GIVES_PLACE)


def _leaves_list(stage: Stage, proposal: Proposal, outcome: str, person: Any) -> str:
    first = ahead_of(stage, proposal, person) if Outcome(outcome) in GIVES_PLACE else None
    return f"“{first}” comes before it on the waiting list." if first else ""
