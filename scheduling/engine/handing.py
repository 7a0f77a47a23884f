"""Hands the best plan over while the search goes on, so that it outlives a search that is killed."""

from collections.abc import Callable
from time import monotonic

from .problem import Placement

OnBetter = Callable[[dict[str, Placement], int, int], None]
"""Called in the caller's thread with a plan, its value and the bound so far."""
EVERY = 1.0
"""Seconds between two plans handed over."""


class Handing:
    """Keeps the newest plan until a second has passed since the last one, then hands it over."""

    def __init__(self, on_better: OnBetter | None) -> None:
        self.on_better = on_better
        self.waiting: tuple[dict[str, Placement], int, int] | None = None
        self.handed_at = float("-inf")

    def take(self, plan: dict[str, Placement], value: int, bound: int) -> None:
        self.waiting = (plan, value, bound)
        self.now_and_then()

    def now_and_then(self) -> None:
        """Asked often: hand over what waits, when it is time."""
        if self.waiting is not None and monotonic() - self.handed_at >= EVERY:
            self.at_last()

    def at_last(self) -> None:
        """Hand over what waits, however short ago the last one was."""
        if self.waiting is not None and self.on_better is not None:
            self.on_better(*self.waiting)
            self.handed_at = monotonic()
        self.waiting = None
