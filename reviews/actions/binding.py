"""Keep as rows what binds for certain but is told by no column: declared ties, and second accounts of one person.

`hidden_from` stays one cheap condition; the rows are made anew whenever a tie, a text or a stage changes.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Q

from audit.actions import record
from people.models import Person
from proposals.models import Proposal
from reviews.conflicts import Finding, Kind, Reason, pairs
from reviews.models import Conflict, Tie


@transaction.atomic
def bind(proposals: Collection[Proposal], *, at: datetime, people: Collection[Any] | None = None) -> int:
    """Make the found rows of these proposals (and people; None: everybody whom they could concern) equal to what the
    rules find now. Returns how many proposals were hidden from somebody anew.
    """
    people = concerned() if people is None else people
    findings = pairs(proposals, people, at=at) if people else {}
    found = {pair: why for pair, each in findings.items() if (why := _told(each))}
    rows = Conflict.objects.select_for_update().filter(proposal__in=proposals, person__in=people)
    known = {(row.proposal_id, row.person_id): row for row in rows}
    for pair, row in known.items():
        if row.found and pair not in found:
            row.delete()
    new = [pair for pair in found if pair not in known]
    Conflict.objects.bulk_create(
        Conflict(proposal_id=proposal, person_id=person, reason=found[proposal, person], at=at, found=True)
        for proposal, person in new
    )
    for proposal, person in new:
        record("find conflict", Proposal(pk=proposal), by=None, at=at, person=person)
    return len(new)


def concerned() -> list[Person]:
    """Whoever stands at an end of a tie, and whoever has two accounts with one ORCID iD."""
    ties = Tie.objects.order_by()
    mails = ties.exclude(email="").values("email")
    ends = Q(pk__in=ties.values("person")) | Q(pk__in=ties.values("other"))
    ends |= Q(email__in=mails) | Q(emailaddress__email__in=mails)
    twins = Person.objects.order_by().exclude(orcid="").values("orcid").annotate(n=Count("pk")).filter(n__gt=1)
    return list(Person.objects.filter(ends | Q(orcid__in=twins.values("orcid"))).distinct())


def _told(finding: Finding) -> str:
    """The first certain reason that no column tells, in the words of the row; empty without one."""
    return next((reason.sentence[:300] for reason in finding.reasons if _is_kept(reason)), "")


def _is_kept(reason: Reason) -> bool:
    if reason.kind == Kind.OWN:
        return "ORCID iD" in reason.evidence
    return reason.kind == Kind.TIE and reason.binds
