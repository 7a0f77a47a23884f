"""What goes into a decision's letter. Readers stay without a name, and in no order that could tell one."""

from django.conf import settings
from django.urls import reverse

from reviews.models import Decision, Review
from workshops.models import Call


def values_of(decision: Decision) -> dict[str, str]:
    """A value for every placeholder of the decision letters."""
    proposal = decision.proposal
    return {
        "proposer": proposal.proposer.name,
        "title": str(proposal),
        "meeting": proposal.call.meeting.name,
        "format": proposal.format.name,
        "confirm_by": confirm_by(proposal.call),
        "words": decision.to_proposer,
        "comments": comments_on(decision),
        "link": settings.SITE_ADDRESS + reverse("proposal", args=[proposal.code]),
    }


def confirm_by(call: Call) -> str:
    if call.confirm_by_on is None:
        return "as soon as you can"
    return f"by the end of {call.confirm_by_on:%-d %B %Y} ({call.zone})"


def comments_on(decision: Decision) -> str:
    """What readers of every stage wrote to the proposers, sorted by the text itself."""
    texts = {
        review.to_proposer.strip()
        for stage in decision.stage.call.stages.all()
        for review in Review.objects.counted(stage).filter(assignment__proposal=decision.proposal_id)
    }
    kept = sorted(texts - {""})
    return "\n\n".join(["What our readers wrote:", *kept]) if kept else ""
