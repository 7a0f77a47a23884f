"""Put an agenda together and in order. What is hidden from who arranges stays at its place."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.refusal import Refusal, Refused, insist
from proposals.models import Proposal
from reviews.models import AgendaItem, Sitting
from reviews.sittings import rules


@transaction.atomic
def add_proposals(sitting: Sitting, *, proposals: Iterable[Proposal], by: Any, at: datetime) -> int:
    """At the end of the agenda; returns how many were not on it yet."""
    _lock(sitting)
    insist(rules.arrange(by, sitting))
    if sitting.stage is None:
        raise Refused(Refusal("This sitting treats no stage.", "Choose the stage whose proposals it treats first."))
    wanted = [each.pk for each in proposals]
    rows = sitting.stage.proposals_for(by).filter(pk__in=wanted).exclude(agenda_items__sitting=sitting)
    found = sorted(rows, key=lambda each: wanted.index(each.pk))
    last = _last(sitting)
    AgendaItem.objects.bulk_create(
        AgendaItem(sitting=sitting, proposal=each, order=last + step) for step, each in enumerate(found, start=1)
    )
    record("add to agenda", sitting, by=by, at=at, proposals=[each.pk for each in found])
    return len(found)


@transaction.atomic
def add_item(sitting: Sitting, *, title: str, by: Any, at: datetime) -> AgendaItem:
    _lock(sitting)
    insist(rules.arrange(by, sitting))
    item = AgendaItem.objects.create(sitting=sitting, title=title.strip(), order=_last(sitting) + 1)
    record("add to agenda", sitting, by=by, at=at, title=item.title)
    return item


@transaction.atomic
def take_off(item: AgendaItem, *, by: Any, at: datetime) -> None:
    _lock(item.sitting)
    insist(rules.arrange_item(by, item))
    record("take off agenda", item.sitting, by=by, at=at, proposal=item.proposal_id, title=item.title)
    item.delete()


@transaction.atomic
def lock(item: AgendaItem, *, is_locked: bool, by: Any, at: datetime) -> None:
    """A locked item keeps its place when the agenda is put in order."""
    _lock(item.sitting)
    insist(rules.arrange_item(by, item))
    item.is_locked = is_locked
    item.save(update_fields=["is_locked"])
    record("lock agenda item" if is_locked else "unlock agenda item", item.sitting, by=by, at=at, item=item.pk)


@transaction.atomic
def move(item: AgendaItem, *, step: int, by: Any, at: datetime) -> None:
    """One place up (-1) or down (+1) among the items that this person sees."""
    _lock(item.sitting)
    insist(rules.arrange_item(by, item))
    keys = list(item.sitting.items.shown_to(by).values_list("pk", flat=True))
    here = keys.index(item.pk)
    there = here + step
    if 0 <= there < len(keys):
        keys[here], keys[there] = keys[there], keys[here]
        _place(item.sitting, keys, by=by, at=at)


@transaction.atomic
def put_in_order(sitting: Sitting, *, keys: Sequence[int], by: Any, at: datetime) -> None:
    """The items that this person sees in this order; refused when they are no longer the same."""
    _lock(sitting)
    insist(rules.arrange(by, sitting))
    now = sitting.items.shown_to(by)
    if sorted(keys) != sorted(now.values_list("pk", flat=True)):
        raise Refused(Refusal("The agenda has changed meanwhile.", "Look at the order again."))
    _place(sitting, keys, by=by, at=at)


def _place(sitting: Sitting, keys: Sequence[int], *, by: Any, at: datetime) -> None:
    """What is begun stays; the others take the places that were theirs together."""
    rows = {row.pk: row for row in sitting.items.filter(pk__in=keys)}
    before = list(rows)
    if any(rows[old].began_at and old != new for old, new in zip(before, keys, strict=True)):
        raise Refused(Refusal("What was begun stays where it is."))
    places = [row.order for row in rows.values()]
    for place, key in zip(places, keys, strict=True):
        AgendaItem.objects.filter(pk=key).update(order=place)
    record("order agenda", sitting, by=by, at=at, before=before, after=list(keys))


def _lock(sitting: Sitting) -> None:
    """One hand at a time."""
    Sitting.objects.select_for_update().get(pk=sitting.pk)


def _last(sitting: Sitting) -> int:
    last = sitting.items.order_by("order").last()
    return last.order if last else 0
