"""What a reviewer does: keep, submit, reopen, decline."""

from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.refusal import Refusal, Refused, insist
from reviews import rules
from reviews.actions.conflicts import declare
from reviews.answers import Answers, answers_of, holds, missing
from reviews.declining.letters import tell_leaders
from reviews.expertise.actions import cannot_judge
from reviews.models import Assignment, Criterion, Review, Score
from reviews.models.review import Because
from reviews.versions.keeping import keep_version


class Stale(Exception):  # noqa: N818  what happened, not a programming error
    """Another window has kept something since this one was opened, and it would be lost. Nothing was changed;
    `review` is what is kept.
    """

    def __init__(self, review: Review) -> None:
        super().__init__("This review was changed in another window.")
        self.review = review


@transaction.atomic
def save(assignment: Assignment, *, answers: Answers, version: int, by: Any, at: datetime) -> Review:
    """Keep a draft. `version` is the one this window has seen; Stale is raised where a newer one would lose words."""
    return _keep(_locked(assignment, answers, version, by, at), answers, at)


@transaction.atomic
def submit(assignment: Assignment, *, answers: Answers, version: int, by: Any, at: datetime) -> Review:
    """Keep and hand in a complete review. What is handed in stays readable, whatever becomes of the review."""
    review = _keep(_locked(assignment, answers, version, by, at), answers, at)
    if asked := missing(answers, criteria_of(review)):
        raise Refused(Refusal(f"Still to be answered: {', '.join(asked)}."))
    review.submitted_at = at
    review.version += 1
    review.save(update_fields=["submitted_at", "version"])
    keep_version(review, by=by, at=at)
    record("submit review", assignment, by=by, at=at)
    return review


@transaction.atomic
def reopen(assignment: Assignment, *, by: Any, at: datetime) -> Review:
    """Make a submitted review a draft again, until the stage closes."""
    locked = lock(assignment)
    insist(rules.reopen(by, locked))
    review = locked.review
    keep_version(review, by=by, at=review.submitted_at or at)
    review.submitted_at = None
    review.version += 1
    review.save(update_fields=["submitted_at", "version"])
    record("reopen review", locked, by=by, at=at)
    return review


@transaction.atomic
def decline(
    assignment: Assignment, *, reason: str, by: Any, at: datetime, because: str = Because.OTHER
) -> Assignment:
    """Say no to a reading. Who leads the stage is told why and asks somebody else; a conflict of interest is declared
    with it, and that she cannot judge the subject is her word from then on. A draft is kept, should she be asked
    again.
    """
    locked = lock(assignment)
    insist(rules.decline(by, locked))
    if not reason.strip():
        raise Refused(Refusal("Say in a few words why, so that the chair can find somebody else."))
    locked.declined_at, locked.declined_because, locked.decline_reason = at, because, reason.strip()
    locked.save(update_fields=["declined_at", "declined_because", "decline_reason"])
    record("decline review", locked, by=by, at=at, because=because, reason=locked.decline_reason)
    if because == Because.SUBJECT:
        cannot_judge(locked.proposal, by=by, at=at)
    if because == Because.CONFLICT:
        who = {"person": by, "by": by}
        declare(locked.stage, proposal=locked.proposal, reason=locked.decline_reason, at=at, **who)
    tell_leaders(locked, at=at)
    return locked


def lock(assignment: Assignment) -> Assignment:
    """The row as it is now, ours until the transaction ends."""
    rows = Assignment.objects.select_for_update(of=("self",)).select_related("stage__rubric", "proposal")
    return rows.get(pk=assignment.pk)


def criteria_of(review: Review) -> list[Criterion]:
    rubric = review.assignment.stage.rubric
    return list(rubric.criteria.all()) if rubric else []


def _locked(assignment: Assignment, answers: Answers, version: int, by: Any, at: datetime) -> Review:
    locked = lock(assignment)
    insist(rules.work_on(by, locked))
    review, _ = Review.objects.get_or_create(assignment=locked, defaults={"saved_at": at})
    if review.version != version and not holds(answers, answers_of(review)):
        raise Stale(review)
    insist(rules.review(by, locked))
    return review


def _keep(review: Review, answers: Answers, at: datetime) -> Review:
    before = answers_of(review)
    if answers == before:
        return review
    _check(review, answers)
    for name in ("advice", "confidence", "to_proposer", "to_committee"):
        setattr(review, name, getattr(answers, name))
    review.version += 1
    review.saved_at = at
    review.save()
    if answers.scores != before.scores:
        review.scores.all().delete()
        Score.objects.bulk_create(
            Score(review=review, criterion_id=criterion, value=value) for criterion, value in answers.scores.items()
        )
    return review


def _check(review: Review, answers: Answers) -> None:
    """Values come from a form; here they are looked at once more against the rubric."""
    criteria = {criterion.pk: criterion for criterion in criteria_of(review)}
    for key, value in answers.scores.items():
        if key not in criteria or not criteria[key].lowest <= value <= criteria[key].highest:
            raise Refused(
                Refusal("A score is not on the scale of its criterion.", "Reload the page and score again.")
            )
