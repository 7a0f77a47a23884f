"""A proposal that its readers and the chair talk about, and a review that was handed in anew after it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from reviews.actions import reading
from reviews.actions.discussing import remark
from reviews.answers import answers_of
from reviews.discussion import rules
from reviews.models import Assignment, Review, Stage

FIRST = "The question is new, but I count **one** speaker who has data on it. Did I read the running order wrongly?"
ANSWER = "You did not. I know of two groups who have such data; the proposers could be asked to add one of them."
CHAIR = "Then let us recommend it with that condition, unless somebody objects before Friday."
SINCE = "I have read the running order again with the discussion in mind: a second speaker with data is needed."


def tell(story: Any, stage: Stage, done: list[Assignment]) -> None:
    rita, chen = story.person("rita"), story.person("chen")
    hers, other = pair_of(done, rita, chen, story.days(-3))
    thread = {"proposal": hers.proposal}
    remark(stage, **thread, text=FIRST, by=rita, at=story.days(-3))
    remark(stage, **thread, text=ANSWER, by=other.reviewer, at=story.days(-3) + timedelta(hours=5))
    think_again(hers, at=story.days(-2))
    remark(stage, **thread, text=CHAIR, by=chen, at=story.days(-1))


def pair_of(done: list[Assignment], rita: Any, chen: Any, at: Any) -> tuple[Assignment, Assignment]:
    """The first proposal that Rita and somebody else have read, and that Chen may speak of."""
    for hers in done:
        others = [row for row in done if row.proposal_id == hers.proposal_id and row.reviewer_id != rita.pk]
        if hers.reviewer_id == rita.pk and others and rules.write(chen, hers.stage, hers.proposal, at) is None:
            return hers, others[0]
    raise LookupError("Rita has read nothing with anybody else")


def think_again(row: Assignment, *, at: Any) -> Review:
    review = reading.reopen(row, by=row.reviewer, at=at)
    answers = replace(answers_of(review), to_committee=SINCE, advice="discuss")
    return reading.submit(row, answers=answers, version=review.version, by=row.reviewer, at=at + timedelta(hours=1))
