"""A plan is computed: the question put together, solved, and kept with what was found."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from reviews.engine.assignment import Shortage, Solution, solve
from reviews.expertise.matching import compare, is_stale
from reviews.models import PlannedReader, ReaderPlan
from reviews.planning.pairs import reader_of
from reviews.planning.question import Question, packed, question_of

SECONDS = 8.0
Tell = Callable[[int, str], Any]


def find_readers(plan: ReaderPlan, *, at: datetime, tell: Tell) -> ReaderPlan:
    """Idempotent: a run begun again writes the same over what was written."""
    tell(5, "Reading the papers and the proposals")
    if is_stale(plan.stage):
        compare(plan.stage, at=at)
    tell(35, "Putting the question together")
    question = question_of(plan)
    tell(45, "Looking for readers")
    found = solve(question.problem, mode=plan.mode, floor=plan.floor / 100, seed=plan.seed, seconds=SECONDS)
    tell(95, "Keeping what was found")
    return keep(plan, question, found, at=at)


@transaction.atomic
def keep(plan: ReaderPlan, question: Question, found: Solution | Shortage, *, at: datetime) -> ReaderPlan:
    plan.pairs.all().delete()
    plan.question, plan.solved_at = packed(question), at
    if isinstance(found, Shortage):
        plan.shortage = told(found, question)
    else:
        plan.total, plan.worst, plan.bound = found.total, found.worst, found.bound
        plan.is_proven, plan.seconds, plan.shortage = found.proven, found.seconds, {}
        PlannedReader.objects.bulk_create(_pairs(plan, question, found), batch_size=500)
    plan.save()
    return plan


def _pairs(plan: ReaderPlan, question: Question, found: Solution) -> list[PlannedReader]:
    locked = set(question.problem.locked)
    rows = []
    for place in found.pairs:
        proposal, person = question.proposals[place[0]], question.people[place[1]]
        row = reader_of(plan, question.matrix, proposal, person)
        row.role = found.roles.get(place, "")
        row.is_kept = (proposal, person) in question.asked
        row.is_locked = place in locked
        rows.append(row)
    return rows


def told(short: Shortage, question: Question) -> dict[str, Any]:
    """A shortage by keys instead of places; names are put in when it is shown."""

    def proposal(place: int | None) -> int | None:
        return None if place is None else question.proposals[place]

    def person(place: int | None) -> int | None:
        return None if place is None else question.people[place]

    return {
        "kind": short.kind,
        "proposals": [question.proposals[place] for place in short.proposals],
        "people": [question.people[place] for place in short.people],
        "needs": short.needs,
        "gives": short.gives,
        "fixes": [
            {"kind": f.kind, "proposal": proposal(f.proposal), "person": person(f.person), "by": f.by, "rule": f.rule}
            for f in short.fixes
        ],
    }
