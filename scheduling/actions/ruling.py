"""Staff say how much each rule of the planner matters, and what it should know of sessions, topics and rooms."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from audit.actions import record
from people.refusal import Refusal, Refused, insist
from scheduling import rules
from scheduling.draft.levels import faults, kept_of
from scheduling.models import Bond, BondMember, Likeness, PlannerRules, Session
from workshops.models import Meeting, Topic


@transaction.atomic
def set_rules(
    meeting: Meeting,
    *,
    by: Any,
    at: datetime,
    weights: Mapping[str, int | str] | None = None,
    min_break: int = 0,
    walk_grace: int = 0,
) -> PlannerRules:
    """Keep what differs from the usual. Refuses a rule or a weight that there is not."""
    insist(rules.set_up_places(by))
    for sentence in faults(weights or {}):
        raise Refused(Refusal(sentence))
    row, _ = PlannerRules.objects.get_or_create(meeting=meeting)
    row.weights, row.min_break, row.walk_grace = kept_of(weights or {}), min_break, walk_grace
    _insist_on_sense(row)
    row.save()
    minutes = {"min_break": min_break, "walk_grace": walk_grace}
    record("set planner rules", meeting, by=by, at=at, weights=row.weights, **minutes)
    return row


@transaction.atomic
def add_likeness(
    meeting: Meeting, *, first: Topic, second: Topic, by: Any, at: datetime, degree: int = 1, reason: str = ""
) -> Likeness:
    """Say that two topics are alike."""
    insist(rules.set_up_places(by))
    row = Likeness(meeting=meeting, first=first, second=second, degree=degree, reason=reason)
    _insist_on_sense(row)
    row.save()
    record("add likeness of topics", row, by=by, at=at)
    return row


@transaction.atomic
def bond_sessions(bond: Bond, sessions: Sequence[Session]) -> None:
    """Of which sessions a bond is that staff keep (scheduling.actions.places), in their order."""
    bond.members.all().delete()
    BondMember.objects.bulk_create(
        BondMember(bond=bond, session=session, order=order) for order, session in enumerate(sessions)
    )


def _insist_on_sense(row: Any) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        raise Refused(Refusal(" ".join(error.messages))) from None
