"""Suggest, write, change, drop and merge items; step back from one."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from audit.actions import record
from outcomes import rules
from outcomes.actions.exercises import lock
from outcomes.models import Exercise, Item, ItemRecusal, ItemRevision, Merge, Participant
from people.refusal import Refusal, Refused, insist


class Stale(Exception):  # noqa: N818  two windows, no programming error
    """Somebody else changed the item first; `item` is what stands now."""

    def __init__(self, item: Item) -> None:
        super().__init__(str(item))
        self.item = item


@transaction.atomic
def start_collecting(exercise: Exercise, *, until: datetime | None, by: Any, at: datetime) -> Exercise:
    locked = lock(exercise)
    insist(rules.lead(by, locked))
    insist(rules.change_list(locked))
    locked.collects_from, locked.collects_until = locked.collects_from or at, until
    locked.save(update_fields=["collects_from", "collects_until"])
    record("collect items", locked, by=by, at=at)
    return locked


@transaction.atomic
def stop_collecting(exercise: Exercise, *, by: Any, at: datetime) -> Exercise:
    locked = lock(exercise)
    insist(rules.lead(by, locked))
    if not locked.is_collecting(at):
        raise Refused(Refusal("Items are not collected now."))
    locked.collects_until = at
    locked.save(update_fields=["collects_until"])
    record("stop collecting", locked, by=by, at=at)
    return locked


@transaction.atomic
def suggest(participant: Participant, *, at: datetime, **fields: Any) -> Item:
    """By the link of who takes part, up to her cap."""
    exercise = lock(participant.exercise)
    now = exercise.participants.select_for_update().get(pk=participant.pk)
    now.exercise = exercise
    insist(rules.suggest(now, at))
    return _make(exercise, fields, participant=now, by=None, at=at)


@transaction.atomic
def add(exercise: Exercise, *, by: Any, at: datetime, **fields: Any) -> Item:
    locked = lock(exercise)
    insist(rules.keep_list(by, locked))
    insist(rules.change_list(locked))
    return _make(locked, fields, participant=None, by=by, at=at)


def _make(exercise: Exercise, fields: Mapping[str, Any], *, participant: Any, by: Any, at: datetime) -> Item:
    last = exercise.items.aggregate(last=Max("number"))["last"] or 0
    item = Item.objects.create(exercise=exercise, number=last + 1, participant=participant, at=at, **fields)
    record("add item", exercise, by=by, at=at, item=item.number)
    return item


@transaction.atomic
def change(item: Item, *, version: int, by: Any, at: datetime, **fields: Any) -> Item:
    """`version` is what the window shows; Stale where another has changed it since. What it said before is kept."""
    exercise = lock(item.exercise)
    insist(rules.keep_list(by, exercise))
    insist(rules.change_list(exercise))
    now = Item.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if now.version != version:
        raise Stale(now)
    ItemRevision.objects.create(item=now, version=now.version, content=now.facts(), at=at, by=by)
    for name, value in fields.items():
        setattr(now, name, value)
    now.version += 1
    now.save(update_fields=[*fields, "version"])
    record("change item", exercise, by=by, at=at, item=now.number)
    return now


@transaction.atomic
def drop(item: Item, *, reason: str, by: Any, at: datetime) -> Item:
    """Off the list, with the reason that is published with the method."""
    exercise = lock(item.exercise)
    insist(rules.keep_list(by, exercise))
    insist(rules.change_list(exercise))
    if not reason.strip():
        raise Refused(Refusal("Say why this item is dropped: the reason is kept with it."))
    item.dropped_at, item.dropped_because = at, reason.strip()
    item.save(update_fields=["dropped_at", "dropped_because"])
    record("drop item", exercise, by=by, at=at, item=item.number, reason=reason.strip())
    return item


@transaction.atomic
def bring_back(item: Item, *, by: Any, at: datetime) -> Item:
    """One that was dropped, or merged into another."""
    exercise = lock(item.exercise)
    insist(rules.keep_list(by, exercise))
    insist(rules.change_list(exercise))
    item.dropped_at, item.dropped_because = None, ""
    item.save(update_fields=["dropped_at", "dropped_because"])
    item.merges.standing().update(undone_at=at)
    record("bring item back", exercise, by=by, at=at, item=item.number)
    return item


@transaction.atomic
def merge(items: Sequence[Item], *, into: Item, reason: str, by: Any, at: datetime) -> Item:
    """All of `items` go on in `into`; whoever stepped back from one of them has stepped back from it."""
    exercise = lock(into.exercise)
    insist(rules.keep_list(by, exercise))
    insist(rules.change_list(exercise))
    for item in items:
        insist(rules.merge(item, into))
        Merge.objects.create(item=item, into=into, reason=reason.strip(), at=at, by=by)
        item.merged.standing().update(into=into)
        for each in item.recusals.all():
            ItemRecusal.objects.get_or_create(
                item=into, participant=each.participant, defaults={"reason": each.reason, "at": at}
            )
    record("merge items", exercise, by=by, at=at, items=[item.number for item in items], into=into.number)
    return into


@transaction.atomic
def step_back(item: Item, participant: Participant, *, reason: str, at: datetime) -> ItemRecusal:
    """By her link, from an item she has an interest in; it is not taken back by herself."""
    exercise = lock(item.exercise)
    insist(rules.take_part(participant))
    if not reason.strip():
        raise Refused(Refusal("Say in a few words what your interest is."))
    row, _ = ItemRecusal.objects.get_or_create(
        item=item, participant=participant, defaults={"reason": reason.strip()[:300], "at": at}
    )
    record("step back from item", exercise, by=None, at=at, item=item.number, participant=participant.pk)
    return row
