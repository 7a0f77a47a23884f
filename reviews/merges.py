"""What staff and chairs see of merges: which proposals could be one, and how far each offer has come. Never a word of
a joint text before it is the proposal's own.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from proposals.lifecycle import Verb, transition
from proposals.models import MergeOffer, MergeSide, Proposal
from proposals.reading import with_submitted_titles
from reviews.models import Stage
from reviews.models.conflict import hidden_from
from workshops.models import Call


def arranged_by(person: Any) -> Any:
    """Calls in which she suggests merges: all for program staff, else those of which she leads a stage."""
    leads = Stage.objects.led_by(person).filter(call=OuterRef("pk"))
    return Call.objects.all() if person.is_staff else Call.objects.filter(Exists(leads))


def known_to(person: Any, call: Call) -> Any:
    """Proposals of the call that she may know of: staff every one that was handed in, a chair those of her stages."""
    rows = Proposal.objects.filter(call=call).submitted().exclude(pk__in=hidden_from(person))
    if person.is_staff:
        return rows
    hers = Q()
    for stage in Stage.objects.led_by(person).filter(call=call):
        judged = stage.proposals_for(person).order_by().values("pk")
        hers |= Q(pk__in=judged) | Q(merged_into__in=judged)
    return rows.filter(hers) if hers else rows.none()


def mergeable(person: Any, call: Call) -> Any:
    """Those that could become one with another now."""
    row = transition(Verb.MERGE, "submitted")
    return known_to(person, call).filter(state__in=row.sources).order_by("title", "pk")


def offers_in(person: Any, call: Call) -> Any:
    """Offers of which she may know both sides."""
    known = known_to(person, call).order_by().values("pk")
    unknown = MergeSide.objects.filter(proposal__call=call).exclude(proposal__in=known)
    rows = MergeOffer.objects.filter(sides__proposal__call=call).exclude(pk__in=unknown.values("offer"))
    return rows.distinct().for_page()


def told(offers: Any) -> list[MergeOffer]:
    """With the titles that were handed in; the same number of queries for one and for many."""
    rows = list(offers)
    with_submitted_titles(side.proposal for offer in rows for side in offer.sides.all())
    return rows


def phase(offer: MergeOffer) -> str:
    """How far it has come, in words."""
    sides = list(offer.sides.all())
    if not offer.is_running:
        return offer.get_end_display()
    if offer.joint_id:
        count = sum(side.consented_at is not None for side in sides)
        return f"A joint text is drafted; {count} of 2 consent"
    willing = [str(side.proposal.proposer) for side in sides if side.willing_at]
    return f"Willing to draft: {', '.join(willing)}" if willing else "Suggested; nobody has answered yet"
