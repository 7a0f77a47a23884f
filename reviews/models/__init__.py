from reviews.models.condition import Condition
from reviews.models.conflict import Conflict
from reviews.models.decision import Decision, Outcome
from reviews.models.review import Assignment, Review, Score
from reviews.models.stage import Criterion, Rubric, Stage

__all__ = [
    "Assignment",
    "Condition",
    "Conflict",
    "Criterion",
    "Decision",
    "Outcome",
    "Review",
    "Rubric",
    "Score",
    "Stage",
]
