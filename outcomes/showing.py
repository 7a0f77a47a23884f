"""A result in rows and charts, as a page shows it: scores with their intervals, counts with what they are out of."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from outcomes.engine.delphi import AGAIN, DROPPED, IN, NONE, OUT
from outcomes.engine.standing import Standing
from outcomes.models import Method
from outcomes.results import Result
from rendering.charts import IntervalRow, interval_chart
from rendering.text import one_line

LONGEST = 60
VERDICTS = {IN: "In", OUT: "Out", NONE: "No consensus", AGAIN: "Ask again", DROPPED: "Dropped"}
TONES = {IN: "ok", OUT: "danger", NONE: "wait", AGAIN: "warn", DROPPED: "danger"}
SCORES = {
    Method.CHNRI: "Priority score, 0 to 100",
    Method.JLA: "Groups’ scores, added",
    Method.DELPHI: "Mean rating, 1 to 9",
    Method.NOMINAL: "Points",
    Method.DOTS: "Dots",
}
AGREEMENTS = {
    Method.CHNRI: "Average expert agreement",
    Method.JLA: "Groups with it above the line",
    Method.DELPHI: "Rated 7–9",
    Method.NOMINAL: "Ranked by",
    Method.DOTS: "Gave a dot",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One item. Numbers are words already, so that a page only prints them; `extra` are cells of the method."""

    item: Hashable
    title: str
    place: str
    score: str
    interval: str
    places: str
    voters: int
    agreement: str
    verdict: str
    tone: str
    is_contested: bool
    is_above: bool
    extra: tuple[tuple[str, str], ...] = ()


def shown(result: Result) -> dict[str, Any]:
    """What the result page reads."""
    method = Method(result.setting.method)
    rows = [row_of(result, each) for each in result.standings]
    return {
        "result": result,
        "rows": rows,
        "headings": [label for label, _ in rows[0].extra] if rows else [],
        "score_label": SCORES[method],
        "agreement_label": AGREEMENTS[method],
        "chart": chart_of(result),
        "dissents": dissents_of(result),
        "shifts": shifts_of(result),
        "attrition": [(result.groups.get(each.group, "All"), each) for each in result.attrition],
    }


def row_of(result: Result, each: Standing) -> Row:
    top = result.setting.top
    return Row(
        item=each.item,
        title=result.titles[each.item],  # type: ignore[index]
        place="" if each.place is None else str(each.place),
        score=number(result, each.score),
        interval="" if each.low is None else f"{number(result, each.low)} to {number(result, each.high)}",
        places=""
        if each.best is None
        else f"{each.best} to {each.worst}"
        if each.best != each.worst
        else f"{each.best}",
        voters=each.voters,
        agreement=percent(each.agreement),
        verdict=VERDICTS.get(each.verdict, ""),
        tone=TONES.get(each.verdict, ""),
        is_contested=each.is_contested(top),
        is_above=each.place is not None and each.place <= top,
        extra=tuple(extra_of(result, each.item)),
    )


def extra_of(result: Result, item: Any) -> list[tuple[str, str]]:
    """CHNRI: the score by each criterion. Delphi: median, quartiles, grade, and whether it has settled."""
    if item in result.ideas:
        by_criterion = result.ideas[item].by_criterion
        return [(str(key), number(result, value)) for key, value in by_criterion.items()]
    if item not in result.statements:
        return []
    each = result.statements[item]
    cells = [
        ("Median", "" if each.median is None else f"{each.median:g}"),
        ("Middle half", "" if each.quartiles is None else f"{each.quartiles[0]:g} to {each.quartiles[1]:g}"),
        ("Agreement", each.grade),
    ]
    if result.stability:
        settled = result.stability[item]
        word = (
            "" if settled.moved is None else f"{'stable' if settled.is_stable else 'moved'}, {percent(settled.moved)}"
        )
        cells.append(("Since last round", word))
    return cells


def number(result: Result, value: float | None) -> str:
    """As the method shows it: CHNRI times 100."""
    if value is None:
        return ""
    if result.setting.method == Method.CHNRI:
        return f"{100 * value:.1f}"
    return f"{value:.1f}" if result.setting.method == Method.DELPHI else f"{value:.1f}".removesuffix(".0")


def percent(value: float | None) -> str:
    return "" if value is None else f"{100 * value:.0f} %"


def chart_of(result: Result) -> SafeString:
    """Scores with their intervals, best first; empty where there is no interval."""
    factor = 100 if result.setting.method == Method.CHNRI else 1
    rows = [
        IntervalRow(
            cut(f"{each.place}. {result.titles[each.item]}"),  # type: ignore[index]
            factor * each.low,
            factor * each.score,
            factor * each.high,
        )
        for each in result.standings
        if each.score is not None and each.low is not None and each.high is not None
    ]
    return interval_chart(rows, title="Scores with the interval that other people would have given")


def cut(words: str) -> str:
    words = one_line(words)
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


def dissents_of(result: Result) -> list[dict[str, Any]]:
    """Items on which groups differ, the widest gap first; ten at most."""
    told = []
    for each in result.dissent[:10]:
        if each.gap:
            scores = [(result.groups[g], number(result, s)) for g, s in each.by_group.items()]  # type: ignore[index]
            told.append({"title": result.titles[each.item], "gap": number(result, each.gap), "scores": scores})  # type: ignore[index]
    return told


def shifts_of(result: Result) -> list[dict[str, Any]]:
    named: Mapping[str, str] = {str(pk): f"without {name}" for pk, name in result.groups.items()}
    return [
        {
            "name": named.get(each.name, each.name),
            "entered": [result.titles[item] for item in each.entered],  # type: ignore[index]
            "left": [result.titles[item] for item in each.left],  # type: ignore[index]
            "same": percent(each.same_order),
        }
        for each in result.shifts
    ]
