"""Stages, assignments and reviews for tests, written straight to the tables."""

from datetime import datetime, timedelta

from reviews.models import Assignment, Criterion, Remark, Review, Rubric, Score, Sitting, Stage
from workshops.models import Call, Committee


def make_stage(call: Call, committee: Committee, at: datetime, **fields) -> Stage:
    """An open stage with a rubric of two criteria, the first of double weight."""
    rubric = Rubric.objects.create(call=call, name="Rubric")
    Criterion.objects.create(rubric=rubric, label="Novelty", weight=2, order=1)
    Criterion.objects.create(rubric=rubric, label="Completeness", weight=1, order=2)
    fields = {"name": "First reading", "rubric": rubric, "opened_at": at, "order": 1} | fields
    return Stage.objects.create(call=call, committee=committee, **fields)


def make_assignment(stage: Stage, proposal, reviewer, at: datetime, **fields) -> Assignment:
    return Assignment.objects.create(stage=stage, proposal=proposal, reviewer=reviewer, at=at, **fields)


def make_remark(assignment: Assignment, at: datetime, **fields) -> Remark:
    """What the reader says in the discussion of what she reads."""
    here = {"stage": assignment.stage, "proposal": assignment.proposal, "by": assignment.reviewer}
    return Remark.objects.create(**here | {"at": at, "text": "I would accept it."} | fields)


def make_review(assignment: Assignment, at: datetime, *values: int, **fields) -> Review:
    """A submitted review with one score per criterion, in the rubric's order."""
    review = Review.objects.create(
        assignment=assignment, **{"saved_at": at, "submitted_at": at, "confidence": 4, "advice": "accept"} | fields
    )
    for criterion, value in zip(assignment.stage.rubric.criteria.all(), values, strict=True):
        Score.objects.create(review=review, criterion=criterion, value=value)
    return review


def make_sitting(stage: Stage, at: datetime, *proposals, **fields) -> Sitting:
    """Planned for the day after, with the proposals on its agenda in order."""
    begins = at + timedelta(days=1)
    facts = {"committee": stage.committee, "name": "Spring sitting", "starts_at": begins, "revised_at": at}
    facts |= {"ends_at": begins + timedelta(hours=3)}
    sitting = Sitting.objects.create(stage=stage, **facts | fields)
    for place, proposal in enumerate(proposals, start=1):
        sitting.items.create(proposal=proposal, order=place)
    return sitting
