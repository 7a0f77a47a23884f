"""My proposals as one PDF: contents, then each as it was handed in, with room to score by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string

from proposals.hiding import committee
from proposals.reading import Reading
from rendering.pdf import print_base_css, render_pdf
from reviews.blindness.showing import seen_by
from reviews.blindness.sight import sight_of
from reviews.models import Assignment
from workshops.models import Meeting, Society


@dataclass(frozen=True)
class Chapter:
    assignment: Assignment
    reading: Reading
    scales: list[tuple[str, range]]


def pack(rows: Sequence[Assignment], person: Any, meeting: Meeting) -> bytes:
    """Raises PdfFailed with a sentence. What is hidden from this person in a text is hidden here as on the page."""
    society = Society.current()
    chapters = [_chapter(row, person) for row in rows]
    page = {"chapters": chapters, "meeting": meeting, "society": society, "person": person}
    html = render_to_string("print/reading_pack.html", page)
    css = [print_base_css(accent=society.accent), render_to_string("print/reading_pack.css")]
    return render_pdf(html, css, identifier=html)


def _chapter(row: Assignment, person: Any) -> Chapter:
    rubric = row.stage.rubric
    criteria = rubric.criteria.all() if rubric else ()
    scales = [(each.label, range(each.lowest, each.highest + 1)) for each in criteria]
    return Chapter(row, seen_by(row.proposal, sight_of(row.stage, person), committee(person)), scales)
