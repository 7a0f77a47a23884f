"""A sheet of reviews that comes back: what it would change, and a sentence for each cell that cannot be taken.

An empty cell changes nothing. Nothing is kept here; `reviews.actions.bringing` does that, asking the same rules.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rendering.sheet_reading import Formula, Read
from reviews import rules
from reviews.answers import TEXTS, Answers, Difference, answers_of, differences
from reviews.forms.review import LONGEST
from reviews.models import Assignment, Criterion
from reviews.models.review import Advice
from reviews.offline.sheet import ADVICE_HEADING, CODE, CONFIDENCE_HEADING, KEY, VERSION, criteria_of

UNKNOWN = "It is no review of yours that is open. Take the sheet down anew and copy your words over."
CHANGED = "It was changed here since the sheet was taken down, so nothing is taken from this row. Take it down anew."


@dataclass(frozen=True)
class Change:
    """One review that would be different: `differences` are (label, what the sheet says, what is kept)."""

    assignment: Assignment
    answers: Answers
    version: int
    differences: list[Difference]


@dataclass(frozen=True)
class Trouble:
    """`place` is the row, and the column where it is about one cell."""

    place: str
    sentence: str


@dataclass(frozen=True)
class Returned:
    changes: list[Change]
    troubles: list[Trouble]
    same: int


def returned(table: Sequence[Sequence[Read]], person: Any, mine: Sequence[Assignment]) -> Returned:
    """`mine` are the reviews that a sheet taken down now would hold; all others are unknown, for whatever reason."""
    if not table or KEY not in table[0] or VERSION not in table[0]:
        return Returned([], [Trouble("Row 1", f"The columns “{KEY}” and “{VERSION}” are missing.")], 0)
    header, known = (
        [str(cell) if isinstance(cell, str) else "" for cell in table[0]],
        {str(row.pk): row for row in mine},
    )
    changes, troubles, same, seen = [], [], 0, set()
    for number, cells in enumerate(table[1:], start=2):
        row = Row(number, dict(zip(header, cells, strict=False)))
        if not any(cells):
            continue
        assignment = known.get(row.plain(KEY))
        if assignment is None or row.plain(CODE) not in ("", assignment.proposal.code):
            troubles.append(Trouble(f"Row {number}", UNKNOWN))
            continue
        if assignment.pk in seen:
            troubles.append(Trouble(f"Row {number}", "The same review stands in a row above, which is taken."))
            continue
        seen.add(assignment.pk)
        change, found = looked_at(row, assignment, person)
        troubles += found
        changes += [change] if change else []
        same += change is None and not found
    return Returned(changes, troubles, same)


def looked_at(row: "Row", assignment: Assignment, person: Any) -> tuple[Change | None, list[Trouble]]:
    """What one row would change; nothing where the review may not be written on or is newer here."""
    review = getattr(assignment, "review", None)
    kept, version = answers_of(review), review.version if review else 0
    criteria = criteria_of(assignment)
    answers, troubles = row.over(kept, criteria)
    changed = differences(answers, kept, list(criteria.values()))
    if not changed:
        return None, troubles
    if refusal := rules.review(person, assignment):
        return None, [Trouble(row.place, str(refusal))]
    if row.plain(VERSION) != str(version):
        return None, [Trouble(row.place, CHANGED)]
    return Change(assignment, answers, version, changed), troubles


@dataclass(frozen=True)
class Row:
    number: int
    cells: Mapping[str, Read]

    @property
    def place(self) -> str:
        return f"Row {self.number}"

    def plain(self, heading: str) -> str:
        cell = self.cells.get(heading, "")
        return "" if isinstance(cell, Formula) else cell.strip()

    def over(self, kept: Answers, criteria: Mapping[str, Criterion]) -> tuple[Answers, list[Trouble]]:
        """What is kept, with the row's cells over it, and the cells that cannot be taken."""
        troubles: list[Trouble] = []

        def take(heading: str, understand: Callable[[str], Any], otherwise: Any) -> Any:
            try:
                if isinstance(self.cells.get(heading), Formula):
                    raise ValueError("It is a formula. Write what it comes to.")
                return understand(self.plain(heading)) if self.plain(heading) else otherwise
            except ValueError as fault:
                troubles.append(Trouble(f"{self.place}, {heading}", str(fault)))
                return otherwise

        scores = {each.pk: take(heading, scale(each), kept.scores.get(each.pk)) for heading, each in criteria.items()}
        answers = replace(
            kept,
            scores={key: score for key, score in scores.items() if score is not None},
            confidence=take(CONFIDENCE_HEADING, whole(1, 5), kept.confidence),
            advice=take(ADVICE_HEADING, advice, kept.advice),
            **{name: take(heading, text, getattr(kept, name)) for name, heading in TEXTS.items()},
        )
        return answers, troubles


def whole(lowest: int, highest: int) -> Callable[[str], int]:
    def understand(words: str) -> int:
        if not words.removeprefix("-").isdecimal() or not lowest <= int(words) <= highest:
            raise ValueError(f"“{words[:40]}” is not a whole number from {lowest} to {highest}.")
        return int(words)

    return understand


def scale(criterion: Criterion) -> Callable[[str], int]:
    return whole(criterion.lowest, criterion.highest)


def advice(words: str) -> str:
    known = {str(label).casefold(): str(value) for value, label in Advice.choices}
    if words.casefold() not in known:
        raise ValueError(f"“{words[:40]}” is none of {', '.join(map(str, Advice.labels))}.")
    return known[words.casefold()]


def text(words: str) -> str:
    if len(words) > LONGEST:
        raise ValueError(f"It has {len(words)} characters; at most {LONGEST} are kept.")
    return words
