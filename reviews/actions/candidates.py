"""Talks of a workshop that will not be held, for staff and chairs who have no conflict with it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from people.refusal import insist
from proposals.actions import make_candidates
from proposals.models import Candidate, Proposal
from reviews import rules


@transaction.atomic
def make(proposal: Proposal, *, by: Any, at: datetime) -> list[Candidate]:
    insist(rules.in_conflict(by, proposal))
    return make_candidates(proposal, by=by, at=at)
