"""Charts are drawn to scale, say in words what they show, and need no exception from the content policy."""

import xml.etree.ElementTree as ET

import pytest

from rendering.charts import BarRow, CurvePoint, IntervalRow, bars, curve, interval_chart
from rendering.qr import qr_svg

SVG = "{http://www.w3.org/2000/svg}"
ROWS = [IntervalRow("Iron <overload>", 2, 3, 4.5), IntervalRow("Sickle cell", 1, 1.5, 6)]


def shapes(svg: str, tag: str, css_class: str) -> list[dict]:
    found = ET.fromstring(svg).iter(SVG + tag)  # noqa: S314 - drawn here
    return [dict(each.attrib) for each in found if each.get("class") == css_class]


def test_an_interval_spans_low_to_high_on_a_shared_axis():
    ranges = shapes(interval_chart(ROWS, title="Scores"), "line", "chart-range")
    middles = shapes(interval_chart(ROWS, title="Scores"), "circle", "chart-mid")
    assert [(each["x1"], each["x2"]) for each in ranges] == [("346.0", "536.0"), ("270.0", "650.0")]
    assert [each["cx"] for each in middles] == ["422.0", "308.0"]


def test_a_given_axis_lets_two_charts_be_compared():
    [only] = shapes(interval_chart(ROWS[:1], title="Scores", low=0, high=10), "line", "chart-range")
    assert (only["x1"], only["x2"]) == ("346.0", "441.0")


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (1, 6, ["1", "2", "3", "4", "5", "6"]),
        (0, 10, ["0", "2", "4", "6", "8", "10"]),
        (2, 4.2, ["2", "2.5", "3", "3.5", "4"]),
        (-0.02, 0.03, ["-0.02", "-0.01", "0", "0.01", "0.02", "0.03"]),
        (0, 100_000, ["0", "20000", "40000", "60000", "80000", "100000"]),
    ],
)
def test_an_axis_is_marked_at_round_numbers(low, high, ticks):
    root = ET.fromstring(interval_chart(ROWS, title="x", low=low, high=high))  # noqa: S314
    assert [each.text for each in root.iter(SVG + "text") if each.get("class") == "chart-tick"] == ticks


def test_bars_grow_with_their_value():
    drawn = shapes(bars([BarRow("a", 10), BarRow("b", 5), BarRow("c", 0)], title="Counts"), "rect", "chart-bar")
    assert [each["width"] for each in drawn] == ["380.0", "190.0", "0.0"]


def test_a_chart_is_told_in_words():
    root = ET.fromstring(interval_chart(ROWS, title="Scores & intervals"))  # noqa: S314
    assert root.find(SVG + "title").text == "Scores & intervals"
    assert root.find(SVG + "desc").text == "Iron <overload> 3, from 2 to 4.5; Sickle cell 1.5, from 1 to 6"
    counted = ET.fromstring(bars([BarRow("a", 3, "3 of 9")], title="x"))  # noqa: S314
    assert counted.find(SVG + "desc").text == "a 3 of 9"


@pytest.mark.parametrize(
    "drawn",
    [
        interval_chart(ROWS, title="x"),
        interval_chart([IntervalRow("one", 3, 3, 3)], title="x"),
        bars([BarRow("a", 3), BarRow("b", 0)], title="x"),
        bars([BarRow("a", 0)], title="x"),
        curve([CurvePoint(0, 9, 0), CurvePoint(2, 5, 4)], title="x", value="v", floor="f"),
        curve([CurvePoint(0, 0, 0)], title="x", value="v", floor="f"),
        qr_svg("https://example.org/agenda/abc"),
    ],
)
def test_a_drawing_has_no_style_no_script_and_no_outside(drawn):
    for each in ET.fromstring(drawn).iter():  # noqa: S314
        assert each.tag.removeprefix(SVG) in {"svg", "title", "desc", "line", "circle", "rect", "text", "path"}
        assert not [name for name in each.attrib if name == "style" or name.startswith("on") or "href" in name]


def test_nothing_to_show_draws_nothing():
    assert (interval_chart([], title="x"), bars([], title="x")) == ("", "")
    assert curve([], title="x", value="v", floor="f") == ""


def test_a_curve_is_told_in_words_and_stays_level_until_its_next_step():
    points = [CurvePoint(0, 100, 0), CurvePoint(5, 40, 20), CurvePoint(10, 40, 20)]
    drawn = ET.fromstring(curve(points, title="x", value="penalty", floor="bound"))  # noqa: S314
    assert drawn.find(SVG + "desc").text == "penalty from 100 to 40, bound from 0 to 20, in 10 seconds"
    fall = next(each.get("d") for each in drawn.iter(SVG + "path") if each.get("class") == "chart-fall")
    assert fall == "M90.0 16.0H365.0V148.0H640.0V148.0"


def test_a_long_label_is_shortened_where_it_stands_and_whole_in_words():
    svg = bars([BarRow("Hematology " * 9, 1)], title="x")
    root = ET.fromstring(svg)  # noqa: S314
    assert next(each.text for each in root.iter(SVG + "text")) == "Hematology Hematology Hematology…"
    assert root.find(SVG + "desc").text.startswith("Hematology " * 9)
