"""A committee's chair asks for another text. What a conflict hides from her she asks nothing of."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from people.refusal import insist
from proposals import actions
from proposals.models import Proposal
from reviews import rules


@transaction.atomic
def ask(
    proposal: Proposal, *, points: Sequence[str], until: datetime, by: Any, at: datetime, reason: str = ""
) -> Proposal:
    """Ask for a revision by a date, with what to change, point by point."""
    insist(rules.in_conflict(by, proposal))
    return actions.ask_revision(proposal, points=points, until=until, reason=reason, by=by, at=at)


@transaction.atomic
def give_time(proposal: Proposal, *, until: datetime, by: Any, at: datetime, reason: str = "") -> Proposal:
    """Another date for the revision."""
    insist(rules.in_conflict(by, proposal))
    return actions.extend_revision(proposal, until=until, reason=reason, by=by, at=at)


@transaction.atomic
def go_on(proposal: Proposal, *, by: Any, at: datetime) -> Proposal:
    """No revision came in time: the committee goes on with the text it had."""
    insist(rules.in_conflict(by, proposal))
    return actions.go_on(proposal, by=by, at=at)
