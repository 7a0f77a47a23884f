"""Run a sitting: open and close it, note who is there, begin and end its items. Who is recused leaves as an item is
begun and returns as it ends, and the ledger says when.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.refusal import Refusal, Refused, insist
from reviews.models import AgendaItem, Attendance, Note, Recusal, Sitting
from reviews.sittings import rules
from reviews.sittings.room import out_for, room_of


@transaction.atomic
def open_sitting(sitting: Sitting, *, by: Any, at: datetime) -> Sitting:
    locked = lock(sitting)
    insist(rules.open_sitting(by, locked))
    locked.opened_at = at
    locked.save(update_fields=["opened_at"])
    record("open sitting", locked, by=by, at=at)
    return locked


@transaction.atomic
def close_sitting(sitting: Sitting, *, by: Any, at: datetime) -> Sitting:
    """Who is still there goes with it."""
    locked = lock(sitting)
    insist(rules.close_sitting(by, locked))
    locked.closed_at = at
    locked.save(update_fields=["closed_at"])
    locked.attendances.filter(went_at__isnull=True).update(went_at=at)
    record("close sitting", locked, by=by, at=at)
    return locked


@transaction.atomic
def come(sitting: Sitting, *, person: Any, by: Any, at: datetime) -> Attendance:
    """She takes part from now on; where the item at hand is not for her, out of the room."""
    insist(rules.attend(by, lock(sitting), person))
    row, is_new = Attendance.objects.get_or_create(
        sitting=sitting, person=person, went_at__isnull=True, defaults={"came_at": at}
    )
    if is_new:
        record("come to sitting", sitting, by=by, at=at, person=person.pk)
        send_out(sitting, at=at)
    return row


@transaction.atomic
def go(sitting: Sitting, *, person: Any, by: Any, at: datetime) -> None:
    insist(rules.attend(by, lock(sitting), person))
    if sitting.attendances.filter(person=person, went_at__isnull=True).update(went_at=at):
        Recusal.objects.filter(item__sitting=sitting, person=person, returned_at__isnull=True).update(returned_at=at)
        record("go from sitting", sitting, by=by, at=at, person=person.pk)


@transaction.atomic
def begin(item: AgendaItem, *, by: Any, at: datetime) -> AgendaItem:
    """The item that was at hand ends. An item that was ended before is taken up again."""
    sitting = lock(item.sitting)
    item = AgendaItem.objects.select_related("proposal").get(pk=item.pk)
    item.sitting = sitting
    insist(rules.begin(by, item))
    for running in sitting.items.running():
        _end(running, at)
    item.began_at, item.ended_at = item.began_at or at, None
    item.save(update_fields=["began_at", "ended_at"])
    record("begin item", sitting, by=by, at=at, item=item.pk)
    send_out(sitting, at=at)
    return item


@transaction.atomic
def end(item: AgendaItem, *, by: Any, at: datetime) -> None:
    """Who was out of the room returns."""
    item.sitting = lock(item.sitting)
    insist(rules.end(by, item))
    _end(item, at)
    record("end item", item.sitting, by=by, at=at, item=item.pk)


def _end(item: AgendaItem, at: datetime) -> None:
    item.motions.filter(put_at__isnull=True, withdrawn_at__isnull=True).update(withdrawn_at=at)
    item.recusals.filter(returned_at__isnull=True).update(returned_at=at)
    item.ended_at = at
    item.save(update_fields=["ended_at"])


@transaction.atomic
def leave(sitting: Sitting, *, person: Any, by: Any, at: datetime) -> None:
    """Out of the room for the item at hand, of her own will."""
    room = room_of(lock(sitting), by)
    insist(rules.step_out(by, room, person))
    if room.item and not room.is_out(person):
        Recusal.objects.create(item=room.item, person=person, left_at=at)
        record("leave the room", sitting, by=by, at=at, person=person.pk, item=room.item.pk)


@transaction.atomic
def come_back(sitting: Sitting, *, person: Any, by: Any, at: datetime) -> None:
    """Only who left of her own will: what is hidden from a person keeps her out until it ends."""
    room = room_of(lock(sitting), by)
    insist(rules.step_out(by, room, person))
    if room.item is None or rules.see(person, room.item):
        raise Refused(Refusal("You are called back when the item has ended."))
    if room.item.recusals.filter(person=person, returned_at__isnull=True).update(returned_at=at):
        record("come back", sitting, by=by, at=at, person=person.pk, item=room.item.pk)


def send_out(sitting: Sitting, *, at: datetime) -> None:
    """The ledger follows what is hidden: whoever is there and may not hear the item at hand has left."""
    item = sitting.items.running().select_related("proposal").first()
    if item is None:
        return
    here = [row.person for row in sitting.attendances.filter(went_at__isnull=True).select_related("person")]
    noted = set(item.recusals.filter(returned_at__isnull=True).values_list("person", flat=True))
    away = [key for key in sorted(out_for(item, here)) if key not in noted]
    Recusal.objects.bulk_create(Recusal(item=item, person_id=key, left_at=at) for key in away)


@transaction.atomic
def note(sitting: Sitting, *, text: str, by: Any, at: datetime, item: AgendaItem | None = None) -> Note:
    """For the minutes."""
    insist(rules.note(by, lock(sitting), item))
    made = Note.objects.create(sitting=sitting, item=item, text=text.strip(), by=by, at=at)
    record("note", sitting, by=by, at=at, note=made.pk)
    return made


@transaction.atomic
def strike(made: Note, *, by: Any, at: datetime) -> None:
    """A note that is not to stand in the minutes."""
    insist(rules.note(by, lock(made.sitting), made.item))
    record("strike note", made.sitting, by=by, at=at, note=made.pk, text=made.text)
    made.delete()


def lock(sitting: Sitting) -> Sitting:
    """What is done in a sitting is done one after the other."""
    return Sitting.objects.select_for_update(of=("self",)).for_page().get(pk=sitting.pk)
