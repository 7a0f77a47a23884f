"""Suggest that two proposals become one, and close such an offer: for staff and chairs who have no conflict with
either of them.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from people.refusal import insist
from proposals import actions
from proposals.models import MergeOffer, Proposal
from reviews import rules


@transaction.atomic
def suggest(lead: Proposal, other: Proposal, *, reason: str, by: Any, at: datetime) -> MergeOffer:
    """Offer both proposers that `other` goes on within `lead`."""
    insist(rules.in_conflict(by, lead) or rules.in_conflict(by, other))
    return actions.suggest_merge(lead, other, reason=reason, by=by, at=at)


@transaction.atomic
def close(offer: MergeOffer, *, reason: str, by: Any, at: datetime) -> MergeOffer:
    """Take an offer back; both proposers are told."""
    for side in offer.sides.all():
        insist(rules.in_conflict(by, side.proposal))
    return actions.close_merge(offer, reason=reason, by=by, at=at)
