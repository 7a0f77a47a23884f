"""Workshops that continue each other over the years, with what is known of each: its decision, who came, what came of
it. For committees and staff; a decision that was not told yet is none.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from proposals.content import Content
from proposals.lifecycle import State
from proposals.models import EarlierEdition, Proposal
from proposals.reading import with_submitted_titles

TOLD = {
    State.ACCEPTED: "Accepted",
    State.CONFIRMED: "Accepted and confirmed",
    State.WAITLISTED: "On the waiting list",
    State.DECLINED: "Not accepted",
    State.WITHDRAWN: "Withdrawn",
    State.CANCELLED: "Cancelled",
    State.MERGED: "Merged into another",
}
"""What a state says to those outside; the other states say nothing of a decision."""


@dataclass(frozen=True)
class Known:
    """One edition. `report` and `attendance` are the society's own record."""

    proposal: Proposal
    title: str
    year: int
    meeting: str
    decision: str
    attendance: int | None
    report: str


def linkable(person: Any, proposal: Proposal, at: datetime) -> QuerySet[Proposal]:
    """What she may name as an earlier edition of this one: her own that were handed in for an earlier meeting, and
    what took place in public.
    """
    held = Q(state=State.CONFIRMED, call__meeting__is_public=True, call__meeting__ends_on__lt=at.date())
    hers = Proposal.objects.of(person).order_by().values("pk")
    earlier = Proposal.objects.submitted().filter(call__meeting__starts_on__lt=proposal.call.meeting.starts_on)
    return earlier.filter(held | Q(pk__in=hers)).select_related("call__meeting")


def named_in(content: Content, hidden: QuerySet) -> list[Known]:
    """Earlier editions that a text names and that are proposals here."""
    codes = [row.earlier for row in content.editions if row.earlier]
    return _known(Proposal.objects.filter(code__in=codes), hidden) if codes else []


def lineage_of(proposal: Proposal, hidden: QuerySet) -> list[Known]:
    """Every edition that is linked with this one, however far, by year; a constant number of queries."""
    keys = _linked(proposal.pk, _links())
    return _known(Proposal.objects.filter(pk__in=keys), hidden)


def _links() -> Iterable[tuple[int, int]]:
    """All links of the installation: a few per workshop that comes back."""
    rows = EarlierEdition.objects.filter(earlier__isnull=False, proposal__first_submitted_at__isnull=False)
    return rows.order_by().values_list("proposal", "earlier")


def _linked(start: int, links: Iterable[tuple[int, int]]) -> set[int]:
    beside: dict[int, set[int]] = defaultdict(set)
    for one, other in links:
        beside[one].add(other)
        beside[other].add(one)
    found, waiting = {start}, [start]
    while waiting:
        new = beside[waiting.pop()] - found
        found |= new
        waiting.extend(new)
    return found


def _known(rows: QuerySet[Proposal], hidden: QuerySet) -> list[Known]:
    rows = rows.submitted().exclude(pk__in=hidden).select_related("call__meeting", "edition_report")
    found = [_edition(each) for each in with_submitted_titles(rows)]
    return sorted(found, key=lambda each: (each.year, each.title))


def _edition(proposal: Proposal) -> Known:
    meeting, report = proposal.call.meeting, getattr(proposal, "edition_report", None)
    return Known(
        proposal=proposal,
        title=str(proposal),
        year=meeting.starts_on.year,
        meeting=meeting.name,
        decision=TOLD.get(State(proposal.state), ""),
        attendance=report.attendance if report else None,
        report=report.report if report else "",
    )
