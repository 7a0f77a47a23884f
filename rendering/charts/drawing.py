"""What every chart is drawn with: a scale, an axis, words beside a row, and the frame with its title in words."""

import math
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from rendering.text import one_line

ROW = 28
LABEL = 250
PLOT = 380
MARGIN = 20
FOOT = 34
_LONGEST_LABEL = 34


@dataclass(frozen=True, slots=True)
class Scale:
    low: float
    high: float

    def x(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return round(LABEL + MARGIN + share * PLOT, 1)


def words_beside(label: str, middle: float) -> SafeString:
    whole = one_line(label)
    short = whole if len(whole) <= _LONGEST_LABEL else whole[: _LONGEST_LABEL - 1].rstrip() + "…"
    return format_html(
        '<text class="chart-label" x="{}" y="{}" font-size="13" text-anchor="end" fill="#222">{}</text>',
        LABEL,
        middle + 4,
        short,
    )


def axis(scale: Scale, count: int) -> SafeString:
    bottom = count * ROW + 4
    return format_html(
        '<line class="chart-axis" x1="{}" y1="{y}" x2="{}" y2="{y}" stroke="#888"/>{}',
        scale.x(scale.low),
        scale.x(scale.high),
        format_html_join(
            "",
            '<text class="chart-tick" x="{}" y="{}" font-size="11" text-anchor="middle" fill="#555">{}</text>',
            ((scale.x(tick), bottom + 16, f"{tick:g}") for tick in ticks(scale)),
        ),
        y=bottom,
    )


def ticks(scale: Scale) -> list[float]:
    """At most six round numbers within the axis: multiples of 1, 2 or 5 times a power of ten."""
    span = scale.high - scale.low
    power = 10.0 ** math.floor(math.log10(span / 5))
    step = next(times * power for times in (1, 2, 5, 10) if span / (times * power) <= 5)
    first, last = math.ceil(scale.low / step - 1e-9), math.floor(scale.high / step + 1e-9)
    return [round(number * step, 12) for number in range(first, last + 1)]


def svg(css_class: str, title: str, told: str, count: int, marks: SafeString) -> SafeString:
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


def scale_from(low: float, high: float) -> Scale:
    return Scale(low, high) if high > low else Scale(low - 0.5, low + 0.5)
