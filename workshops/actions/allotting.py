"""Verbs on the slots of a call: how many sessions of each format every day can hold."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.refusal import insist
from workshops import rules
from workshops.actions import writing
from workshops.models import Allotment, Call, Format


def add_allotment(call: Call, *, format: Format | None, day: date, slots: int, by: Any, at: datetime) -> Allotment:
    """Slots of one format on one day."""
    return writing.add("add_allotment", Allotment(call=call, format=format, day=day, slots=slots), by=by, at=at)


@transaction.atomic
def allot(call: Call, *, slots: Mapping[tuple[int, date], int], by: Any, at: datetime) -> int:
    """Set the slots of every (format, day) named; none takes the day away. Returns how many are different now."""
    insist(rules.set_up(by))
    writing.locked(call)
    formats = {form.pk: form for form in call.formats.all()}
    there = {(row.format_id, row.day): row for row in call.allotments.all()}
    before = {place: row.slots for place, row in there.items()}
    changed = {place: number for place, number in slots.items() if before.get(place, 0) != number}
    for (form, day), number in changed.items():
        row = there.get((form, day)) or Allotment(call=call, format=formats[form], day=day)
        if number:
            row.slots = number
            writing.check(row)
            row.save()
        else:
            row.delete()
    if changed:
        told = {f"{formats[form]}, {day}": [before.get((form, day), 0), n] for (form, day), n in changed.items()}
        record("allot", call, by=by, at=at, changed=told)
    return len(changed)
