"""What goes into a decision's letter. Readers stay without a name, and in no order that could tell one."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse

from proposals.models import Proposal
from proposals.reading import with_submitted_titles
from reviews.models import Condition, Decision, Outcome, Review
from reviews.verdict import points_of
from workshops.models import Call
from workshops.zones import written


def values_of(decision: Decision) -> dict[str, str]:
    """A value for every placeholder of the letter that tells this decision."""
    proposal = decision.proposal
    more = MORE.get(decision.outcome)
    return (more(decision) if more else {}) | {
        "proposer": proposal.proposer.name,
        "title": str(proposal),
        "meeting": proposal.call.meeting.name,
        "format": proposal.format.name,
        "confirm_by": confirm_by(proposal.call),
        "words": decision.to_proposer,
        "comments": quoted(proposal),
        "link": settings.SITE_ADDRESS + reverse("proposal", args=[proposal.code]),
    }


def confirm_by(call: Call) -> str:
    if call.confirm_by_on is None:
        return "as soon as you can"
    return f"by the end of {call.confirm_by_on:%-d %B %Y} ({call.zone})"


def quoted(proposal: Proposal) -> str:
    """What readers of every stage wrote to the proposers, where it goes along, sorted by the text itself."""
    texts = {
        review.to_proposer.strip()
        for stage in proposal.call.stages.all()
        for review in Review.objects.counted(stage)
        .filter(assignment__proposal=proposal)
        .select_related("assignment__stage")
        if review.goes_along
    }
    kept = sorted(texts - {""})
    return "\n\n".join(["What our readers wrote:", *kept]) if kept else ""


def _conditions(decision: Decision) -> dict[str, str]:
    rows = decision.conditions.select_related("owner")
    link = settings.SITE_ADDRESS + reverse("condition_list", args=[decision.proposal.call.meeting.slug])
    told = numbered(f"{row.text.strip()} {owed_by(row)}" for row in rows)
    return {"conditions": told, "conditions_link": link}


def owed_by(condition: Condition) -> str:
    who = f"Owed by {condition.owner}" if condition.owner else "Owed"
    return f"{who} until {condition.due_on:%-d %B %Y}."


def _points(decision: Decision) -> dict[str, str]:
    until: Any = decision.revise_by_at
    deadline = written(until, decision.proposal.call.zone)
    return {"points": numbered(points_of(decision.to_proposer)), "deadline": deadline}


def _other(decision: Decision) -> dict[str, str]:
    other: Any = decision.merge_with
    with_submitted_titles([other])
    return {"other_title": str(other)}


def numbered(texts: Iterable[str]) -> str:
    return "\n\n".join(f"{place}. {text}" for place, text in enumerate(texts, start=1))


MORE: dict[str, Callable[[Decision], dict[str, str]]] = {
    Outcome.CONDITIONS: _conditions,
    Outcome.REVISE: _points,
    Outcome.MERGE: _other,
}
"""What the letters of these outcomes say beside what all say."""
