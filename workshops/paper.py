"""The disclosure sheet of a meeting, as PDF for its files."""

from collections.abc import Sequence
from datetime import datetime

from django.template.loader import render_to_string
from django.utils import timezone

from rendering.pdf import print_base_css, render_pdf
from workshops.models import Meeting, Society
from workshops.register import Line, counted, is_late


def disclosure_sheet(meeting: Meeting, lines: Sequence[Line], *, call: str = "", at: datetime) -> bytes:
    """Everybody asked, with what was stated, judged and done. Raises rendering.pdf.PdfFailed."""
    society = Society.current()
    rows = [
        (line, [(row, bool(row.step) and is_late(meeting, row.mitigation.at)) for row in line.relationships])
        for line in lines
    ]
    page = {
        "meeting": meeting,
        "society": society,
        "call": call,
        "rows": rows,
        "counts": [(standing.label.lower(), number) for standing, number in counted(lines).items()],
        "at": at,
    }
    with timezone.override(meeting.tz):
        html = render_to_string("print/disclosures.html", page)
    css = [print_base_css(accent=society.accent), render_to_string("print/disclosures.css")]
    return render_pdf(html, css, identifier=f"{meeting.slug} disclosures {at.isoformat()}")
