"""Offers to make one proposal of two, for their two proposers."""

from typing import Any

from django.urls import reverse

from dashboard.waiting import Section, Waiting, section
from proposals.models import MergeOffer
from proposals.reading import with_submitted_titles


def joining(person: Any) -> Section | None:
    offers = list(MergeOffer.objects.visible_to(person).running().for_page())
    if not offers:
        return None
    with_submitted_titles(side.proposal for offer in offers for side in offer.sides.all())
    return section(
        "joining",
        "One proposal of two?",
        [_row(offer, person) for offer in offers],
        url=reverse("proposal_list"),
        link="All your proposals",
        empty="",
    )


def _row(offer: MergeOffer, person: Any) -> Waiting:
    mine = offer.side_of(person)
    theirs = next(side for side in offer.sides.all() if side is not mine)
    what, is_hers = _what(offer, mine, theirs)
    whose = "Yours" if is_hers else f"{theirs.proposal.proposer}’s"
    return Waiting(str(offer), what, reverse("merge_offer", args=[offer.code]), whose)


def _what(offer: MergeOffer, mine: Any, theirs: Any) -> tuple[str, bool]:
    """What comes next, and whether it is her turn."""
    if not mine.willing_at:
        return "The society suggests that they become one. Agree to draft a joint text, or withdraw.", True
    if not theirs.willing_at:
        return "You are willing to draft a joint text; the other proposer has not answered yet.", False
    if offer.joint is None:
        return "Both of you are willing to draft: begin the joint text.", True
    if mine.consents:
        return "You consent to the joint text; the other proposer does not yet.", False
    return "Write the joint text together, and consent to it.", True
