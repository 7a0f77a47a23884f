from reviews.models.acting import ActingChair
from reviews.models.belonging import Belonging
from reviews.models.calibration import CalibrationRun
from reviews.models.condition import Condition
from reviews.models.conflict import Conflict
from reviews.models.decision import Decision, Outcome
from reviews.models.evidence import Evidence
from reviews.models.expertise import Bid, TextMatch, TopicChoice
from reviews.models.leave import Leave, ReadingReminder
from reviews.models.motion import Motion, Vote
from reviews.models.plan import KeptApart, PlannedReader, ReaderPlan, ReadingLoad
from reviews.models.portfolio import Overlap, PortfolioRule, PortfolioRun, Tick
from reviews.models.release_plan import ReleasePlan
from reviews.models.remark import Remark, RemarkMark
from reviews.models.review import Assignment, Review, Score
from reviews.models.sitting import AgendaItem, Attendance, Minutes, Note, Recusal, Sitting
from reviews.models.stage import Criterion, Rubric, Stage
from reviews.models.tie import Tie, TieKind
from reviews.models.version import ReviewVersion
from reviews.models.withheld import WithheldPart

__all__ = [
    "ActingChair",
    "AgendaItem",
    "Assignment",
    "Attendance",
    "Belonging",
    "Bid",
    "CalibrationRun",
    "Condition",
    "Conflict",
    "Criterion",
    "Decision",
    "Evidence",
    "KeptApart",
    "Leave",
    "Minutes",
    "Motion",
    "Note",
    "Outcome",
    "Overlap",
    "PlannedReader",
    "PortfolioRule",
    "PortfolioRun",
    "ReaderPlan",
    "ReadingLoad",
    "ReadingReminder",
    "Recusal",
    "ReleasePlan",
    "Remark",
    "RemarkMark",
    "Review",
    "ReviewVersion",
    "Rubric",
    "Score",
    "Sitting",
    "Stage",
    "TextMatch",
    "Tick",
    "Tie",
    "TieKind",
    "TopicChoice",
    "Vote",
    "WithheldPart",
]
