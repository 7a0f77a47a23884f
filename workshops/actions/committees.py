"""Verbs on who serves: committees and their seats."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.models import Person
from people.refusal import insist
from workshops import rules, telling
from workshops.actions import writing
from workshops.models import Committee, Meeting, Right, Seat


def add_committee(meeting: Meeting, *, name: str, by: Any, at: datetime, **fields: Any) -> Committee:
    """A committee, last in order."""
    fields.setdefault("slug", writing.free_slug(meeting.committees.all(), name))
    fields.setdefault("order", writing.last_place(meeting.committees.all()))
    return writing.add("add_committee", Committee(meeting=meeting, name=name, **fields), by=by, at=at)


def edit_committee(committee: Committee, *, by: Any, at: datetime, **changes: Any) -> Committee:
    return writing.edit("edit_committee", committee, changes, by=by, at=at)


def remove_committee(committee: Committee, *, by: Any, at: datetime) -> None:
    """With its seats. Refused once it has a stage of review."""
    writing.remove("remove_committee", committee, by=by, at=at)


@transaction.atomic
def give_seat(
    committee: Committee,
    *,
    person: Person,
    by: Any,
    at: datetime,
    title: str = "Member",
    rights: Iterable[str] = (Right.REVIEW,),
    begins_on: date | None = None,
    ends_on: date | None = None,
) -> Seat:
    """Seat a person with exactly these rights for this term; whoever sits there already gets them instead of hers."""
    insist(rules.set_up(by))
    given = {Right(right) for right in rights}
    seat = put_in_seat(committee, person, title, given, begins_on=begins_on, ends_on=ends_on)
    told = {"person": person.pk, "title": title, "rights": sorted(right.value for right in given)}
    told |= {"begins_on": writing.plain(begins_on), "ends_on": writing.plain(ends_on)}
    record("give_seat", committee, by=by, at=at, name=str(seat), **told)
    return seat


def put_in_seat(
    committee: Committee,
    person: Person,
    title: str,
    given: Collection[Right],
    *,
    begins_on: date | None,
    ends_on: date | None,
) -> Seat:
    """Write the seat down, for actions that have looked whether it may be given."""
    seat = Seat.objects.select_for_update().filter(committee=committee, person=person).first()
    seat = seat or Seat(committee=committee, person=person)
    seat.title, seat.begins_on, seat.ends_on = title, begins_on, ends_on
    for right in Right:
        setattr(seat, f"may_{right.value}", right in given)
    writing.check(seat)
    seat.save()
    return seat


@transaction.atomic
def seat_newcomer(committee: Committee, *, email: str, by: Any, at: datetime, **seat: Any) -> Seat:
    """Seat whoever has this address. A new person has no password: a letter tells her to sign in by a code.

    `given_name` and `family_name` are for a new person only; nobody's own words are overwritten.
    """
    insist(rules.set_up(by))
    names = {name: seat.pop(name, "") for name in ("given_name", "family_name")}
    person, is_new = Person.objects.welcome(email, **names)
    given = give_seat(committee, person=person, by=by, at=at, **seat)
    if is_new:
        record("invite", person, by=by, at=at, committee=committee.pk)
        telling.invited(given, by=by, at=at)
    return given


@transaction.atomic
def take_seat(seat: Seat, *, by: Any, at: datetime) -> None:
    """Her rights in the meeting end at once; reviews she wrote stay."""
    insist(rules.set_up(by))
    record("take_seat", seat.committee, by=by, at=at, name=str(seat), was=writing.held(seat))
    seat.delete()
