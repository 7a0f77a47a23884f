"""Tell who leads a stage that a reader of it has a conflict, so that somebody else can be asked."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from letters.actions import compose
from people.models import Person
from proposals.models import Proposal
from proposals.reading import with_submitted_titles
from reviews.models import Assignment, Stage
from reviews.models.conflict import hidden_from
from workshops.models import Right


def warn(taken_off: Iterable[Assignment], person: Any, *, by: Any, at: datetime) -> None:
    """A letter each, for every assignment that was taken off her."""
    for row in taken_off:
        for leader in leaders_of(row.stage, row.proposal):
            if leader not in (person, by):
                _write(row, person, leader, by=by, at=at)


def leaders_of(stage: Stage, proposal: Proposal) -> list[Person]:
    """Who leads the stage and may know of the proposal; program staff where nobody is left."""
    chairs = Person.objects.filter(pk__in=stage.committee.seats.serving().with_right(Right.ASSIGN).people())
    found = [each for each in chairs.in_index_order() if not _is_hidden(proposal, each)]
    return found or [each for each in Person.objects.staff().in_index_order() if not _is_hidden(proposal, each)]


def _is_hidden(proposal: Proposal, person: Person) -> bool:
    return bool(hidden_from(person).filter(pk=proposal.pk).exists())


def _write(row: Assignment, person: Any, leader: Person, *, by: Any, at: datetime) -> None:
    meeting = row.stage.call.meeting
    with_submitted_titles([row.proposal])
    address = reverse("assign_proposal", args=[meeting.slug, row.stage_id, row.proposal.code])
    values = {
        "name": leader.name,
        "reader": str(person),
        "title": str(row.proposal),
        "stage": row.stage.name,
        "link": settings.SITE_ADDRESS + address,
    }
    facts = {"to": leader, "by": by, "at": at, "about": row.proposal, "hold": False}
    compose("conflict.taken_off", meeting.letter_set, values, **facts)
