"""Who said yes to the time of a proposal's session, as the floor of programs knows it; this floor does not."""

from collections.abc import Callable, Mapping

from proposals.models import Proposal

Tells = Callable[[Proposal], Mapping[str, str]]
TELLERS: list[Tells] = []


def tells_attendance(function: Tells) -> Tells:
    """Register `function(proposal)`, which gives {address: sentence}; called once a page."""
    if function not in TELLERS:
        TELLERS.append(function)
    return function


def attendance_of(proposal: Proposal) -> dict[str, str]:
    return {address: sentence for function in TELLERS for address, sentence in function(proposal).items()}
