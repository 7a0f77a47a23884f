"""Which proposals of a call a person reads, for pages beside the review: staff, whoever leads or decides, readers."""

from typing import Any

from django.db.models import Q
from django.urls import reverse

from proposals.lineage import named_in
from proposals.models import Proposal
from proposals.reading import handed_in
from reviews.merges import known_to
from reviews.models import Assignment, Stage
from reviews.models.conflict import hidden_from
from workshops.models import Call


def read_by(person: Any, call: Call) -> Any:
    """Without those in which she has a conflict."""
    if person.is_staff:
        return known_to(person, call)
    stages = Stage.objects.overseen_by(person).filter(call=call)
    keys = {key for stage in stages for key in stage.proposals_for(person).values_list("pk", flat=True)}
    keys |= set(Assignment.objects.visible_to(person).filter(stage__call=call).values_list("proposal", flat=True))
    rows = Proposal.objects.filter(call=call).submitted().exclude(pk__in=hidden_from(person))
    return rows.filter(Q(pk__in=keys))


def lines_of(proposal: Proposal, person: Any) -> dict[str, Any]:
    """What templates/reviews/_lineage.html shows: earlier editions that are proposals here."""
    call = proposal.call
    return {
        "earlier_known": named_in(handed_in([proposal])[proposal.pk], hidden_from(person)),
        "lineage_url": reverse("lineage", args=[call.meeting.slug, call.slug, proposal.code]),
    }
