"""A member says when she is away."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.models import Person
from people.refusal import Refusal, Refused
from reviews.models import Leave

MOST = 20


def today(stage: Any, at: datetime) -> date:
    """The day by the clock of the meeting."""
    return at.astimezone(stage.call.meeting.tz).date()


def away(person: Person, stage: Any, at: datetime) -> Refusal | None:
    """Why nothing is asked of her now, or nothing."""
    leave = Leave.objects.of(person).on(today(stage, at)).order_by("-ends_on").first()
    if leave is None:
        return None
    until = f"{leave.ends_on.day} {leave.ends_on:%B %Y}"
    return Refusal(f"{person} is away until {until}.", "Ask somebody else, or come back to it after that day.")


@transaction.atomic
def be_away(*, begins_on: date, ends_on: date, by: Any, at: datetime) -> Leave:
    Person.objects.select_for_update().get(pk=by.pk)
    if Leave.objects.of(by).count() >= MOST:
        raise Refused(Refusal(f"At most {MOST} leaves are kept.", "Remove one that has passed."))
    leave, is_new = Leave.objects.get_or_create(person=by, begins_on=begins_on, ends_on=ends_on)
    if is_new:
        record("be away", leave, by=by, at=at)
    return leave


@transaction.atomic
def be_back(leave: Leave, *, by: Any, at: datetime) -> None:
    record("be back", leave, by=by, at=at)
    leave.delete()
