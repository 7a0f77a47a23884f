"""How often each value of a short scale occurs: small columns side by side for each row, all rows by one measure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from rendering.charts.drawing import LABEL, MARGIN, PLOT, ROW, svg, words_beside
from rendering.text import one_line

HEIGHT = 3
"""Rows of the drawing that one distribution takes."""
WIDEST = 44


@dataclass(frozen=True, slots=True)
class ColumnsRow:
    """``counts`` has how often each value occurs, in the order in which they are drawn."""

    label: str
    counts: Mapping[int, int]


def columns_chart(rows: Sequence[ColumnsRow], *, title: str) -> SafeString:
    """A small column for each value, the value below it and its count above. An empty list gives an empty text."""
    if not rows:
        return SafeString("")
    most = max(max(row.counts.values(), default=0) for row in rows) or 1
    marks = format_html_join("", "{}", ((_distribution(row, at, most),) for at, row in enumerate(rows)))
    told = "; ".join(f"{one_line(row.label)} {_told(row)}" for row in rows)
    return svg("chart chart-columns", title, told, HEIGHT * len(rows), marks)


def _told(row: ColumnsRow) -> str:
    return ", ".join(f"{value}: {count}" for value, count in row.counts.items())


def _distribution(row: ColumnsRow, at: int, most: int) -> SafeString:
    top, foot = at * HEIGHT * ROW, (at + 1) * HEIGHT * ROW - 20
    step = PLOT / max(1, len(row.counts))
    room = foot - top - 16
    columns = (
        (_column(LABEL + MARGIN + place * step, min(WIDEST, step - 4), foot, room * count / most, value, count),)
        for place, (value, count) in enumerate(row.counts.items())
    )
    return words_beside(row.label, foot - room / 2) + format_html_join("", "{}", columns)


def _column(x: float, width: float, foot: float, height: float, value: int, count: int) -> SafeString:
    middle = round(x + width / 2, 1)
    return format_html(
        '<rect class="chart-bar" x="{}" y="{}" width="{}" height="{}" fill="#3d5a80"/>'
        '<text class="chart-tick" x="{}" y="{}" font-size="11" text-anchor="middle" fill="#555">{}</text>'
        '<text class="chart-number" x="{}" y="{}" font-size="11" text-anchor="middle" fill="#222">{}</text>',
        round(x, 1),
        round(foot - height, 1),
        round(width, 1),
        round(height, 1),
        middle,
        foot + 13,
        value,
        middle,
        round(foot - height - 4, 1),
        count or "",
    )
