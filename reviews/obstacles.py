"""Why a person cannot read a proposal, in words a chair can act on."""

from collections.abc import Collection
from typing import Any

from django.utils import timezone

from proposals.models import Proposal
from reviews.conflicts import State, pairs


def obstacles(
    proposals: Collection[Proposal], people: Collection[Any], *, viewer: Any = None
) -> dict[tuple[int, int], str]:
    """{(proposal, person): reason} for every pair that is blocked, also by what a proposal took in; as many queries
    whatever their number. `viewer` is who asks: she hears nothing of proposals that are hidden from her.
    """
    found = pairs(proposals, people, at=timezone.now(), viewer=viewer)
    return {pair: each.sentence for pair, each in found.items() if each.state == State.BLOCKED}
