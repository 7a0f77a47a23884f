"""Counts and amounts: a horizontal bar for each row, from zero."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from rendering.charts.drawing import ROW, Scale, scale_from, svg, words_beside
from rendering.text import one_line


@dataclass(frozen=True, slots=True)
class BarRow:
    """One count or amount, 0 or more; ``note`` is written after the bar instead of the bare number. ``of``
    draws the whole behind it, of which it is a part."""

    label: str
    value: float
    note: str = ""
    of: float | None = None


def bars(rows: Sequence[BarRow], *, title: str, high: float | None = None) -> SafeString:
    """A horizontal bar for each row, from zero. An empty list gives an empty text."""
    if not rows:
        return SafeString("")
    scale = scale_from(0, max(max(row.value, row.of or 0) for row in rows) if high is None else high)
    marks = format_html_join("", "{}", ((_bar(row, at, scale),) for at, row in enumerate(rows)))
    told = "; ".join(f"{one_line(row.label)} {row.note or f'{row.value:g}'}" for row in rows)
    return svg("chart chart-bars", title, told, len(rows), marks)


def _bar(row: BarRow, at: int, scale: Scale) -> SafeString:
    middle = at * ROW + ROW / 2
    width = round(scale.x(row.value) - scale.x(0), 1)
    return format_html(
        '{}{}<rect class="chart-bar" x="{}" y="{}" width="{}" height="16" fill="#3d5a80"/>'
        '<text class="chart-number" x="{}" y="{}" font-size="12" fill="#222">{}</text>',
        words_beside(row.label, middle),
        _whole(row, middle, scale),
        scale.x(0),
        middle - 8,
        width,
        scale.x(max(row.value, row.of or 0)) + 6,
        middle + 4,
        one_line(row.note) or f"{row.value:g}",
    )


def _whole(row: BarRow, middle: float, scale: Scale) -> SafeString:
    if row.of is None:
        return SafeString("")
    return format_html(
        '<rect class="chart-whole" x="{}" y="{}" width="{}" height="16" fill="none" stroke="#888"/>',
        scale.x(0),
        middle - 8,
        round(scale.x(row.of) - scale.x(0), 1),
    )
