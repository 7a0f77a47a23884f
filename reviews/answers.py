"""What a reader fills in, as one value: compared, joined and written as a whole."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from reviews.models import Criterion, Review
from reviews.models.review import Advice

CONFIDENCE = {
    5: "5 – my own field",
    4: "4 – I know it well",
    3: "3 – I know the basics",
    2: "2 – at the edge of what I know",
    1: "1 – a guess",
}
TEXTS = {"to_proposer": "Comments to the proposers", "to_committee": "Comments to the committee only"}


@dataclass(frozen=True)
class Answers:
    """`scores` is {key of a criterion: value}, without those not answered yet."""

    scores: Mapping[int, int] = field(default_factory=dict)
    advice: str = ""
    confidence: int | None = None
    to_proposer: str = ""
    to_committee: str = ""


@dataclass(frozen=True)
class Difference:
    """One answer that two windows gave differently, in words."""

    label: str
    mine: str
    saved: str


def answers_of(review: Review | None) -> Answers:
    """What is kept of a review; nothing yet when there is none."""
    if review is None or review.pk is None:
        return Answers()
    return Answers(
        scores={score.criterion_id: score.value for score in review.scores.all()},
        advice=review.advice,
        confidence=review.confidence,
        to_proposer=review.to_proposer,
        to_committee=review.to_committee,
    )


def missing(answers: Answers, criteria: Iterable[Criterion]) -> list[str]:
    """What has to be answered before the review can be submitted."""
    asked = [criterion.label for criterion in criteria if criterion.pk not in answers.scores]
    asked += [] if answers.confidence else ["How sure are you?"]
    return asked + ([] if answers.advice else ["Your advice"])


def differences(mine: Answers, saved: Answers, criteria: Iterable[Criterion]) -> list[Difference]:
    """Every answer in which a window differs from what is kept, in the order of the form."""
    rows = [
        (criterion.label, in_words(criterion, mine.scores), in_words(criterion, saved.scores))
        for criterion in criteria
    ]
    rows.append(
        ("How sure are you?", CONFIDENCE.get(mine.confidence or 0, ""), CONFIDENCE.get(saved.confidence or 0, ""))
    )
    rows.append(
        ("Your advice", dict(Advice.choices).get(mine.advice, ""), dict(Advice.choices).get(saved.advice, ""))
    )
    rows += [(label, getattr(mine, name), getattr(saved, name)) for name, label in TEXTS.items()]
    return [Difference(label, one or "–", other or "–") for label, one, other in rows if one != other]


def in_words(criterion: Criterion, scores: Mapping[int, int]) -> str:
    value = scores.get(criterion.pk)
    if value is None:
        return ""
    anchor = criterion.anchors.get(str(value), "")
    return f"{value} – {anchor}" if anchor else str(value)


def holds(mine: Answers, saved: Answers) -> bool:
    """Would nothing be lost if `mine` replaced what is kept? Each kept answer is the same here, or part of it."""
    scores = all(mine.scores.get(key) == value for key, value in saved.scores.items())
    texts = all(getattr(saved, name).strip() in getattr(mine, name) for name in TEXTS)
    return scores and texts and saved.advice in ("", mine.advice) and saved.confidence in (None, mine.confidence)


def joined(mine: Answers, saved: Answers) -> Answers:
    """Mine, with what only the other window answered and with both texts where they differ."""
    texts = {name: both(getattr(mine, name), getattr(saved, name)) for name in TEXTS}
    return replace(
        mine,
        scores={**saved.scores, **mine.scores},
        advice=mine.advice or saved.advice,
        confidence=mine.confidence or saved.confidence,
        **texts,
    )


def both(mine: str, saved: str) -> str:
    """The longer one where it holds the other, else one after the other."""
    if saved.strip() in mine:
        return mine
    if mine.strip() in saved:
        return saved
    return f"{mine.rstrip()}\n\n{saved.lstrip()}"
