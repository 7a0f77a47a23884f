"""Order and filter the standings of a stage by what stands in the address."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from reviews.calibration.counting import Counted, Standings
from reviews.models import Criterion, Stage
from reviews.models.decision import Outcome

Key = Callable[[Counted], Any]


@dataclass(frozen=True)
class Column:
    """A column of the ranking: its heading, whether it holds numbers, and how the page links to its order."""

    key: str
    label: str
    is_number: bool
    of: Key
    down_first: bool = False


@dataclass(frozen=True)
class Heading:
    label: str
    is_number: bool
    url: str
    aria_sort: str


def columns(stage: Stage, standings: Standings, criteria: Sequence[Criterion]) -> list[Column]:
    """Every column that the table shows, in its order; `criteria` are those that it shows."""
    found = [
        Column("rank", "Rank", True, lambda row: row.line.rank),
        Column("title", "Proposal", False, lambda row: row.title.casefold()),
        Column("reviews", "Reviews", True, lambda row: row.line.readings, True),
        Column("mean", "Raw mean", True, lambda row: row.line.mean, True),
        Column("merit", "Adjusted", True, lambda row: row.merit and row.merit.merit, True),
        Column("chance", f"Among the best {standings.top}", True, lambda row: row.merit and row.merit.p_top, True),
        Column("expected", "Expected rank", True, lambda row: row.merit and row.merit.rank),
        Column("spread", "Disagreement", True, lambda row: row.line.spread, True),
    ]
    found += [
        Column(f"c{each.pk}", each.label, True, lambda row, key=each.pk: row.line.by_criterion.get(key), True)
        for each in criteria
    ]
    found.append(Column("advice", "Advice", False, lambda row: row.line.advice.get("accept", 0), True))
    if stage.before:
        found.append(Column("recommended", str(stage.before), False, lambda row: _label(row.recommended)))
    found.append(Column("decision", "Decision", False, lambda row: _label(row.outcome)))
    return found


def _label(outcome: str | None) -> str | None:
    return Outcome(outcome).label if outcome else None


def ordered(rows: Sequence[Counted], among: Sequence[Column], sort: str) -> list[Counted]:
    """Rows by a column, with what it says nothing about at the end; an unknown column leaves the ranking."""
    column = next((each for each in among if each.key == sort.removeprefix("-")), None)
    if column is None:
        return list(rows)
    keyed = [(column.of(row), row) for row in rows]
    known = sorted((pair for pair in keyed if pair[0] is not None), key=itemgetter(0), reverse=sort.startswith("-"))
    return [row for _, row in known] + [row for key, row in keyed if key is None]


def filtered(rows: Sequence[Counted], wanted: dict[str, Any]) -> list[Counted]:
    """`wanted` names a format and a topic by their keys."""
    if not (wanted.get("format") or wanted.get("topic") or wanted.get("undecided")):
        return list(rows)
    return [
        row
        for row in rows
        if (not wanted.get("format") or row.format == wanted["format"])
        and (not wanted.get("topic") or wanted["topic"] in row.topics)
        and not (wanted.get("undecided") and row.outcome)
    ]


def headings(among: Sequence[Column], query: Any) -> list[Heading]:
    """Links that sort by each column; the one in force turns round."""
    sort = query.get("sort") or "rank"
    found = []
    for column in among:
        here = sort.removeprefix("-") == column.key
        down = not sort.startswith("-") if here else column.down_first
        link = query.copy()
        link["sort"] = f"-{column.key}" if down else column.key
        link.pop("page", None)
        state = ("descending" if sort.startswith("-") else "ascending") if here else ""
        found.append(Heading(column.label, column.is_number, f"?{link.urlencode()}", state))
    return found


def word(decision: Any) -> str | None:
    return decision.get_outcome_display() if decision else None
