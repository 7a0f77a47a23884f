"""Letters to readers whose reviews are due soon, or late. Each goes once for a stage, whatever the number of reviews:
staff read the outbox, so a letter names no proposal and says no number.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from letters.actions import compose
from people.models import Person
from people.refusal import Refused
from proposals.actions.due import AT_ONCE, TOO_LATE
from reviews.actions.leaving import away
from reviews.models import Assignment, ReadingReminder, Stage
from workshops.zones import shifted, written

log = logging.getLogger(__name__)

DAYS = (3, -1, -5)
"""Days before the date at which a letter goes; below 0 after it."""
URGENT_DAYS = (1, -1)


@dataclass(frozen=True)
class Due:
    stage: Stage
    reviewer: Person
    due_at: datetime
    days: int
    own: datetime | None = None
    """Her own date, where she was asked urgently."""


def remind_readers(at: datetime) -> int:
    """Write what is due; returns how many readers were looked at. Called every minute, safe when two overlap."""
    some = list(islice(_due(at), AT_ONCE))
    for due in some:
        try:
            _look_at(due, at)
        except Refused as refused:
            log.warning("no reminder about stage %s: %s", due.stage.pk, refused.refusal)
    return len(some)


def _due(at: datetime) -> Iterator[Due]:
    reach = timedelta(days=max(map(abs, DAYS))) + TOO_LATE
    stages = Stage.objects.filter(closed_at=None, opened_at__lte=at)
    stages = stages.filter(reviews_due_at__gt=at - reach, reviews_due_at__lte=at + reach)
    for stage in stages.select_related("call__meeting__letter_set"):
        due_at, days = stage.reviews_due_at, last_moment(stage, at)
        if due_at is not None and days is not None:
            yield from (Due(stage, reader, due_at, days) for reader in _readers(stage, due_at, days, at))
    yield from _urgent(at)


def _urgent(at: datetime) -> Iterator[Due]:
    """Who was asked urgently is reminded by her own date."""
    reach = timedelta(days=max(map(abs, URGENT_DAYS))) + TOO_LATE
    rows = Assignment.objects.filter(stage__closed_at=None, due_at__gt=at - reach, due_at__lte=at + reach)
    rows = rows.standing().exclude(review__submitted_at__isnull=False).exclude(reviewer__email=None).order_by("pk")
    for row in rows.select_related("stage__call__meeting__letter_set", "reviewer"):
        due_at = row.due_at
        days = last_of(URGENT_DAYS, due_at, row.at, row.stage, at) if due_at else None
        told = {"stage": row.stage, "reviewer": row.reviewer, "due_at": due_at, "days": days}
        if (
            due_at is None
            or days is None
            or ReadingReminder.objects.filter(**told).exists()
            or away(row.reviewer, row.stage, at)
        ):
            continue
        yield Due(row.stage, row.reviewer, due_at, days, own=due_at)


def last_moment(stage: Stage, at: datetime) -> int | None:
    """The days of the last letter whose time has come; None when that is too long ago or before the stage opened."""
    due, opened_at = stage.reviews_due_at, stage.opened_at
    if due is None or opened_at is None:
        return None
    return last_of(DAYS, due, opened_at, stage, at)


def last_of(choice: tuple[int, ...], due: datetime, since: datetime, stage: Stage, at: datetime) -> int | None:
    come = [(moment, days) for days in choice if (moment := shifted(due, stage.call.zone, -days)) <= at]
    if not come:
        return None
    moment, days = max(come)
    return days if moment > max(at - TOO_LATE, since) else None


def _readers(stage: Stage, due_at: datetime, days: int, at: datetime) -> list[Person]:
    """Who has something to read there, has not been written to for this moment and is not away."""
    told = ReadingReminder.objects.filter(stage=stage, due_at=due_at, days=days).values("reviewer")
    asked = Assignment.objects.filter(stage=stage, due_at=None).standing()
    open_ones = asked.exclude(review__submitted_at__isnull=False)
    people = Person.objects.filter(pk__in=open_ones.order_by().values("reviewer")).exclude(pk__in=told)
    return [each for each in people.exclude(email="").order_by("pk") if away(each, stage, at) is None]


@transaction.atomic
def _look_at(due: Due, at: datetime) -> None:
    stage = due.stage
    told = {"stage": stage, "reviewer": due.reviewer, "due_at": due.due_at, "days": due.days}
    _, is_first = ReadingReminder.objects.get_or_create(**told, defaults={"at": at})
    if is_first and Assignment.objects.waiting_for(due.reviewer).filter(stage=stage, due_at=due.own).exists():
        kind = "reviews.due_soon" if due.days > 0 else "reviews.late"
        compose(kind, stage.call.meeting.letter_set, _values(due), to=due.reviewer, by=None, at=at, hold=False)


def _values(due: Due) -> dict[str, Any]:
    meeting = due.stage.call.meeting
    return {
        "name": due.reviewer.name,
        "stage": due.stage.name,
        "meeting": meeting.name,
        "deadline": written(due.due_at, due.stage.call.zone),
        "link": f"{settings.SITE_ADDRESS}{reverse('worklist', args=[meeting.slug])}",
    }
