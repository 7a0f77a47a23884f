"""Answer what is asked after acceptance. What is saved is handed in: staff read it, the next release prints it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from proposals.actions.move import lock
from proposals.actions.saving import Saved, keep, save
from proposals.content import LATER
from proposals.models import Proposal
from proposals.models.proposal import RevisionKind
from proposals.rows import content_of


def answer_later(
    proposal: Proposal, answers: Mapping[str, str], *, base_version: int, tab: str = "", by: Any, at: datetime
) -> Saved:
    """Raises Clash and Refused as save does. Half an answer is taken too; what is missing is told."""
    before = Proposal.objects.values_list("version", flat=True).get(pk=proposal.pk)
    saved = save(proposal, LATER, {"answers": dict(answers)}, base_version=base_version, by=by, at=at, tab=tab)
    if saved.proposal.version == before:
        return saved
    with transaction.atomic():
        now = lock(saved.proposal)
        revision = keep(now, content_of(now), kind=RevisionKind.SUBMITTED, by=by, at=at)
        record("answer_later", now, by=by, at=at, revision=revision.number)
    return Saved(now, revision.number, saved.took_in)
