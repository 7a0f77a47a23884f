"""The rule sheet of many proposals: a table of proposals by rules, with what is not met and what was waived."""

from collections.abc import Iterable
from dataclasses import dataclass

from proposals.judging.looking import Scope
from proposals.judging.sheet import Line, sheets_of
from proposals.models import Proposal, Requirement
from proposals.reading import handed_in
from workshops.models.prompt import Audience

MARKS = {"ok": "Met", "block": "Not met", "warn": "Note", "tell": "To know", "waived": "Waived"}
SIGNS = {"ok": "✓", "block": "×", "warn": "!", "tell": "i", "waived": "w"}


@dataclass(frozen=True)
class Cell:
    """What one rule says of one proposal; empty where it does not hold for its format."""

    mark: str = ""

    @property
    def word(self) -> str:
        return MARKS.get(self.mark, "Does not hold")

    @property
    def sign(self) -> str:
        return SIGNS.get(self.mark, "")


@dataclass(frozen=True)
class Row:
    """A proposal under the title that was handed in. `notes`: the number of a rule with its line that is not met."""

    proposal: Proposal
    title: str
    cells: list[Cell]
    basics: list[Line]
    notes: list[tuple[int, Line]]


@dataclass(frozen=True)
class Table:
    """`rules` in their order, numbered from 1; `unmet` counts for each how many proposals do not meet it."""

    rules: list[Requirement]
    rows: list[Row]

    @property
    def numbered(self) -> list[tuple[int, Requirement, int]]:
        return [
            (place, rule, sum(row.cells[place - 1].mark not in ("", "ok") for row in self.rows))
            for place, rule in enumerate(self.rules, start=1)
        ]

    @property
    def remarkable(self) -> list[Row]:
        """Those of which there is something to say."""
        return [row for row in self.rows if row.notes or row.basics]


def table_of(
    proposals: Iterable[Proposal], rules: list[Requirement], scope: Scope, reader: Audience = Audience.COMMITTEE
) -> Table:
    """As handed in, as far as this reader may know; the same queries at any number."""
    rows = list(proposals)
    texts = handed_in(rows)
    sheets = sheets_of(rows, texts, scope, reader)
    return Table(rules, [_row(each, texts[each.pk].title, sheets[each.pk], rules) for each in rows])


def _row(proposal: Proposal, title: str, lines: list[Line], rules: list[Requirement]) -> Row:
    by_rule = {line.requirement.pk: line for line in lines if line.requirement}
    found = [(place, by_rule.get(rule.pk)) for place, rule in enumerate(rules, start=1)]
    return Row(
        proposal,
        title or "Untitled proposal",
        [Cell(line.state if line else "") for _, line in found],
        [line for line in lines if line.requirement is None and line.state != "ok"],
        [(place, line) for place, line in found if line and line.state != "ok"],
    )
