"""Questions about a session, written a line each, and what a set of answers comes to.

Fewer than ENOUGH answers are not summed up at all, since who wrote them could be guessed. Words are given in the
order of the alphabet, which tells nothing of who wrote when.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

ENOUGH = 3
MOST_QUESTIONS = 10
LONGEST_QUESTION = 200
MARK = "(1-5)"
USUAL = f"How useful was this session to you? {MARK}\nWhat was good?\nWhat should be different?\n"


@dataclass(frozen=True)
class Question:
    """`is_rating`: answered by 1 to 5, 5 the best; else in words."""

    label: str
    is_rating: bool


@dataclass(frozen=True)
class Told:
    """What was answered to a question: how often each of 1 to 5, or words."""

    question: Question
    counts: tuple[int, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def mean(self) -> float | None:
        total = sum(self.counts)
        return sum(mark * count for mark, count in enumerate(self.counts, start=1)) / total if total else None


@dataclass(frozen=True)
class Summary:
    """`told` is empty where `answers` are too few."""

    answers: int
    told: tuple[Told, ...] = ()

    @property
    def is_enough(self) -> bool:
        return self.answers >= ENOUGH


def questions_in(text: str) -> list[Question]:
    """A question a line; one that ends with (1-5) is answered by a number. Raises ValueError with a sentence."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_QUESTIONS:
        raise ValueError(f"At most {MOST_QUESTIONS} questions are asked.")
    found = [Question(line.removesuffix(MARK).strip(), line.endswith(MARK)) for line in lines]
    labels = [each.label for each in found]
    if any(not label or len(label) > LONGEST_QUESTION for label in labels):
        raise ValueError(f"A question has words, and at most {LONGEST_QUESTION} letters.")
    if len(set(labels)) < len(labels):
        raise ValueError("Two questions are the same.")
    return found


def summed_up(questions: Iterable[Question], answers: Iterable[Mapping[str, str]]) -> Summary:
    """`answers` are by the label of a question; what is no mark from 1 to 5 counts for nothing."""
    given = list(answers)
    if len(given) < ENOUGH:
        return Summary(len(given))
    return Summary(len(given), tuple(_told(each, [row.get(each.label, "") for row in given]) for each in questions))


def _told(question: Question, said: list[str]) -> Told:
    if question.is_rating:
        return Told(question, counts=tuple(said.count(str(mark)) for mark in range(1, 6)))
    return Told(question, words=tuple(sorted(filter(None, said), key=str.casefold)))
