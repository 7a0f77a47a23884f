"""Name who stands in for the chair with one proposal, and take that back."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from audit.actions import record
from letters.actions import compose
from people.models import Person
from people.refusal import insist
from proposals.models import Proposal
from proposals.reading import with_submitted_titles
from reviews import rules
from reviews.models import ActingChair, Stage
from workshops.models import Seat


@transaction.atomic
def name_substitute(stage: Stage, *, proposal: Proposal, person: Any, by: Any, at: datetime) -> ActingChair:
    """She assigns its readers and decides; whoever acted before does not any more. A letter tells her."""
    insist(rules.name_substitute(by, stage, proposal, person))
    ActingChair.objects.filter(stage=stage, proposal=proposal).delete()
    row = ActingChair.objects.create(stage=stage, proposal=proposal, person=person, by=by, at=at)
    record("name substitute", row, by=by, at=at, person=person.pk, proposal=proposal.pk)
    if person != by:
        _tell(row, by=by, at=at)
    return row


@transaction.atomic
def end_substitute(stage: Stage, *, proposal: Proposal, by: Any, at: datetime) -> None:
    insist(rules.lead_case(by, stage, proposal))
    for row in ActingChair.objects.select_for_update().filter(stage=stage, proposal=proposal):
        record("end substitute", row, by=by, at=at, person=row.person_id, proposal=proposal.pk)
        row.delete()


def candidates_for(stage: Stage) -> Any:
    """Whoever sits in a committee of the meeting, and program staff."""
    seats = Seat.objects.serving().filter(committee__meeting=stage.call.meeting_id)
    return Person.objects.filter(Q(pk__in=seats.people()) | Q(is_staff=True), is_active=True).in_index_order()


def _tell(row: ActingChair, *, by: Any, at: datetime) -> None:
    meeting = row.stage.call.meeting
    with_submitted_titles([row.proposal])
    address = reverse("dossier", args=[meeting.slug, row.stage_id, row.proposal.code])
    values = {
        "name": row.person.name,
        "title": str(row.proposal),
        "stage": row.stage.name,
        "link": settings.SITE_ADDRESS + address,
    }
    facts = {"to": row.person, "by": by, "at": at, "about": row.proposal, "hold": False}
    compose("conflict.substitute", meeting.letter_set, values, **facts)
