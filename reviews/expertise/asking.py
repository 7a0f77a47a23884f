"""Of which proposals a member is asked whether she can judge them."""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from proposals.lifecycle import State
from proposals.models import Proposal
from reviews.models import Stage
from workshops.models import Meeting, Seat


def asked_about(person: Any, meeting: Meeting) -> Any:
    """Those in review in open stages where she reviews, without those hidden from her. One query for the stages, of
    which there are few.
    """
    seats = Seat.objects.filter(committee=OuterRef("committee"), person=person.pk, may_review=True)
    stages = Stage.objects.filter(
        Exists(seats), call__meeting=meeting, opened_at__isnull=False, closed_at__isnull=True
    )
    wanted = Q(pk__in=[])
    for stage in stages:
        wanted |= Q(pk__in=stage.proposals_for(person).order_by().values("pk"))
    return Proposal.objects.filter(wanted, state=State.IN_REVIEW)
