"""A joint text was changed: consents to what it was hold no more, and who gave them is told."""

from datetime import datetime
from typing import Any

from audit.actions import record
from proposals.joining import letters as merge_letters
from proposals.lifecycle import State
from proposals.models import MergeSide, Proposal


def void(joint: Proposal, *, by: Any, at: datetime) -> None:
    """Call it inside the transaction that keeps the new text."""
    rows = MergeSide.objects.filter(offer__joint=joint, is_open=True, consented_to__isnull=False)
    for side in rows.select_related("offer", "proposal__proposer", "proposal__call__meeting"):
        record("void consent", side.offer, by=by, at=at, version=side.consented_to, side=side.proposal.code)
        side.consented_to, side.consented_at, side.voided_at, side.voided_by = None, None, at, by
        side.save(update_fields=["consented_to", "consented_at", "voided_at", "voided_by"])
        if side.proposal.proposer_id != by.pk:
            merge_letters.voided(side, by=by, at=at)


def standing_consents(joint: Proposal) -> str:
    """Who has consented to the joint text as it is, in a sentence for who is about to change it; empty for nobody."""
    if joint.state != State.JOINT:
        return ""
    rows = MergeSide.objects.filter(offer__joint=joint, is_open=True, consented_to=joint.version)
    who = [str(side.proposal.proposer) for side in rows.select_related("proposal__proposer")]
    return f"{' and '.join(who)}: the first word you change voids it, and a letter says so." if who else ""
