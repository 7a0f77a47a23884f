"""Estimates with their uncertainty: a dot with a line for each row, on one axis."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from rendering.charts.drawing import ROW, Scale, axis, scale_from, svg, words_beside
from rendering.text import one_line


@dataclass(frozen=True, slots=True)
class IntervalRow:
    """One estimate with its uncertainty: ``low <= mid <= high``."""

    label: str
    low: float
    mid: float
    high: float


def interval_chart(
    rows: Sequence[IntervalRow],
    *,
    title: str,
    low: float | None = None,
    high: float | None = None,
    mark: float | None = None,
) -> SafeString:
    """A dot with a line from low to high for each row, on one shared axis.

    ``low`` and ``high`` set the ends of the axis, otherwise it spans the rows; a line runs down at
    ``mark``. An empty list gives an empty
    text.
    """
    if not rows:
        return SafeString("")
    scale = scale_from(
        min(row.low for row in rows) if low is None else low,
        max(row.high for row in rows) if high is None else high,
    )
    marks = format_html_join("", "{}", ((_interval(row, at, scale),) for at, row in enumerate(rows)))
    told = "; ".join(f"{one_line(row.label)} {row.mid:g}, from {row.low:g} to {row.high:g}" for row in rows)
    return svg(
        "chart chart-interval",
        title,
        told,
        len(rows),
        _line_at(mark, scale, len(rows)) + marks + axis(scale, len(rows)),
    )


def _interval(row: IntervalRow, at: int, scale: Scale) -> SafeString:
    middle = at * ROW + ROW / 2
    return format_html(
        '{}<line class="chart-range" x1="{}" y1="{y}" x2="{}" y2="{y}" stroke="#3d5a80" stroke-width="3"'
        ' stroke-linecap="round"/><circle class="chart-mid" cx="{}" cy="{y}" r="5" fill="#8b1a1a"/>',
        words_beside(row.label, middle),
        scale.x(row.low),
        scale.x(row.high),
        scale.x(row.mid),
        y=middle,
    )


def _line_at(mark: float | None, scale: Scale, count: int) -> SafeString:
    """Where it lies on the axis."""
    if mark is None or not scale.low <= mark <= scale.high:
        return SafeString("")
    return format_html(
        '<line class="chart-mark" x1="{x}" y1="0" x2="{x}" y2="{}" stroke="#888" stroke-dasharray="4 4"/>',
        count * ROW + 4,
        x=scale.x(mark),
    )
