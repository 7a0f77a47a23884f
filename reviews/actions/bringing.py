"""Keep what a sheet of reviews brought back."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.refusal import Refused
from reviews.actions.reading import Stale, save
from reviews.answers import Answers
from reviews.models import Assignment, Review

Brought = tuple[Assignment, Answers, int]
"""The assignment, what the sheet says, and the version it was looked at."""


def bring(brought: Sequence[Brought], *, by: Any, at: datetime) -> list[Review]:
    """Keep each as a draft, without those that were changed meanwhile or may not be written on any more."""
    kept = []
    for assignment, answers, version in brought:
        with suppress(Stale, Refused):
            kept.append(_one(assignment, answers, version, by, at))
    return kept


@transaction.atomic
def _one(assignment: Assignment, answers: Answers, version: int, by: Any, at: datetime) -> Review:
    review = save(assignment, answers=answers, version=version, by=by, at=at)
    if review.version > version + 1:
        raise Stale(review)
    record("bring review", assignment, by=by, at=at)
    return review
