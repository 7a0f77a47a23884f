"""What a plan pairs: proposals that get readers, and a reader with the reasons for her."""

from typing import Any

from proposals.lifecycle import State
from reviews.models import PlannedReader, ReaderPlan, Stage


def to_read(stage: Stage, person: Any) -> Any:
    """Proposals that get readers."""
    return stage.proposals_for(person).filter(state=State.IN_REVIEW)


def reader_of(plan: ReaderPlan | None, knows: Any, proposal: int, person: int) -> PlannedReader:
    """A pair with its reasons, not kept yet; without a plan only to be shown."""
    return PlannedReader(
        plan=plan,
        proposal_id=proposal,
        person_id=person,
        score=round(knows.score(proposal, person), 4),
        text=round(knows.text(proposal, person), 4) if knows.has_papers(proposal, person) else None,
        terms=list(knows.terms(proposal, person)),
        says=knows.says(proposal, person),
        wish=knows.wish(proposal, person),
    )
