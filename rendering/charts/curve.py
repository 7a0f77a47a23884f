"""A number that falls and a floor that rises below it: two stepped lines over time."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from rendering.charts.drawing import Scale, scale_from, svg, ticks
from rendering.text import one_line

_LEFT, _RIGHT, _TOP, _BOTTOM = 90, 640, 16, 236
_ROWS = 8


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """From this second on, the number and its floor."""

    second: float
    value: float
    floor: float


def curve(points: Sequence[CurvePoint], *, title: str, value: str, floor: str) -> SafeString:
    """Stepped lines of the number and its floor, named at their ends. An empty list gives an empty text."""
    if not points:
        return SafeString("")
    across = scale_from(0, points[-1].second)
    up = scale_from(0, max(max(each.value, each.floor) for each in points))
    marks = _axes(across, up) + _line("chart-floor", [(each.second, each.floor) for each in points], across, up)
    marks += _line("chart-fall", [(each.second, each.value) for each in points], across, up)
    ends = _y(up, points[-1].value), _y(up, points[-1].floor)
    marks += _name(value, min(ends[0], ends[1] - 22)) + _name(floor, ends[1])
    first, last = points[0], points[-1]
    told = (
        f"{one_line(value)} from {first.value:g} to {last.value:g}, "
        f"{one_line(floor)} from {first.floor:g} to {last.floor:g}, in {last.second:g} seconds"
    )
    return svg("chart chart-curve", title, told, _ROWS, marks)


def _x(scale: Scale, second: float) -> float:
    return round(_LEFT + (second - scale.low) / (scale.high - scale.low) * (_RIGHT - _LEFT), 1)


def _y(scale: Scale, value: float) -> float:
    return round(_BOTTOM - (value - scale.low) / (scale.high - scale.low) * (_BOTTOM - _TOP), 1)


def _line(css_class: str, steps: list[tuple[float, float]], across: Scale, up: Scale) -> SafeString:
    """Level until the next step."""
    path = f"M{_x(across, steps[0][0])} {_y(up, steps[0][1])}"
    path += "".join(f"H{_x(across, second)}V{_y(up, value)}" for second, value in steps[1:])
    fallback = "#8b1a1a" if css_class == "chart-fall" else "#3d5a80"
    dashes = "none" if css_class == "chart-fall" else "6 4"
    return format_html(
        '<path class="{}" d="{}" fill="none" stroke="{}" stroke-width="2.5" stroke-dasharray="{}"/>',
        css_class,
        path,
        fallback,
        dashes,
    )


def _name(words: str, y: float) -> SafeString:
    return format_html(
        '<text class="chart-label" x="{}" y="{}" font-size="13" fill="#222">{}</text>',
        _RIGHT + 8,
        y + 4,
        one_line(words),
    )


def _axes(across: Scale, up: Scale) -> SafeString:
    heights = ((_LEFT, y, _RIGHT, y, _LEFT - 8, y + 4, f"{tick:,g}") for tick in ticks(up) for y in [_y(up, tick)])
    seconds = ((_x(across, tick), _BOTTOM + 18, f"{tick:g} s") for tick in ticks(across))
    lines = format_html_join(
        "",
        '<line class="chart-grid" x1="{}" y1="{}" x2="{}" y2="{}" stroke="#ccc"/>'
        '<text class="chart-tick" x="{}" y="{}" font-size="11" text-anchor="end" fill="#555">{}</text>',
        heights,
    )
    return lines + format_html_join(
        "",
        '<text class="chart-tick" x="{}" y="{}" font-size="11" text-anchor="middle" fill="#555">{}</text>',
        seconds,
    )
