"""The life of a stage: open, take in late proposals, close, open again."""

from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.refusal import insist
from proposals.actions.verbs import begin_review
from proposals.lifecycle import State
from proposals.models import Proposal
from reviews import rules
from reviews.actions.binding import bind
from reviews.actions.looking import look, members_of
from reviews.models import Stage


def lock(stage: Stage) -> Stage:
    """The row as it is now, ours until the transaction ends."""
    return Stage.objects.select_for_update(of=("self",)).select_related("call", "committee").get(pk=stage.pk)


@transaction.atomic
def open_stage(stage: Stage, *, by: Any, at: datetime) -> Stage:
    """Reviewing begins. The first stage takes every submitted proposal of its call into review; a later one works
    on what the stage before recommended.
    """
    locked = lock(stage)
    insist(rules.open_stage(by, locked))
    locked.opened_at = at
    locked.looked_at = at
    locked.save(update_fields=["opened_at", "looked_at"])
    if locked.before is None:
        _begin_reviews(locked, by, at)
    else:
        look(list(locked.all_proposals()), list(members_of(locked)), at=at)
    record("open stage", locked, by=by, at=at)
    return locked


@transaction.atomic
def take_in(stage: Stage, *, by: Any, at: datetime) -> int:
    """Proposals submitted since the stage was opened join it; returns how many."""
    locked = lock(stage)
    insist(rules.take_in(by, locked))
    taken = _begin_reviews(locked, by, at)
    record("take in", locked, by=by, at=at, proposals=taken)
    return taken


@transaction.atomic
def close_stage(stage: Stage, *, by: Any, at: datetime) -> Stage:
    """Reviewing ends; deciding may go on."""
    locked = lock(stage)
    insist(rules.close_stage(by, locked))
    locked.closed_at = at
    locked.save(update_fields=["closed_at"])
    record("close stage", locked, by=by, at=at)
    return locked


@transaction.atomic
def reopen_stage(stage: Stage, *, by: Any, at: datetime) -> Stage:
    locked = lock(stage)
    insist(rules.reopen_stage(by, locked))
    locked.closed_at = None
    locked.save(update_fields=["closed_at"])
    record("open stage again", locked, by=by, at=at)
    return locked


def late(stage: Stage) -> Any:
    """Submitted, and not yet in review."""
    return Proposal.objects.filter(call=stage.call_id, state=State.SUBMITTED)


def _begin_reviews(stage: Stage, by: Any, at: datetime) -> int:
    waiting = list(late(stage).order_by("pk"))
    for proposal in waiting:
        begin_review(proposal, by=by, at=at)
    bind(waiting, at=at)
    look(waiting, list(members_of(stage)), at=at)
    return len(waiting)
