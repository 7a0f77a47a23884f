"""The ranking as the cells of a spreadsheet."""

from collections.abc import Sequence

from rendering.sheets import Cell
from reviews.blindness.sight import Sight
from reviews.board import Board, Row
from reviews.calibration.words import BANDS
from reviews.models.review import Advice
from reviews.sorting import word

DECISION = ["Decision", "Place on the waiting list", "Conditions", "Why it leaves the order", "Note"]


def header_of(board: Board) -> list[str]:
    numbers = ["Reviews", "Assigned", "Mean (0-100)", "Spread", "Interval from", "Interval to"]
    numbers += ["Adjusted (0-100)", "Adjusted from (90 %)", "Adjusted to (90 %)"]
    numbers += ["Chance of the best", "Expected rank", "Band"]
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
    numbers += _adjusted(row)
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


def _adjusted(row: Row) -> list[Cell]:
    """Without a reading nothing is adjusted."""
    if row.merit is None:
        return [None] * 6
    numbers: list[Cell] = [_short(number) for number in (row.merit.merit, row.merit.low, row.merit.high)]
    return [*numbers, round(row.merit.p_top, 3), _short(row.merit.rank), BANDS[row.band]]


def _short(number: float | None) -> float | None:
    return None if number is None else round(number, 2)
