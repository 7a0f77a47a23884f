"""Order and filter a board by what stands in the address."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reviews.board import Board, Row

Key = Callable[[Row], Any]


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


def columns(board: Board) -> list[Column]:
    """Every column that the table shows, in its order."""
    found = [
        Column("rank", "Rank", True, lambda row: row.line.rank),
        Column("title", "Proposal", False, lambda row: str(row.proposal).casefold()),
        Column("format", "Format", False, lambda row: row.proposal.format.name),
        Column("reviews", "Reviews", True, lambda row: row.line.readings, True),
        Column("mean", "Mean (0–100)", True, lambda row: row.line.mean, True),
        Column("spread", "Spread", True, lambda row: row.line.spread, True),
    ]
    for place, criterion in enumerate(board.criteria):
        found.append(
            Column(f"c{criterion.pk}", criterion.label, True, lambda row, place=place: row.means[place][1], True)
        )
    found.append(Column("advice", "Advice", False, lambda row: row.line.advice.get("accept", 0), True))
    if board.stage.before:
        found.append(Column("recommended", str(board.stage.before), False, lambda row: word(row.recommended)))
    found.append(Column("decision", "Decision", False, lambda row: word(row.decision)))
    return found


def word(decision: Any) -> str | None:
    return decision.get_outcome_display() if decision else None


def ordered(rows: list[Row], board: Board, sort: str) -> list[Row]:
    """Rows by a column, with what it says nothing about at the end; an unknown column leaves the ranking."""
    column = next((each for each in columns(board) if each.key == sort.removeprefix("-")), None)
    if column is None:
        return rows
    known = [row for row in rows if column.of(row) is not None]
    unknown = [row for row in rows if column.of(row) is None]
    return sorted(known, key=column.of, reverse=sort.startswith("-")) + unknown


def filtered(rows: list[Row], wanted: dict[str, Any]) -> list[Row]:
    if wanted.get("format"):
        rows = [row for row in rows if row.proposal.format.slug == wanted["format"]]
    if wanted.get("topic"):
        rows = [row for row in rows if any(topic.slug == wanted["topic"] for topic in row.proposal.topics.all())]
    if wanted.get("undecided"):
        rows = [row for row in rows if row.decision is None]
    return rows


def headings(board: Board, query: Any) -> list[Heading]:
    """Links that sort by each column; the one in force turns round."""
    sort = query.get("sort") or "rank"
    found = []
    for column in columns(board):
        here = sort.removeprefix("-") == column.key
        down = not sort.startswith("-") if here else column.down_first
        link = query.copy()
        link["sort"] = f"-{column.key}" if down else column.key
        link.pop("page", None)
        state = ("descending" if sort.startswith("-") else "ascending") if here else ""
        found.append(Heading(column.label, column.is_number, f"?{link.urlencode()}", state))
    return found
