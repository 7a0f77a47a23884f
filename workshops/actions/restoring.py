"""Undo a removal: what a small thing held is in the audit, and is put back as it was."""

from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from audit.models import Entry
from people.refusal import Refusal, Refused, insist
from workshops import rules, telling
from workshops.actions import writing
from workshops.models import Extension, Format, Meeting, Prompt, Seat, Topic
from workshops.prompting import first_refusal, placed, siblings_of

RESTORABLE: dict[str, Any] = {
    "remove_topic": Topic,
    "remove_prompt": Prompt,
    "remove_format": Format,
    "take_seat": Seat,
    "end_extension": Extension,
}


def removals(person: Any) -> Any:
    """Entries of hers that can be undone."""
    return Entry.objects.filter(by_id=person.pk, verb__in=RESTORABLE)


@transaction.atomic
def restore(meeting: Meeting, *, entry: Entry, by: Any, at: datetime) -> Any:
    """Put back what the entry says was removed from this meeting."""
    insist(rules.set_up(by))
    model = RESTORABLE[entry.verb]
    ties = {field.name for field in model._meta.many_to_many}
    was = entry.detail["was"]
    thing = model(**{name: value for name, value in was.items() if name not in ties})
    if meeting_of(thing) != meeting or model.objects.filter(pk=thing.pk).exists():
        raise Refused(Refusal("This cannot be put back a second time.", "Look whether it is there already."))
    writing.check(thing)
    if isinstance(thing, Prompt):
        formats = thing.call.formats.filter(pk__in=was["formats"])
        insist(first_refusal(placed(thing, formats), siblings_of(thing, thing.call)))
    thing.save(force_insert=True)
    for name in ties:
        getattr(thing, name).set(was[name])
    if isinstance(thing, Extension) and thing.person.email:
        telling.extended(thing, by=by, at=at)
    record("restore", thing, by=by, at=at, name=str(thing))
    return thing


def meeting_of(thing: Any) -> Meeting | None:
    """The meeting a part belongs to, directly or through its call or committee; None when that is gone."""
    if isinstance(thing, Topic):
        return Meeting.objects.filter(pk=thing.meeting_id).first()
    if isinstance(thing, Seat):
        return Meeting.objects.filter(committees=thing.committee_id).first()
    return Meeting.objects.filter(calls=thing.call_id).first()
