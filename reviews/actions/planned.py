"""Release letters at a chosen time: planned, called off, and carried out by the clock."""

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from jobs.actions import enqueue
from letters.models import LetterState
from people.refusal import Refusal, Refused, insist
from reviews import rules
from reviews.actions.telling import release
from reviews.models import ReleasePlan, Stage

log = logging.getLogger(__name__)

RELEASE = "reviews.release"


def held_of(rows: Any) -> Any:
    """Of decisions those whose letter waits to be released."""
    return rows.unreleased().filter(letter__state=LetterState.HELD)


@transaction.atomic
def plan_release(
    stage: Stage, *, decisions: Iterable[int], release_at: datetime, by: Any, at: datetime
) -> ReleasePlan:
    """Let the letters of these decisions go by themselves, all at one moment."""
    locked = Stage.objects.select_for_update().get(pk=stage.pk)
    insist(rules.release(by, locked))
    wanted = set(decisions)
    if release_at <= at:
        raise Refused(Refusal("The time has to be in the future.", "To send them now, release them."))
    if locked.release_plans.running().exists():
        raise Refused(Refusal("A release of this stage is planned already.", "Call it off first."))
    rows = held_of(locked.decisions.shown_to(by)).filter(pk__in=wanted)
    if not wanted or rows.count() < len(wanted):
        raise Refused(Refusal("Some of these letters are no longer held.", "Nothing was planned; look again."))
    plan = ReleasePlan.objects.create(stage=locked, release_at=release_at, by=by, made_at=at)
    plan.decisions.set(rows)
    record("plan_release", plan, by=by, at=at, letters=len(wanted), release_at=release_at.isoformat())
    return plan


@transaction.atomic
def call_off(plan: ReleasePlan, *, by: Any, at: datetime) -> ReleasePlan:
    """The letters stay held. Whoever may release them may call it off."""
    insist(rules.release(by, plan.stage))
    row = ReleasePlan.objects.select_for_update().running().filter(pk=plan.pk).first()
    if row is None:
        raise Refused(Refusal("This release is no longer planned.", "Look at the letters again."))
    row.cancelled_at = at
    row.save(update_fields=["cancelled_at"])
    record("call_off", row, by=by, at=at)
    return row


def ask_due(at: datetime) -> int:
    """What the clock does: a worker carries out each plan that is due, so that a long one holds up no other. Asked at
    every tick until it is done, it is one job as long as that lives. Returns how many plans are due.
    """
    keys = list(ReleasePlan.objects.due(at).values_list("pk", flat=True))
    for key in keys:
        enqueue(RELEASE, by=None, at=at, key=str(key), plan=key)
    return len(keys)


@transaction.atomic
def carry_out(key: int, *, at: datetime) -> bool:
    """Release what is still held of a plan that is due. What goes wrong keeps all of it held and is written down, so
    that people see it. False when it was carried out already, or another worker has it in hand.
    """
    plan = ReleasePlan.objects.select_for_update(skip_locked=True, of=("self",)).due(at).filter(pk=key).first()
    if plan is None:
        return False
    try:
        with transaction.atomic():
            plan.sent = release(plan.stage, decisions=_still_held(plan), by=plan.by, at=at)
    except Refused as refused:
        plan.fault = str(refused.refusal)
    except Exception:
        log.exception("planned release %s failed", key)
        plan.fault = "Something went wrong on our side. No letter was sent; release them by hand, or plan it again."
    plan.done_at = at
    plan.save(update_fields=["sent", "fault", "done_at"])
    record("carry_out", plan, by=plan.by, at=at, sent=plan.sent, fault=plan.fault)
    return True


def _still_held(plan: ReleasePlan) -> list[int]:
    if plan.by is None:
        raise Refused(Refusal("Whoever planned this release has left.", "Plan it again."))
    return list(held_of(plan.decisions.shown_to(plan.by)).values_list("pk", flat=True))
