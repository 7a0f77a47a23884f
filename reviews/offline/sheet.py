"""My reviews as the cells of a spreadsheet: a row for each, a column for each criterion."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import prefetch_related_objects

from rendering.sheets import Cell
from reviews.answers import TEXTS, answers_of
from reviews.desk import desk_of
from reviews.models import Assignment, Criterion
from reviews.models.review import Advice
from workshops.models import Meeting

KEY, VERSION, CODE = "Review", "Version", "Code"
CONFIDENCE_HEADING, ADVICE_HEADING = "How sure are you? (1-5)", "Your advice (Accept, Discuss, Decline)"
BEFORE = (KEY, VERSION, CODE, "Proposal", "Stage", "Due (UTC)", "State")
STATES = {"assigned": "To read", "begun": "Draft", "done": "Submitted"}


def open_reviews(person: Any, meeting: Meeting) -> list[Assignment]:
    """What she can still write on, and what she submitted in stages that are open; soonest due first."""
    desk = desk_of(person, meeting)
    rows = [*desk.waiting, *(row for row in desk.done if row.stage.is_open)]
    prefetch_related_objects(rows, "stage__rubric__criteria", "review__scores")
    return rows


def criteria_of(assignment: Assignment) -> dict[str, Criterion]:
    """By the heading of their column. Criteria of two rubrics share one where label and scale are equal."""
    rubric = assignment.stage.rubric
    found: dict[str, Criterion] = {}
    for criterion in rubric.criteria.all() if rubric else ():
        heading, count = f"{criterion.label} ({criterion.lowest}-{criterion.highest})", 1
        while heading in found or heading in BEFORE:
            count += 1
            heading = f"{criterion.label} ({criterion.lowest}-{criterion.highest}) {count}"
        found[heading] = criterion
    return found


def header_of(rows: Iterable[Assignment]) -> list[str]:
    criteria = dict.fromkeys(heading for row in rows for heading in criteria_of(row))
    return [*BEFORE, *criteria, CONFIDENCE_HEADING, ADVICE_HEADING, *TEXTS.values()]


def cells_of(rows: Sequence[Assignment]) -> list[list[Cell]]:
    return [[_of(row).get(heading) for heading in header_of(rows)] for row in rows]


def _of(row: Assignment) -> dict[str, Cell]:
    review = getattr(row, "review", None)
    answers = answers_of(review)
    cells: dict[str, Cell] = {
        KEY: row.pk,
        VERSION: review.version if review else 0,
        CODE: row.proposal.code,
        "Proposal": str(row.proposal),
        "Stage": str(row.stage),
        "Due (UTC)": row.due,
        "State": STATES.get(row.state, ""),
        CONFIDENCE_HEADING: answers.confidence,
        ADVICE_HEADING: str(dict(Advice.choices).get(answers.advice, "")),
    }
    cells |= {heading: answers.scores.get(criterion.pk) for heading, criterion in criteria_of(row).items()}
    return cells | {heading: getattr(answers, name) for name, heading in TEXTS.items()}
