"""Ask somebody to step in as a reader, at short notice."""

from datetime import datetime
from typing import Any

from django.db import transaction

from people.models import Person
from people.refusal import Refusal, Refused, insist
from proposals.models import Proposal
from reviews.actions.assigning import ask
from reviews.actions.stages import lock
from reviews.models import Assignment, Stage
from reviews.urgent import rules
from reviews.urgent.free import free_for
from reviews.urgent.letters import tell_reader


@transaction.atomic
def urge(
    stage: Stage, *, proposal: Proposal, reviewer: Person, due_at: datetime, words: str, by: Any, at: datetime
) -> Assignment:
    """She reads this one proposal until a date of her own; a letter asks her. Whoever is late may still hand in."""
    stage = lock(stage)
    insist(rules.ask(by, stage, proposal, at))
    if due_at <= at:
        raise Refused(Refusal("That date has passed.", "Leave her some days."))
    if not any(reviewer == each.person for each in free_for(stage, proposal, by, at)):
        raise Refused(Refusal(f"{reviewer} cannot be asked now.", "Choose somebody else."))
    assignment = ask(stage, proposal, reviewer, by, at, due_at)
    tell_reader(assignment, words, due_at=due_at, by=by, at=at)
    return assignment
