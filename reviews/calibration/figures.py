"""The figures of a stage: each a drawing with the same numbers as a table beside it, a page at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.safestring import SafeString

from people.models import Person
from rendering.charts import BarRow, ColumnsRow, IntervalRow, bars, columns_chart, interval_chart
from reviews.calibration.counting import Standings
from reviews.calibration.readers import harshest_first, reader_lines
from reviews.models import Stage

PAGE = 40


@dataclass(frozen=True)
class Figure:
    """`rows` of the table have a heading first; `page` pages through what can grow."""

    title: str
    says: str
    chart: SafeString
    header: list[str]
    rows: list[list[Any]]
    page: Page


@dataclass(frozen=True)
class Kind:
    """`draw` gets the stage, its standings and the number of the page; `leads`: only for who leads the stage."""

    label: str
    draw: Callable[[Stage, Standings, Any], Figure]
    leads: bool = False


def paged(rows: Sequence[Any], number: Any) -> Page:
    return Paginator(rows, PAGE).get_page(number)


def ranks(stage: Stage, standings: Standings, number: Any) -> Figure:
    """The caterpillar: expected rank of each proposal with its interval, and the line of the places there are."""
    read = sorted((row for row in standings.rows if row.merit), key=lambda row: row.merit.rank)
    page = paged(read, number)
    title = "Expected rank of each proposal, with its 90 % interval"
    marks = [IntervalRow(row.title, row.merit.best, row.merit.rank, row.merit.worst) for row in page]
    return Figure(
        title,
        f"Where a line crosses the dashed one, it is open whether the proposal is among the best {standings.top}.",
        interval_chart(marks, title=title, low=1, high=max(2, len(read)), mark=standings.top + 0.5),
        ["Proposal", "Expected rank", "From", "To"],
        [[row.title, f"{row.merit.rank:.1f}", f"{row.merit.best:.0f}", f"{row.merit.worst:.0f}"] for row in page],
        page,
    )


def scores(stage: Stage, standings: Standings, number: Any) -> Figure:
    page = paged(standings.criteria, number)
    counts = [(each.label, standings.distribution.get(each.pk, {})) for each in page]
    title = "How often each score was given, by criterion"
    return Figure(
        title,
        "A criterion on which everybody gets the same score tells proposals apart no more.",
        columns_chart([ColumnsRow(*each) for each in counts], title=title),
        ["Criterion", "Scores given", "Mean", "How often"],
        [[label, sum(found.values()), _mean(found), _told(found)] for label, found in counts],
        page,
    )


def _mean(counts: Any) -> str:
    given = sum(counts.values())
    return f"{sum(value * count for value, count in counts.items()) / given:.1f}" if given else "–"


def _told(counts: Any) -> str:
    return ", ".join(f"{value}: {count}" for value, count in counts.items())


def progress(stage: Stage, standings: Standings, number: Any) -> Figure:
    """The readers who have most before them first."""
    order = sorted(standings.loads.items(), key=lambda item: (item[1][0] - item[1][1], item[0]))
    page = paged(order, number)
    people = Person.objects.in_bulk([key for key, _ in page])
    named = [(str(people[key]), done, whole) for key, (done, whole) in page if key in people]
    title = "Reviews handed in, of those asked for, by reader"
    return Figure(
        title,
        "The frame is what somebody was asked to read, the bar what was handed in.",
        bars([BarRow(name, done, f"{done} of {whole}", whole) for name, done, whole in named], title=title),
        ["Reader", "Handed in", "Asked for"],
        [list(each) for each in named],
        page,
    )


def offsets(stage: Stage, standings: Standings, number: Any) -> Figure:
    shown = [each for each in harshest_first(standings) if each.is_shown]
    page = paged(shown, number)
    lines = reader_lines(page.object_list)
    title = "Points above or below colleagues on the same proposals, with the 90 % interval"
    marks = [IntervalRow(str(line.person), line.low, line.offset.offset, line.high) for line in lines]
    return Figure(
        title,
        "Whoever shares fewer than three readings with others is left out.",
        interval_chart(marks, title=title, mark=0),
        ["Reader", "Above colleagues", "From", "To", "Shared readings"],
        [
            [str(line.person), f"{line.offset.offset:.1f}", f"{line.low:.1f}", f"{line.high:.1f}", line.offset.shared]
            for line in lines
        ],
        page,
    )


def topics(stage: Stage, standings: Standings, number: Any) -> Figure:
    """Of every topic of the meeting: its proposals, and how many are not clearly out."""
    page = paged(list(stage.call.meeting.topics.values_list("pk", "name")), number)
    every, alive = standings.by_topic
    named = [(name, alive[key], every[key]) for key, name in page]
    title = "Proposals by topic, and those that may well be accepted"
    return Figure(
        title,
        "The frame is every proposal, the bar those accepted or not clearly declined. One may have several topics.",
        bars([BarRow(name, few, f"{few} of {whole}", whole) for name, few, whole in named], title=title),
        ["Topic", "May well be accepted", "Proposals"],
        [list(each) for each in named],
        page,
    )


KINDS = {
    "ranks": Kind("Ranks", ranks),
    "scores": Kind("Scores", scores),
    "topics": Kind("Topics", topics),
    "progress": Kind("Progress", progress, leads=True),
    "offsets": Kind("How readers score", offsets, leads=True),
}
