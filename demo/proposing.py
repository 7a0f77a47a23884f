"""How the demo's people write their proposals: section by section, as on the pages."""

from datetime import datetime
from typing import Any

from demo.material import proposers
from demo.pieces import Piece, sections
from proposals import actions
from proposals.models import Proposal
from workshops.models import Call

PAULAS = (0, 5, 17)
"""Numbers of the workshops that Paula proposes, in either year."""


def proposer_of(story: Any, piece: Piece) -> Any:
    return story.person("paula" if piece.number in PAULAS else proposers()[piece.number].key)


def write(call: Call, piece: Piece, *, by: Any, at: datetime, only: tuple[str, ...] = ()) -> Proposal:
    """A draft with everything filled in, or with `only` some of the sections. What comes back is begun from the text
    of the year before.
    """
    earlier = Proposal.objects.get(proposer=by, title=piece.after) if piece.after else None
    form = call.formats.get(slug=piece.format)
    proposal = actions.start(call, form, by=by, at=at, from_earlier=earlier)
    base = proposal.version
    for name, changes in sections(piece, by).items():
        if not only or name in only:
            base = actions.save(proposal, name, changes, base_version=base, by=by, at=at).base
    return Proposal.objects.get(pk=proposal.pk)


def hand_in(call: Call, piece: Piece, *, by: Any, at: datetime) -> Proposal:
    return actions.submit(write(call, piece, by=by, at=at), by=by, at=at)
