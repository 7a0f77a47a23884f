"""What a chair makes of what was found: no conflict, with a reason, or a conflict after all (actions.conflicts)."""

from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.refusal import Refusal, Refused, insist
from proposals.models import Proposal
from reviews import rules
from reviews.actions.looking import look
from reviews.models import Evidence, Stage


@transaction.atomic
def clear(stage: Stage, *, proposal: Proposal, person: Any, reason: str, by: Any, at: datetime) -> int:
    """Call what was found between the two no conflict, as far as a chair may: of an institution that is a waiver. It
    stays so until something new is found. Returns how many pieces were cleared.
    """
    insist(rules.clear_conflict(by, stage, proposal, person))
    if not reason.strip():
        raise Refused(Refusal("Say why this is no conflict; it is kept with your name."))
    look([proposal], [person], at=at)
    rows = Evidence.objects.select_for_update().shown_to(by).filter(proposal=proposal, person=person)
    open_rows = list(rows.filter(is_current=True, cleared_at=None, may_clear=True))
    if not open_rows:
        raise Refused(nothing_to_clear(rows.filter(is_current=True, cleared_at=None).first(), person, proposal))
    for row in open_rows:
        row.cleared_at, row.cleared_by, row.cleared_reason = at, by, reason.strip()
    Evidence.objects.bulk_update(open_rows, ["cleared_at", "cleared_by", "cleared_reason"])
    detail = {"person": person.pk, "reason": reason.strip(), "evidence": [row.mark for row in open_rows]}
    record("clear conflict", proposal, by=by, at=at, **detail)
    return len(open_rows)


def nothing_to_clear(binding: Evidence | None, person: Any, proposal: Proposal) -> Refusal:
    if binding is None:
        return Refusal(f"Nothing stands between {person} and “{proposal}” any more.")
    return Refusal(f"{person} and “{proposal}”: {binding.sentence}. This is certain, and nobody can clear it.")
