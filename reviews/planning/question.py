"""The question that a plan asks, as numbers for the engine; proposals hidden from who asks are no part of it."""

import json
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy
from django.db.models import Q

from people.models.person import CareerStage
from proposals.models import Proposal
from reviews.actions.assigning import members
from reviews.actions.leaving import today
from reviews.engine.assignment import Problem
from reviews.expertise import Matrix, matrix
from reviews.models import Assignment, KeptApart, Leave, PlannedReader, ReaderPlan, ReadingLoad, Stage
from reviews.models.plan import Keep
from reviews.models.review import Because, Role
from reviews.obstacles import obstacles
from reviews.planning.pairs import to_read

Pair = tuple[int, int]
DIGITS = 4


@dataclass(frozen=True)
class Question:
    """`proposals` and `people` are the keys behind the places of `problem`; `asked` pairs of keys asked before."""

    proposals: tuple[int, ...]
    people: tuple[int, ...]
    problem: Problem
    matrix: Matrix
    asked: frozenset[Pair]


def question_of(plan: ReaderPlan) -> Question:
    proposals: list[Proposal] = list(to_read(plan.stage, plan.by).select_related("call").order_by("pk"))
    people = list(members(plan.stage).order_by("pk"))
    row = {each.pk: place for place, each in enumerate(proposals)}
    column = {each.pk: place for place, each in enumerate(people)}
    knows = matrix(plan.stage, plan.by)
    asked, begun, declined = standing(plan.stage, list(row), set(column))
    gone = set(Leave.objects.on(today(plan.stage, plan.at)).values_list("person", flat=True))
    begun |= {pair for pair in asked if pair[1] in gone}
    closed = {*obstacles(proposals, people, viewer=plan.by), *declined} - begun
    locked, previous = _kept(plan, asked, begun, closed, row.keys(), column.keys())
    blocked = numpy.zeros((len(row), len(column)), bool)
    for proposal, person in closed:
        blocked[row[proposal], column[person]] = True

    def places(pairs: Any) -> list[Pair]:
        return sorted((row[proposal], column[person]) for proposal, person in pairs)

    problem = Problem(
        demand=_demand(plan, row, locked, guests(plan.stage, list(row), set(column))),
        loads=_loads(plan, column, locked, gone),
        score=numpy.array([[round(knows.score(p, r), DIGITS) for r in column] for p in row]).reshape(blocked.shape),
        blocked=blocked,
        locked=places(locked),
        seniors=_seniors(knows, row, people) if plan.needs_senior else None,
        institutions=[each.affiliation.strip().casefold() for each in people] if plan.one_per_institution else (),
        apart=_apart(plan.stage, column),
        roles=[role.value for role in Role] if plan.names_roles else (),
        previous=places(previous - locked),
    )
    return Question(tuple(row), tuple(column), problem, knows, frozenset(asked | begun))


def standing(stage: Stage, proposals: Sequence[int], people: set[int]) -> tuple[set[Pair], set[Pair], set[Pair]]:
    """Pairs asked, pairs of who has begun to read or was asked urgently, and pairs declined; without those in
    conflict. Who said in another stage that she cannot judge the subject has declined it here too.
    """
    rows = Assignment.objects.filter(stage=stage, proposal__in=proposals)
    asked, begun = set(), set()
    for proposal, person, review, due_at in rows.standing().values_list("proposal", "reviewer", "review", "due_at"):
        if person in people:
            (begun if review or due_at else asked).add((proposal, person))
    gone = Assignment.objects.filter(declined_at__isnull=False, proposal__in=proposals, reviewer__in=people)
    gone = gone.filter(Q(stage=stage) | Q(declined_because=Because.SUBJECT))
    return asked, begun, set(gone.values_list("proposal", "reviewer")) - asked - begun


def guests(stage: Stage, proposals: Sequence[int], people: set[int]) -> Counter[int]:
    """How many read each who are no members."""
    rows = Assignment.objects.filter(stage=stage, proposal__in=proposals).standing().exclude(reviewer__in=people)
    return Counter(rows.values_list("proposal", flat=True))


def _kept(
    plan: ReaderPlan, asked: set[Pair], begun: set[Pair], closed: set[Pair], proposals: Any, people: Any
) -> tuple[set[Pair], set[Pair]]:
    """Pairs that stay, and pairs that had better stay. A plan made from another one keeps what was locked there."""
    locked = begun | (asked - closed if plan.keep == Keep.ALL else set())
    previous = asked if plan.keep == Keep.FEW else set()
    if plan.based_on_id:
        rows = PlannedReader.objects.filter(plan=plan.based_on_id).values_list("proposal", "person", "is_locked")
        there = {(p, r): is_locked for p, r, is_locked in rows if p in proposals and r in people}
        locked |= {pair for pair, is_locked in there.items() if is_locked} - closed
        if plan.keep == Keep.FEW:
            previous = set(there)
    return locked, previous - closed


def _demand(plan: ReaderPlan, row: dict[int, int], locked: set[Pair], others: Counter[int]) -> Any:
    has, fewer = Counter(proposal for proposal, _ in locked), set(plan.fewer)
    return numpy.array([max(has[key], plan.readers - (key in fewer) - others[key]) for key in row], int)


def _loads(plan: ReaderPlan, column: dict[int, int], locked: set[Pair], gone: set[int]) -> Any:
    """What a member reads already is a fact: her range reaches up to it, and who is away reads no more than that."""
    has = Counter(person for _, person in locked)
    rows = ReadingLoad.objects.filter(seat__committee=plan.stage.committee_id)
    own = {person: (fewest, most) for person, fewest, most in rows.values_list("seat__person", "fewest", "most")}
    own |= dict.fromkeys(gone, (0, 0))
    ranges = [(own.get(key, (plan.fewest, plan.most)), has[key]) for key in column]
    return numpy.array([(fewest, max(most, held)) for (fewest, most), held in ranges], int).reshape(-1, 2)


def _seniors(knows: Matrix, row: dict[int, int], people: list[Any]) -> Any:
    senior = [each.career_stage == CareerStage.SENIOR for each in people]
    return numpy.array(
        [
            [is_senior or knows.is_expert(key, each.pk) for each, is_senior in zip(people, senior, strict=True)]
            for key in row
        ],
        bool,
    ).reshape(len(row), len(people))


def _apart(stage: Stage, column: dict[int, int]) -> list[Pair]:
    rows = KeptApart.objects.filter(committee=stage.committee_id).order_by("pk").values_list("one", "other")
    return [(column[one], column[other]) for one, other in rows if one in column and other in column]


def packed(question: Question) -> bytes:
    """All of it, so that a run can be computed again."""
    problem = question.problem
    parts = {
        "proposals": question.proposals,
        "people": question.people,
        "demand": problem.demand.tolist(),
        "loads": problem.loads.tolist(),
        "score": problem.score.tolist(),
        "blocked": numpy.argwhere(problem.blocked).tolist(),
        "locked": list(problem.locked),
        "seniors": None if problem.seniors is None else numpy.argwhere(problem.seniors).tolist(),
        "institutions": list(problem.institutions),
        "apart": list(problem.apart),
        "roles": list(problem.roles),
        "previous": list(problem.previous),
    }
    return zlib.compress(json.dumps(parts).encode())


def unpacked(data: bytes) -> Problem:
    parts = json.loads(zlib.decompress(data))
    shape = (len(parts["proposals"]), len(parts["people"]))

    def marked(pairs: list[list[int]]) -> Any:
        found = numpy.zeros(shape, bool)
        for one, other in pairs:
            found[one, other] = True
        return found

    def pairs(name: str) -> list[Pair]:
        return [(one, other) for one, other in parts[name]]

    return Problem(
        demand=numpy.array(parts["demand"], int),
        loads=numpy.array(parts["loads"], int).reshape(-1, 2),
        score=numpy.array(parts["score"], float).reshape(shape),
        blocked=marked(parts["blocked"]),
        locked=pairs("locked"),
        seniors=None if parts["seniors"] is None else marked(parts["seniors"]),
        institutions=parts["institutions"],
        apart=pairs("apart"),
        roles=parts["roles"],
        previous=pairs("previous"),
    )
