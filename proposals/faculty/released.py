"""Whether a meeting's program is released, as the floor of releases says; this floor does not know it."""

from collections.abc import Callable

from workshops.models import Meeting

Tells = Callable[[Meeting], bool]
TELLERS: list[Tells] = []


def tells_release(function: Tells) -> Tells:
    """Register `function(meeting)`, called once a page."""
    if function not in TELLERS:
        TELLERS.append(function)
    return function


def is_released(meeting: Meeting) -> bool:
    return any(function(meeting) for function in TELLERS)
