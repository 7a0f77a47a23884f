"""Name an earlier edition that is a proposal here, and write down what became of a workshop that was held."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.codes import random_code
from people.refusal import Refusal, Refused, insist
from proposals import rules
from proposals.actions.move import lock
from proposals.actions.saving import keep
from proposals.content import EditionRow, tidy
from proposals.lifecycle import State
from proposals.lineage import linkable
from proposals.models import EditionReport, Proposal
from proposals.models.proposal import RevisionKind
from proposals.reading import with_submitted_titles
from proposals.rows import content_of, write
from workshops.rules import set_up

HELD = (State.ACCEPTED, State.CONFIRMED)


@transaction.atomic
def link_edition(proposal: Proposal, earlier: Proposal, *, by: Any, at: datetime) -> Proposal:
    """Add an earlier edition to the text, by reference: one of her own, or one that took place in public."""
    locked = lock(proposal)
    insist(rules.edit(by, locked))
    if not linkable(by, locked, at).filter(pk=earlier.pk).exists():
        raise Refused(Refusal("There is no such earlier edition.", "Write it down by its title and year."))
    content = content_of(locked)
    if any(row.earlier == earlier.code for row in content.editions):
        raise Refused(Refusal("This edition is named already."))
    [told] = with_submitted_titles([earlier])
    row = EditionRow(random_code(), title=str(told), year=earlier.call.meeting.starts_on.year, earlier=earlier.code)
    content = replace(content, editions=(*content.editions, row))
    write(locked, content)
    keep(locked, content, kind=RevisionKind.SAVED, by=by, at=at)
    return locked


@transaction.atomic
def write_report(
    proposal: Proposal, *, by: Any, at: datetime, attendance: int | None = None, report: str = ""
) -> EditionReport:
    """How many came to a workshop that was held, and what came of it: staff, or (`by` None) the floor of outcomes."""
    insist(set_up(by))
    locked = lock(proposal)
    if locked.state not in HELD:
        raise Refused(Refusal(f"“{locked}” is {locked.get_state_display().lower()}: nothing became of it here."))
    values = {"attendance": attendance, "report": tidy(report), "by": by, "at": at}
    row, _ = EditionReport.objects.update_or_create(proposal=locked, defaults=values)
    record("write edition report", locked, by=by, at=at, attendance=attendance)
    return row
