"""The table of readers: proposals with who reads them, and members with what they have to read."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from people.models import Person
from proposals.models import Proposal
from reviews.actions.assigning import members, read_by
from reviews.models import Assignment, Stage
from reviews.obstacles import obstacles


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
    """A member who could read one proposal. `obstacle` says why not; `note` is what the chair should know."""

    person: Person
    load: int
    chosen: bool
    obstacle: str
    note: str


def readers_table(stage: Stage, proposals: Sequence[Proposal]) -> list[ReadBy]:
    """Two queries; each assignment gets `in_conflict` for the page."""
    rows = read_by(stage, proposals)
    standing = set(
        Assignment.objects.filter(stage=stage, proposal__in=proposals).standing().values_list("pk", flat=True)
    )
    of: dict[int, list[Assignment]] = defaultdict(list)
    for row in rows:
        row.in_conflict = row.declined_at is None and row.pk not in standing
        of[row.proposal_id].append(row)
    return [_read_by(proposal, of[proposal.pk]) for proposal in proposals]


def _read_by(proposal: Proposal, rows: list[Assignment]) -> ReadBy:
    counted = [row for row in rows if row.declined_at is None and not row.in_conflict]
    return ReadBy(proposal, rows, len(counted), sum(row.state == "done" for row in counted))


def loads(stage: Stage, person: Any) -> list[Load]:
    """What every member has to read, of the proposals this person may know of."""
    rows = Assignment.objects.filter(stage=stage, proposal__in=stage.proposals_for(person)).standing()
    assigned: Counter[int] = Counter()
    done: Counter[int] = Counter()
    for reviewer, submitted in rows.values_list("reviewer", "review__submitted_at"):
        assigned[reviewer] += 1
        done[reviewer] += submitted is not None
    return [Load(each, assigned[each.pk], done[each.pk]) for each in members(stage)]


def choices(stage: Stage, proposal: Proposal, person: Any) -> list[Choice]:
    """Every member for one proposal, least loaded first among those who can."""
    carried = loads(stage, person)
    barred = obstacles([proposal], [load.person for load in carried])
    rows = {row.reviewer_id: row for row in read_by(stage, [proposal])}
    found = [
        _choice(load, rows.get(load.person.pk), barred.get((proposal.pk, load.person.pk), "")) for load in carried
    ]
    return sorted(found, key=lambda choice: (bool(choice.obstacle), choice.load))


def _choice(load: Load, row: Assignment | None, obstacle: str) -> Choice:
    notes = {"done": "review submitted", "begun": "has begun", "assigned": "asked"}
    note = "" if row is None else notes.get(row.state, f"declined: {row.decline_reason}")
    return Choice(load.person, load.assigned, row is not None and row.declined_at is None, obstacle, note)
