"""The ranking as the cells of a spreadsheet."""

from collections.abc import Sequence

from rendering.sheets import Cell
from reviews.blindness.sight import Sight
from reviews.board import Board, Row
from reviews.models.review import Advice
from reviews.sorting import word

DECISION = ["Decision", "Place on the waiting list", "Conditions", "Why it leaves the order", "Note"]


def header_of(board: Board) -> list[str]:
    numbers = ["Reviews", "Assigned", "Mean (0-100)", "Spread", "Interval from", "Interval to"]
    criteria = [f"{each.label} ({each.lowest}-{each.highest})" for each in board.criteria]
    advice = [f"Advice: {label}" for label in Advice.labels]
    before = [str(board.stage.before)] if board.stage.before else []
    names = ["Rank", "Code", "Proposal", "Format", "Topics", "Proposer"]
    return [*names, *numbers, *criteria, *advice, *before, *DECISION]


def sheet_rows(board: Board, rows: Sequence[Row], sight: Sight) -> list[list[Cell]]:
    return [_cells(board, row, sight) for row in rows]


def _cells(board: Board, row: Row, sight: Sight) -> list[Cell]:
    proposal, line = row.proposal, row.line
    topics = ", ".join(topic.name for topic in proposal.topics.all())
    names: list[Cell] = [
        line.rank,
        proposal.code,
        str(proposal),
        proposal.format.name,
        topics,
        sight.proposer(proposal),
    ]
    numbers: list[Cell] = [line.readings, row.assigned]
    numbers += [_short(number) for number in (line.mean, line.spread, line.low, line.high)]
    numbers += [_short(mean) for _, mean in row.means]
    advice: list[Cell] = [line.advice.get(key, 0) for key in Advice.values]
    before: list[Cell] = [word(row.recommended)] if board.stage.before else []
    return [*names, *numbers, *advice, *before, *_decision_cells(row)]


def _decision_cells(row: Row) -> list[Cell]:
    decided = row.decision
    if decided is None:
        return [None] * len(DECISION)
    conditions = "; ".join(f"{each.text} (by {each.due_on:%Y-%m-%d})" for each in decided.conditions.all())
    return [word(decided), decided.place, conditions, decided.reason, decided.to_committee]


def _short(number: float | None) -> float | None:
    return None if number is None else round(number, 2)
