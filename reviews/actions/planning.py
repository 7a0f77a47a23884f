"""What a leader does with plans for readers: ask for one, adjust, apply, undo; and say how much whom can read."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from jobs.actions import enqueue
from jobs.models import Job
from people.models import Person
from people.refusal import Refusal, Refused, insist
from proposals.models import Proposal
from reviews import rules
from reviews.actions.assigning import members
from reviews.expertise import matrix
from reviews.models import Assignment, KeptApart, PlannedReader, ReaderPlan, ReadingLoad, Stage
from reviews.obstacles import obstacles
from reviews.planning.pairs import reader_of, to_read
from reviews.planning.tasks import PLAN
from workshops.models import Seat

GONE = Refusal("This plan is not one that can be changed.", "Ask for a new one, based on it if you like.")


@transaction.atomic
def ask_plan(stage: Stage, *, by: Any, at: datetime, **options: Any) -> ReaderPlan:
    """Have readers looked for in the background. `options` are the fields of a plan that its form offers."""
    insist(rules.assign(by, stage))
    if Job.objects.living().about(PLAN, str(stage.pk)).exists():
        raise Refused(Refusal("Readers are being looked for already.", "Wait for that plan, or stop it."))
    plan = ReaderPlan.objects.create(stage=stage, by=by, at=at, **options)
    plan.job = enqueue(PLAN, by=by, at=at, key=str(stage.pk), plan=plan.pk)
    plan.save(update_fields=["job"])
    record(
        "ask for a plan", plan, by=by, at=at, stage=stage.pk, mode=plan.mode, floor=plan.floor, readers=plan.readers
    )
    return plan


@transaction.atomic
def choose_readers(
    plan: ReaderPlan, *, proposal: Proposal, people: Collection[int], locked: Collection[int], by: Any, at: datetime
) -> None:
    """The plan's readers of one proposal are these, and the locked ones stay when it is planned again. Refused, with
    the reason, where somebody new cannot read it.
    """
    plan = _locked(plan, by)
    if plan.state != "proposed":
        raise Refused(GONE)
    insist(_in_plan(plan, proposal, by))
    held = {row.person_id: row for row in plan.pairs.filter(proposal=proposal)}
    new = {each.pk: each for each in members(plan.stage).filter(pk__in=set(people) - held.keys())}
    if set(people) - held.keys() - new.keys():
        raise Refused(Refusal("One of those ticked holds no seat that reviews in this committee."))
    for (_, person), reason in obstacles([proposal], list(new.values()), viewer=by).items():
        raise Refused(Refusal(f"{new[person]} cannot read “{proposal}”: {reason}."))
    plan.pairs.filter(proposal=proposal).exclude(person__in=people).delete()
    knows = matrix(plan.stage, by, [proposal.pk])
    for person in new:
        row = reader_of(plan, knows, proposal.pk, person)
        row.by_hand = True
        row.save()
    plan.pairs.filter(proposal=proposal, person__in=locked).update(is_locked=True)
    plan.pairs.filter(proposal=proposal).exclude(person__in=locked).update(is_locked=False)
    detail = {"proposal": proposal.pk, "people": sorted(people), "locked": sorted(locked)}
    record("adjust plan", plan, by=by, at=at, **detail)


@transaction.atomic
def apply_plan(plan: ReaderPlan, *, by: Any, at: datetime) -> tuple[int, int]:
    """Readers are asked as planned, and who was asked and is not in the plan is taken off unless she has begun or
    was asked urgently.
    Returns how many were asked and taken off. Conflicts are looked at again.
    """
    plan = _locked(plan, by)
    if plan.state not in ("proposed", "undone"):
        raise Refused(GONE)
    proposals = {each.pk: each for each in to_read(plan.stage, by)}
    rows = list(plan.pairs.filter(proposal__in=proposals).select_related("person").order_by("pk"))
    wanted = {(row.proposal_id, row.person_id): row for row in rows}
    planned = {proposal for proposal, _ in wanted}
    there = Assignment.objects.select_for_update(of=("self",)).filter(stage=plan.stage, proposal__in=planned)
    held = {(row.proposal_id, row.reviewer_id): row for row in there.select_related("review")}
    insist(_still_possible(plan, proposals, wanted, held, by))
    before = [_as_was(row) for pair, row in held.items() if pair not in wanted and _may_go(row)]
    there.filter(pk__in=[row["pk"] for row in before]).delete()
    added = Assignment.objects.bulk_create(
        [
            Assignment(stage=plan.stage, proposal_id=p, reviewer_id=r, role=row.role, by=by, at=at)
            for (p, r), row in wanted.items()
            if (p, r) not in held
        ]
    )
    for pair, row in held.items():
        if pair in wanted and row.role != wanted[pair].role:
            Assignment.objects.filter(pk=row.pk).update(role=wanted[pair].role)
    plan.applied_at, plan.undone_at = at, None
    plan.undo = {"added": [row.pk for row in added], "removed": before}
    plan.save(update_fields=["applied_at", "undone_at", "undo"])
    pairs = [[row.proposal_id, row.reviewer_id] for row in added]
    record("apply plan", plan, by=by, at=at, stage=plan.stage_id, assigned=pairs, taken_off=before)
    return len(added), len(before)


@transaction.atomic
def undo_plan(plan: ReaderPlan, *, by: Any, at: datetime) -> int:
    """Readers are those from before the plan; who has begun to read since, or declined, stays. Returns how many of
    the plan's own are left.
    """
    plan = _locked(plan, by)
    if plan.state != "applied":
        raise Refused(Refusal("This plan was not applied, so there is nothing to undo."))
    proposals = set(to_read(plan.stage, by).values_list("pk", flat=True))
    mine = Assignment.objects.select_for_update(of=("self",)).filter(pk__in=plan.undo["added"], stage=plan.stage)
    untouched = [
        row.pk for row in mine.select_related("review") if row.state == "assigned" and row.proposal_id in proposals
    ]
    left = mine.count() - len(untouched)
    Assignment.objects.filter(pk__in=untouched).delete()
    back = [row for row in plan.undo["removed"] if row["proposal"] in proposals]
    Assignment.objects.bulk_create(
        [
            Assignment(
                stage=plan.stage,
                proposal_id=row["proposal"],
                reviewer_id=row["reviewer"],
                role=row["role"],
                by_id=row["by"],
                at=datetime.fromisoformat(row["at"]),
            )
            for row in back
        ],
        ignore_conflicts=True,
    )
    plan.undone_at = at
    plan.save(update_fields=["undone_at"])
    record("undo plan", plan, by=by, at=at, stage=plan.stage_id, taken_off=len(untouched), back=len(back))
    return left


@transaction.atomic
def set_loads(stage: Stage, *, ranges: Mapping[int, tuple[int, int] | None], by: Any, at: datetime) -> None:
    """How many proposals each seat reads, by the keys of seats; None: as many as a plan asks of all."""
    insist(rules.assign(by, stage))
    rows = Seat.objects.serving().select_for_update().filter(committee=stage.committee_id)
    seats = {seat.pk: seat for seat in rows}
    for key, limits in ranges.items():
        if limits is None:
            ReadingLoad.objects.filter(seat=seats[key]).delete()
        else:
            ReadingLoad.objects.update_or_create(seat=seats[key], defaults={"fewest": limits[0], "most": limits[1]})
    record("set reading loads", stage, by=by, at=at, loads={str(key): limits for key, limits in ranges.items()})


@transaction.atomic
def keep_apart(stage: Stage, *, one: Person, other: Person, by: Any, at: datetime) -> None:
    insist(rules.assign(by, stage))
    if one == other:
        raise Refused(Refusal("Choose two members."))
    first, second = sorted((one, other), key=lambda each: each.pk)
    _, is_new = KeptApart.objects.get_or_create(committee=stage.committee, one=first, other=second)
    if is_new:
        record("keep apart", stage, by=by, at=at, one=first.pk, other=second.pk)


@transaction.atomic
def let_together(stage: Stage, *, pair: KeptApart, by: Any, at: datetime) -> None:
    insist(rules.assign(by, stage))
    record("let together", stage, by=by, at=at, one=pair.one_id, other=pair.other_id)
    pair.delete()


def _locked(plan: ReaderPlan, by: Any) -> ReaderPlan:
    rows = ReaderPlan.objects.select_for_update(of=("self",)).select_related("stage__committee", "stage__call")
    found = rows.get(pk=plan.pk)
    insist(rules.assign(by, found.stage))
    return found


def _in_plan(plan: ReaderPlan, proposal: Proposal, by: Any) -> Refusal | None:
    if to_read(plan.stage, by).filter(pk=proposal.pk).exists():
        return None
    return Refusal("There is no such proposal in this stage.")


def _still_possible(
    plan: ReaderPlan,
    proposals: Mapping[int, Proposal],
    wanted: Mapping[Any, PlannedReader],
    held: Mapping[Any, Assignment],
    by: Any,
) -> Refusal | None:
    """Since the plan was made somebody may have declined, left the committee, or come into conflict."""
    people = {each.pk: each for each in members(plan.stage)}
    planned = [proposals[key] for key in {proposal for proposal, _ in wanted}]
    barred = obstacles(planned, list(people.values()), viewer=by)
    for (proposal, person), row in wanted.items():
        reason = barred.get((proposal, person), "" if person in people else "she is no longer a member who reviews")
        if (proposal, person) in held and held[proposal, person].declined_at:
            reason = "she has declined it"
        if reason:
            sentence = f"{row.person} cannot read “{proposals[proposal]}” any more: {reason}."
            return Refusal(sentence, "Change the readers of that proposal in the plan, or plan again.")
    return None


def _may_go(row: Assignment) -> bool:
    return row.state == "assigned" and not row.is_urgent


def _as_was(row: Assignment) -> dict[str, Any]:
    names = {"pk": row.pk, "proposal": row.proposal_id, "reviewer": row.reviewer_id}
    return names | {"role": row.role, "by": row.by_id, "at": row.at.isoformat()}
