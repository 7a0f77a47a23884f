"""How the demo's committees decide: some acceptances hang on something, and every letter goes at one moment."""

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from proposals.models import Proposal
from reviews.actions import conditions, deciding, planned, telling
from reviews.models import Condition, Outcome, Stage
from reviews.verdict import Owed
from workshops.actions.allotting import allot

ASKED = (
    ("Name a second chair from another institution.", 90),
    ("Keep the last thirty minutes for questions from the floor.", 225),
)
"""What the two best of those accepted still owe, and within how many days; the first of it is done."""


def allot_places(outcomes: Mapping[Proposal, str], *, by: Any, at: Any) -> None:
    """As many slots on the first day as the committees will fill."""
    given = Counter(proposal.format_id for proposal, outcome in outcomes.items() if outcome == Outcome.ACCEPT)
    call = next(iter(outcomes)).call
    allot(call, slots={(form, call.meeting.starts_on): count for form, count in given.items()}, by=by, at=at)


def recommend(stage: Stage, outcomes: Mapping[Proposal, str], *, by: Any, at: Any) -> None:
    accepted = [proposal for proposal, outcome in outcomes.items() if outcome == Outcome.ACCEPT]
    asked = dict(zip(accepted[: len(ASKED)], ASKED, strict=True))
    for proposal, outcome in outcomes.items():
        owed = []
        if proposal in asked:
            text, within = asked[proposal]
            owed = [Owed(text, proposal.proposer, (at + timedelta(days=within)).date())]
        decided = Outcome.CONDITIONS if owed else outcome
        deciding.decide(stage, proposal=proposal, outcome=decided, conditions=owed, by=by, at=at)


def tell_together(stage: Stage, *, by: Any, at: Any, release_at: Any) -> None:
    """The letters are written and planned; at the chosen moment the clock lets all of them go."""
    telling.write_letters(stage, by=by, at=at)
    keys = stage.decisions.values_list("pk", flat=True)
    plan = planned.plan_release(stage, decisions=keys, release_at=release_at, by=by, at=at)
    planned.carry_out(plan.pk, at=release_at)
    first = Condition.objects.told().filter(decision__stage=stage).first()
    if first:
        conditions.check_off(first, is_done=True, by=by, at=release_at + timedelta(days=30))
