"""Keep what was handed in."""

from datetime import datetime
from typing import Any

from reviews.answers import Answers, answers_of
from reviews.models import Review, ReviewVersion


def keep_version(review: Review, *, by: Any, at: datetime) -> ReviewVersion | None:
    """The text of a review as it is handed in now. Nothing where not a word differs from the version before."""
    answers, last = answers_of(review), review.versions.last()
    if last and told(last) == answers:
        return None
    return ReviewVersion.objects.create(
        review=review,
        number=last.number + 1 if last else 1,
        at=at,
        by=by,
        scores={str(key): value for key, value in answers.scores.items()},
        advice=answers.advice,
        confidence=answers.confidence,
        to_proposer=answers.to_proposer,
        to_committee=answers.to_committee,
    )


def told(version: ReviewVersion) -> Answers:
    """What stands in a version, as one value."""
    return Answers(
        scores={int(key): value for key, value in version.scores.items()},
        advice=version.advice,
        confidence=version.confidence,
        to_proposer=version.to_proposer,
        to_committee=version.to_committee,
    )
