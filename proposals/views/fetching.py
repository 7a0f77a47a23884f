"""How this floor's pages find their things: through what the reader may see, or not at all."""

from django.shortcuts import get_object_or_404

from proposals.models import Proposal
from workshops.models import Call


def proposal_for(person, code: str) -> Proposal:
    rows = Proposal.objects.visible_to(person).select_related("call__meeting", "format", "proposer")
    return get_object_or_404(rows, code=code)


def call_for(person, meeting: str, call: str) -> Call:
    rows = Call.objects.visible_to(person).select_related("meeting")
    return get_object_or_404(rows, meeting__slug=meeting, slug=call)
