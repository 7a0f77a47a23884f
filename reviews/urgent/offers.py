"""Where somebody is missing, a link to ask somebody else."""

from datetime import datetime
from typing import Any

from proposals.models import Proposal
from reviews.models import Stage
from reviews.offers import address
from reviews.urgent.rules import ask_for


def urgent_offers(stage: Stage, proposal: Proposal, at: datetime) -> list[dict[str, Any]]:
    """For who assigns the readers of this proposal. One query."""
    if ask_for(stage, proposal, at):
        return []
    url = address("reader_urgent", stage, code=proposal.code)
    return [{"verb": "urgent", "label": "Ask a reader at short notice", "url": url, "method": "get"}]
