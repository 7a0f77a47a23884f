"""How the demo's committees read: what a reviewer thinks follows from the proposal and from who she is."""

from datetime import datetime

from demo.material import dice, load
from proposals.models import Proposal
from reviews.actions import reading
from reviews.answers import Answers
from reviews.models import Assignment, Review, Stage

KINDEST = 1.6
"""Points between the kindest reader and the sternest."""
SETTLED = {
    "When Clots Talk to Tumours: Signalling between Coagulation and Cancer": 4.5,
    "Marrow Niches in Three Dimensions": 2.6,
}
"""Paula chairs these: nobody can lead three workshops in one afternoon, so the second one is not for this year."""


def worth(proposal: Proposal) -> float:
    """How good the demo takes a proposal to be, 2.3 to 4.6."""
    settled = SETTLED.get(proposal.title)
    return settled if settled else 2.3 + dice(230, "worth", proposal.title) / 100


def opinion(stage: Stage, proposal: Proposal, reviewer: str) -> Answers:
    bias = KINDEST * (dice(100, "bias", reviewer) / 99 - 0.5)
    criteria = list(stage.rubric.criteria.all()) if stage.rubric else []
    noise = {each.pk: dice(200, proposal.title, reviewer, each.label) / 100 - 1 for each in criteria}
    scores = {
        each.pk: min(each.highest, max(each.lowest, round(worth(proposal) + bias + noise[each.pk])))
        for each in criteria
    }
    mean = sum(scores.values()) / len(scores)
    grade = "strong" if mean >= 3.7 else "fair" if mean >= 2.8 else "weak"
    said = load("comments")
    return Answers(
        scores=scores,
        advice={"strong": "accept", "fair": "discuss", "weak": "decline"}[grade],
        confidence=2 + dice(4, "sure", proposal.title, reviewer),
        to_proposer=chosen(said["to_proposer"][grade], proposal.title, reviewer),
        to_committee=chosen(["", *said["to_committee"][grade]], proposal.title, reviewer),
    )


def chosen(sentences: list[str], *words: str) -> str:
    return sentences[dice(len(sentences), *words)]


def review(assignment: Assignment, *, at: datetime) -> Review:
    reviewer = assignment.reviewer
    answers = opinion(assignment.stage, assignment.proposal, str(reviewer))
    return reading.submit(assignment, answers=answers, version=0, by=reviewer, at=at)
