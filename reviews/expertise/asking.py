"""Of which proposals a member is asked whether she can judge them."""

from typing import Any

from django.db.models import Q

from proposals.lifecycle import State
from proposals.models import Proposal
from reviews.models import Stage
from workshops.models import Meeting
from workshops.rules import seats_by_committee


def asked_about(person: Any, meeting: Meeting) -> Any:
    """Those in review in open stages where she reviews, without those hidden from her. One query for the stages, of
    which there are few.
    """
    reviews_in = [committee for committee, seat in seats_by_committee(person).items() if seat.may_review]
    stages = Stage.objects.for_page().filter(
        committee__in=reviews_in, call__meeting=meeting, opened_at__isnull=False, closed_at__isnull=True
    )
    wanted = Q(pk__in=[])
    for stage in stages:
        wanted |= Q(pk__in=stage.proposals_for(person).order_by().values("pk"))
    return Proposal.objects.filter(wanted, state=State.IN_REVIEW)
