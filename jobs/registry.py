"""Handlers by kind. A floor registers its own in its tasks.py; jobs knows none of them by name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jobs.running import Run

Handler = Callable[["Run"], dict | None]


@dataclass(frozen=True)
class Kind:
    """`queue` is quick (mail, notices) or long (plans, books); `attempts` counts the first try."""

    name: str
    queue: str
    attempts: int
    title: str
    handler: Handler


KINDS: dict[str, Kind] = {}


def handles(name: str, *, queue: str, attempts: int = 3, title: str = "") -> Callable[[Handler], Handler]:
    """Register a function as the handler of a kind. It gets a Run and returns the job's result or None.

    `title` is what the job's page is called ("Print the program"). A handler must be idempotent: after a
    killed worker it is run again from the start, `attempts` times in all.
    """

    def register(handler: Handler) -> Handler:
        KINDS[name] = Kind(name, queue, attempts, title or name.replace(".", ": "), handler)
        return handler

    return register


def title_of(name: str) -> str:
    """What a job of this kind is called, also when a later release no longer knows the kind."""
    return KINDS[name].title if name in KINDS else name
