"""Open a round, close it, open it again, undo it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from outcomes import rules
from outcomes.actions.exercises import lock
from outcomes.models import Exercise, Item, Round, RoundChange, RoundItem
from outcomes.setting import setting_of, to_json
from people.refusal import insist


@transaction.atomic
def open_round(exercise: Exercise, *, by: Any, at: datetime, closes_at: datetime | None = None) -> Round:
    """With all living items, under the method as it is chosen now, which is fixed from then on."""
    locked = lock(exercise)
    insist(rules.lead(by, locked))
    insist(rules.open_round(locked, at))
    number = locked.rounds.standing().count() + 1
    made = Round.objects.create(
        exercise=locked, number=number, setting=to_json(setting_of(locked)), opened_at=at, closes_at=closes_at
    )
    RoundItem.objects.bulk_create(
        RoundItem(round=made, item=item, title=item.title) for item in Item.objects.living().filter(exercise=locked)
    )
    if locked.fixed_at is None:
        locked.fixed_at = at
        locked.save(update_fields=["fixed_at"])
    return _note(made, RoundChange.Verb.OPENED, "", by=by, at=at)


@transaction.atomic
def close_round(round_: Round, *, by: Any, at: datetime) -> Round:
    """What was rated is counted from now on; nothing more is taken."""
    now = lock_round(round_)
    insist(rules.lead(by, now.exercise))
    insist(rules.close_round(now))
    now.closed_at = at
    now.save(update_fields=["closed_at"])
    return _note(now, RoundChange.Verb.CLOSED, "", by=by, at=at)


@transaction.atomic
def reopen_round(round_: Round, *, reason: str, by: Any, at: datetime) -> Round:
    """Answers go on where they were."""
    now = lock_round(round_)
    insist(rules.lead(by, now.exercise))
    insist(rules.reopen_round(now, reason))
    now.closed_at = None
    now.save(update_fields=["closed_at"])
    return _note(now, RoundChange.Verb.REOPENED, reason.strip(), by=by, at=at)


@transaction.atomic
def undo_round(round_: Round, *, reason: str, by: Any, at: datetime) -> Round:
    """An open round that should not have been: its answers are kept and never counted. Without another round the
    method may be chosen anew."""
    now = lock_round(round_)
    insist(rules.lead(by, now.exercise))
    insist(rules.undo_round(now, reason))
    now.undone_at = at
    now.save(update_fields=["undone_at"])
    exercise = now.exercise
    if not exercise.rounds.standing().exists():
        exercise.fixed_at = None
        exercise.save(update_fields=["fixed_at"])
    return _note(now, RoundChange.Verb.UNDONE, reason.strip(), by=by, at=at)


def lock_round(round_: Round) -> Round:
    """The exercise first, as everywhere."""
    exercise = lock(round_.exercise)
    now = Round.objects.select_for_update(of=("self",)).get(pk=round_.pk)
    now.exercise = exercise
    return now


def _note(round_: Round, verb: RoundChange.Verb, reason: str, *, by: Any, at: datetime) -> Round:
    RoundChange.objects.create(round=round_, verb=verb, reason=reason, at=at, by=by)
    record(f"round {verb.value}", round_.exercise, by=by, at=at, round=round_.number, reason=reason)
    return round_
