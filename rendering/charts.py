"""Charts as inline SVG, the same on a page and on paper: classes and presentation attributes, no style, no
script.

Each has a title and a description for who does not see it; a page puts a table with the same numbers beside
it. Colours come from the css classes ``chart-*`` (tokens, dark mode); the attributes are what paper falls
back to.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from rendering.text import one_line

ROW = 28
LABEL = 220
PLOT = 380
MARGIN = 20
FOOT = 34
_LONGEST_LABEL = 34


@dataclass(frozen=True, slots=True)
class IntervalRow:
    """One estimate with its uncertainty: ``low <= mid <= high``."""

    label: str
    low: float
    mid: float
    high: float


@dataclass(frozen=True, slots=True)
class BarRow:
    """One count or amount, 0 or more; ``note`` is written after the bar instead of the bare number."""

    label: str
    value: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Scale:
    low: float
    high: float

    def x(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return round(LABEL + MARGIN + share * PLOT, 1)


def interval_chart(
    rows: Sequence[IntervalRow], *, title: str, low: float | None = None, high: float | None = None
) -> SafeString:
    """A dot with a line from low to high for each row, on one shared axis.

    ``low`` and ``high`` set the ends of the axis, otherwise it spans the rows. An empty list gives an empty
    text.
    """
    if not rows:
        return SafeString("")
    scale = _scale(
        min(row.low for row in rows) if low is None else low,
        max(row.high for row in rows) if high is None else high,
    )
    marks = format_html_join("", "{}", ((_interval(row, at, scale),) for at, row in enumerate(rows)))
    told = "; ".join(f"{_label(row)} {row.mid:g}, from {row.low:g} to {row.high:g}" for row in rows)
    return _svg("chart chart-interval", title, told, len(rows), marks + _axis(scale, len(rows)))


def bars(rows: Sequence[BarRow], *, title: str, high: float | None = None) -> SafeString:
    """A horizontal bar for each row, from zero. An empty list gives an empty text."""
    if not rows:
        return SafeString("")
    scale = _scale(0, max(row.value for row in rows) if high is None else high)
    marks = format_html_join("", "{}", ((_bar(row, at, scale),) for at, row in enumerate(rows)))
    told = "; ".join(f"{_label(row)} {row.note or f'{row.value:g}'}" for row in rows)
    return _svg("chart chart-bars", title, told, len(rows), marks)


def _interval(row: IntervalRow, at: int, scale: _Scale) -> SafeString:
    middle = at * ROW + ROW / 2
    return format_html(
        '{}<line class="chart-range" x1="{}" y1="{y}" x2="{}" y2="{y}" stroke="#3d5a80" stroke-width="3"'
        ' stroke-linecap="round"/><circle class="chart-mid" cx="{}" cy="{y}" r="5" fill="#8b1a1a"/>',
        _words(row.label, middle),
        scale.x(row.low),
        scale.x(row.high),
        scale.x(row.mid),
        y=middle,
    )


def _bar(row: BarRow, at: int, scale: _Scale) -> SafeString:
    middle = at * ROW + ROW / 2
    width = round(scale.x(row.value) - scale.x(0), 1)
    return format_html(
        '{}<rect class="chart-bar" x="{}" y="{}" width="{}" height="16" fill="#3d5a80"/>'
        '<text class="chart-number" x="{}" y="{}" font-size="12" fill="#222">{}</text>',
        _words(row.label, middle),
        scale.x(0),
        middle - 8,
        width,
        scale.x(row.value) + 6,
        middle + 4,
        one_line(row.note) or f"{row.value:g}",
    )


def _words(label: str, middle: float) -> SafeString:
    whole = one_line(label)
    short = whole if len(whole) <= _LONGEST_LABEL else whole[: _LONGEST_LABEL - 1].rstrip() + "…"
    return format_html(
        '<text class="chart-label" x="{}" y="{}" font-size="13" text-anchor="end" fill="#222">{}</text>',
        LABEL,
        middle + 4,
        short,
    )


def _axis(scale: _Scale, count: int) -> SafeString:
    bottom = count * ROW + 4
    return format_html(
        '<line class="chart-axis" x1="{}" y1="{y}" x2="{}" y2="{y}" stroke="#888"/>{}',
        scale.x(scale.low),
        scale.x(scale.high),
        format_html_join(
            "",
            '<text class="chart-tick" x="{}" y="{}" font-size="11" text-anchor="middle" fill="#555">{}</text>',
            ((scale.x(tick), bottom + 16, f"{tick:g}") for tick in _ticks(scale)),
        ),
        y=bottom,
    )


def _ticks(scale: _Scale) -> list[float]:
    """At most six round numbers within the axis: multiples of 1, 2 or 5 times a power of ten."""
    span = scale.high - scale.low
    power = 10.0 ** math.floor(math.log10(span / 5))
    step = next(times * power for times in (1, 2, 5, 10) if span / (times * power) <= 5)
    first, last = math.ceil(scale.low / step - 1e-9), math.floor(scale.high / step + 1e-9)
    return [round(number * step, 12) for number in range(first, last + 1)]


def _svg(css_class: str, title: str, told: str, count: int, marks: SafeString) -> SafeString:
    return format_html(
        '<svg class="{}" role="img" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" width="100%"'
        ' font-family="Inter, Noto Sans, sans-serif"><title>{}</title><desc>{}</desc>{}</svg>',
        css_class,
        LABEL + PLOT + 5 * MARGIN,
        count * ROW + FOOT,
        one_line(title),
        told,
        marks,
    )


def _label(row: IntervalRow | BarRow) -> str:
    return one_line(row.label)


def _scale(low: float, high: float) -> _Scale:
    return _Scale(low, high) if high > low else _Scale(low - 0.5, low + 0.5)
