"""Who waits, in which order. Each format has a list of its own: what becomes free is a slot of a format."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from proposals.lifecycle import State
from proposals.models import Proposal
from reviews.models import Decision, Outcome, Stage

LINE = ("proposal__format__order", "proposal__format", F("place").asc(nulls_last=True), "pk")
"""The order of the list: format by format, those without a place last."""


def queue_of(stage: Stage) -> "QuerySet[Decision]":
    """Decisions of those who wait, or will once their letter is released. `is_promoted`: decided anew, not told."""
    newer = Decision.objects.unreleased().filter(stage=stage, proposal=OuterRef("proposal"), pk__gt=OuterRef("pk"))
    waits = Q(released_at__isnull=True, proposal__state=State.IN_REVIEW) | Q(
        released_at__isnull=False, proposal__state=State.WAITLISTED
    )
    rows = stage.decisions.filter(waits, outcome=Outcome.WAITLIST).annotate(is_promoted=Exists(newer))
    return rows.order_by(*LINE)


def queue_for(stage: Stage, person: Any) -> "QuerySet[Decision]":
    """As this person sees it: nothing of what a conflict hides from her."""
    return queue_of(stage).shown_to(person)


def numbered(rows: "QuerySet[Decision]") -> "QuerySet[Decision]":
    """With `number`: its place among those that are shown of its format."""
    line = [F("place").asc(nulls_last=True), F("pk").asc()]
    return rows.annotate(number=Window(RowNumber(), partition_by=F("proposal__format"), order_by=line))


def ahead_of(stage: Stage, proposal: Proposal, person: Any) -> Proposal | None:
    """Who comes first on the list of the proposal's format, unless that is the proposal itself."""
    waiting = queue_for(stage, person).filter(proposal__format=proposal.format_id, is_promoted=False)
    first = waiting.select_related("proposal").first()
    return first.proposal if first and first.proposal_id != proposal.pk else None
