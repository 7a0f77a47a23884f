"""Withhold a part of a proposal from the readers of a double-blind stage, and show it again."""

from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.refusal import Refusal, Refused, insist
from proposals.models import Proposal
from reviews import rules
from reviews.actions.stages import lock
from reviews.blindness.report import is_part
from reviews.models import Stage, WithheldPart


@transaction.atomic
def withhold(stage: Stage, *, proposal: Proposal, part: str, by: Any, at: datetime) -> WithheldPart:
    """From now on its readers and deciders see that something stands there, and not what."""
    locked = lock(stage)
    insist(rules.withhold(by, locked, proposal))
    if not is_part(part, proposal, locked):
        raise Refused(Refusal("There is no such part in this proposal."))
    made, is_new = WithheldPart.objects.get_or_create(
        stage=locked, proposal=proposal, part=part, defaults={"by": by, "at": at}
    )
    if is_new:
        record("withhold part", made, by=by, at=at, proposal=proposal.pk, part=part)
    return made


@transaction.atomic
def show_again(stage: Stage, *, proposal: Proposal, part: str, by: Any, at: datetime) -> None:
    locked = lock(stage)
    insist(rules.withhold(by, locked, proposal))
    for row in WithheldPart.objects.filter(stage=locked, proposal=proposal, part=part):
        record("show part again", row, by=by, at=at, proposal=proposal.pk, part=part)
        row.delete()
