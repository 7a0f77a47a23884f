"""Which reviewers' comments go into the letter that tells a decision."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from letters.actions import discard
from letters.models import Letter
from people.refusal import insist
from proposals.models import Proposal
from reviews import rules
from reviews.models import Decision, Review, Stage


@transaction.atomic
def choose_comments(stage: Stage, *, proposal: Proposal, reviews: Collection[int], by: Any, at: datetime) -> int:
    """Of the reviews of a stage these go along, the others do not; a held letter that said otherwise is discarded.
    Returns how many are different now."""
    insist(rules.choose_comments(by, stage, proposal))
    rows = Review.objects.counted(stage).filter(assignment__proposal=proposal).exclude(to_proposer="")
    changed = 0
    for review in rows.select_related("assignment__stage").select_for_update(of=("self",)):
        if review.goes_along != (review.pk in reviews):
            review.is_told = review.pk in reviews
            review.save(update_fields=["is_told"])
            changed += 1
    if changed:
        untold = Decision.objects.unreleased().filter(proposal=proposal, letter__isnull=False)
        discard(Letter.objects.filter(pk__in=untold.values("letter")), by=None, at=at)
        record("choose_comments", stage, by=by, at=at, proposal=proposal.pk, reviews=sorted(reviews))
    return changed
