"""Plan a sitting, change it, call its members, call it off."""

from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.refusal import Refused, insist
from reviews.models import Sitting
from reviews.sittings import rules
from reviews.sittings.agenda import members_of
from reviews.sittings.invitation import CALLED, CALLED_OFF, LEFT, tell_member, told_of
from workshops.models import Committee

WHEN_AND_WHERE = ("starts_at", "ends_at", "place", "link", "name")


@transaction.atomic
def plan_sitting(committee: Committee, *, by: Any, at: datetime, **fields: Any) -> Sitting:
    insist(rules.plan(by, committee))
    sitting = Sitting.objects.create(committee=committee, revised_at=at, **fields)
    record("plan sitting", sitting, by=by, at=at)
    return sitting


@transaction.atomic
def edit_sitting(sitting: Sitting, *, by: Any, at: datetime, **fields: Any) -> Sitting:
    """A new time or place after the members were called raises the sequence, so that their calendars follow."""
    locked = Sitting.objects.select_for_update(of=("self",)).for_page().get(pk=sitting.pk)
    insist(rules.arrange(by, locked))
    moved = any(getattr(locked, name) != fields.get(name, getattr(locked, name)) for name in WHEN_AND_WHERE)
    for name, value in fields.items():
        setattr(locked, name, value)
    if moved:
        locked.revised_at = at
        locked.sequence += 1 if locked.called_at else 0
    locked.save()
    record("edit sitting", locked, by=by, at=at)
    return locked


@transaction.atomic
def call_members(sitting: Sitting, *, by: Any, at: datetime) -> tuple[int, list[str]]:
    """A letter with a calendar file to every member and the secretary, and one to who was called before and is a
    member no more. Returns how many were written to members, and a sentence for each that could not be.
    """
    locked = Sitting.objects.select_for_update(of=("self",)).for_page().get(pk=sitting.pk)
    insist(rules.call(by, locked))
    people = _people(locked)
    written, faults = _write(CALLED, locked, people, by=by, at=at)
    here = {person.pk for person in people}
    gone = [each.person for each in told_of(locked).values() if each.person_id not in here]
    _write(LEFT, locked, gone, by=by, at=at)
    locked.called_at = at
    locked.save(update_fields=["called_at"])
    record("call sitting", locked, by=by, at=at, letters=written)
    return written, faults


@transaction.atomic
def call_off(sitting: Sitting, *, by: Any, at: datetime) -> None:
    """The sitting is gone; who was called is told, and her calendar too."""
    locked = Sitting.objects.select_for_update(of=("self",)).for_page().get(pk=sitting.pk)
    insist(rules.call(by, locked))
    if locked.called_at:
        _write(CALLED_OFF, locked, _people(locked), by=by, at=at)
    record("call off sitting", locked, by=by, at=at, name=locked.name)
    locked.delete()


def _people(sitting: Sitting) -> list[Any]:
    """The members, and who keeps the minutes."""
    people = members_of(sitting)
    if sitting.secretary and sitting.secretary not in people:
        people.append(sitting.secretary)
    return people


def _write(kind: str, sitting: Sitting, people: list[Any], *, by: Any, at: datetime) -> tuple[int, list[str]]:
    written, faults = 0, []
    for person in people:
        try:
            tell_member(kind, sitting, person, by=by, at=at)
            written += 1
        except Refused as refused:
            faults.append(str(refused.refusal))
    return written, faults
