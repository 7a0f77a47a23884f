"""The table of readers: proposals with who reads them, and members with what they have to read."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, OuterRef, Subquery
from django.db.models.functions import Coalesce

from people.models import Person
from proposals.models import Proposal
from reviews.actions.assigning import members, read_by
from reviews.expertise import matrix
from reviews.models import Assignment, PlannedReader, Stage
from reviews.models.conflict import reader_in_conflict
from reviews.obstacles import obstacles
from reviews.planning.pairs import reader_of


@dataclass(frozen=True)
class ReadBy:
    """A proposal with its assignments; those declined and those in conflict do not count."""

    proposal: Proposal
    assignments: list[Assignment]
    counted: int
    done: int


@dataclass(frozen=True)
class Load:
    person: Person
    assigned: int
    done: int


@dataclass(frozen=True)
class Choice:
    """A member who could read one proposal. `obstacle` says why not, `note` is what the chair should know, `reader`
    why she suits.
    """

    person: Person
    load: int
    chosen: bool
    obstacle: str
    note: str
    reader: PlannedReader


def readers_table(stage: Stage, proposals: Sequence[Proposal]) -> list[ReadBy]:
    """One query; each assignment gets `in_conflict` for the page."""
    barred = ExpressionWrapper(reader_in_conflict(), output_field=BooleanField())
    of: dict[int, list[Assignment]] = defaultdict(list)
    for row in read_by(stage, proposals).annotate(is_barred=barred):
        row.in_conflict = row.declined_at is None and row.is_barred
        of[row.proposal_id].append(row)
    return [_read_by(proposal, of[proposal.pk]) for proposal in proposals]


def _read_by(proposal: Proposal, rows: list[Assignment]) -> ReadBy:
    counted = [row for row in rows if row.declined_at is None and not row.in_conflict]
    return ReadBy(proposal, rows, len(counted), sum(row.state == "done" for row in counted))


def read_by_fewer(stage: Stage, proposals: Any, number: int) -> Any:
    """Those that so few members read, not counting who declined or is in conflict."""
    counted = Assignment.objects.filter(stage=stage, proposal=OuterRef("pk")).standing().order_by()
    readers = counted.values("proposal").annotate(number=Count("pk")).values("number")
    return proposals.annotate(readers=Coalesce(Subquery(readers), 0)).filter(readers__lt=number)


def loads(stage: Stage, person: Any) -> list[Load]:
    """What every member has to read, of the proposals this person may know of; counted in the database."""
    visible = stage.proposals_for(person).order_by().values("pk")
    rows = Assignment.objects.filter(stage=stage, proposal__in=visible).standing().order_by().values("reviewer")
    counted = rows.annotate(assigned=Count("pk"), done=Count("review__submitted_at"))
    has = {row["reviewer"]: (row["assigned"], row["done"]) for row in counted}
    return [Load(each, *has.get(each.pk, (0, 0))) for each in members(stage)]


def choices(stage: Stage, proposal: Proposal, person: Any) -> list[Choice]:
    """Every member for one proposal, and who else reads it; who suits best first among those who can."""
    carried = loads(stage, person)
    rows = {row.reviewer_id: row for row in read_by(stage, [proposal])}
    sits = {load.person.pk for load in carried}
    guests = [row for key, row in rows.items() if row.declined_at is None and key not in sits]
    carried += [Load(row.reviewer, 1, int(row.state == "done")) for row in guests]
    barred = obstacles([proposal], [load.person for load in carried], viewer=person)
    knows = matrix(stage, person, [proposal.pk])
    found = [
        _choice(
            load,
            rows.get(load.person.pk),
            barred.get((proposal.pk, load.person.pk), ""),
            reader_of(None, knows, proposal.pk, load.person.pk),
        )
        for load in carried
    ]
    return sorted(found, key=lambda choice: (bool(choice.obstacle), -choice.reader.score, choice.load))


def _choice(load: Load, row: Assignment | None, obstacle: str, reader: PlannedReader) -> Choice:
    notes = {"done": "review submitted", "begun": "has begun", "assigned": "asked"}
    note = "" if row is None else notes.get(row.state, f"declined: {row.decline_reason}")
    if row is not None and row.is_urgent and row.state == "assigned":
        note = "asked urgently"
    return Choice(load.person, load.assigned, row is not None and row.declined_at is None, obstacle, note, reader)
