"""Look for conflicts of interest, and keep the evidence: what is new waits for a chair, what was cleared stays so."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.models import Person
from people.refusal import insist
from proposals.models import Proposal
from reviews import rules
from reviews.conflicts import Kind, Reason
from reviews.conflicts.pairs import found_between
from reviews.models import Evidence, Stage


@transaction.atomic
def look_again(stage: Stage, *, by: Any, at: datetime) -> int:
    """Over every proposal of the stage and everybody in its committee; returns how many pieces are new."""
    insist(rules.look_again(by, stage))
    new = look(list(stage.all_proposals()), list(members_of(stage)), at=at)
    stage.looked_at = at
    stage.save(update_fields=["looked_at"])
    record("look for conflicts", stage, by=by, at=at)
    return new


@transaction.atomic
def look(proposals: Collection[Proposal], people: Collection[Any], *, at: datetime) -> int:
    """Make the evidence about these proposals and people equal to what the rules find now, but for disclosures that
    are missing: those are no news about a proposal.
    """
    rows = Evidence.objects.select_for_update().filter(proposal__in=proposals, person__in=people)
    known = {(row.proposal_id, row.person_id, row.mark): row for row in rows}
    found = {
        (*pair, reason.mark): reason
        for pair, reasons in found_between(proposals, people, at=at).items()
        for reason in reasons
        if reason.kind != Kind.DISCLOSURE
    }
    changed = [row for key, row in known.items() if row.is_current != (key in found)]
    for row in changed:
        row.is_current = not row.is_current
    Evidence.objects.bulk_update(changed, ["is_current"], batch_size=500)
    new = [evidence_of(key[0], key[1], reason, at) for key, reason in found.items() if key not in known]
    Evidence.objects.bulk_create(new, batch_size=500)
    return len(new)


def evidence_of(proposal: int, person: int, reason: Reason, at: datetime) -> Evidence:
    return Evidence(
        proposal_id=proposal,
        person_id=person,
        kind=reason.kind,
        sentence=reason.sentence[:2000],
        values=list(reason.evidence),
        binds=reason.binds,
        may_clear=reason.may_clear,
        through_id=reason.through,
        mark=reason.mark,
        found_at=at,
    )


def members_of(stage: Stage) -> Any:
    """Everybody who sits in the committee, in the order of an index."""
    return Person.objects.filter(pk__in=stage.committee.seats.serving().people()).in_index_order()
