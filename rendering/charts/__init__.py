"""Charts as inline SVG, the same on a page and on paper: classes and presentation attributes, no style, no
script.

Each has a title and a description for who does not see it; a page puts a table with the same numbers beside
it. Colours come from the css classes ``chart-*`` (tokens, dark mode); the attributes are what paper falls
back to.
"""

from rendering.charts.bars import BarRow, bars
from rendering.charts.columns import ColumnsRow, columns_chart
from rendering.charts.curve import CurvePoint, curve
from rendering.charts.intervals import IntervalRow, interval_chart

__all__ = ["BarRow", "ColumnsRow", "CurvePoint", "IntervalRow", "bars", "columns_chart", "curve", "interval_chart"]
