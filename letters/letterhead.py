"""Whose letters these are: name, colour and sender. The floor that knows the society says so by `provide`."""

from collections.abc import Callable
from dataclasses import dataclass
from email.utils import formataddr, parseaddr

from django.conf import settings

from rendering.text import one_line


@dataclass(frozen=True)
class Letterhead:
    """`sender_address` empty: letters come from DEFAULT_FROM_EMAIL."""

    name: str
    accent: str = "#8c1d2f"
    sender_name: str = ""
    sender_address: str = ""

    @property
    def sender(self) -> str:
        """The From line; a name never breaks out of it."""
        name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
        return formataddr(
            (one_line(self.sender_name or self.name or name), self.sender_address or address), charset="utf-8"
        )


def from_settings() -> Letterhead:
    name, _ = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return Letterhead(name=name or "Convoke")


_provider: Callable[[], Letterhead] = from_settings


def provide(function: Callable[[], Letterhead]) -> None:
    """Have `function()` say whose letters these are; called at every sending."""
    global _provider
    _provider = function


def current() -> Letterhead:
    return _provider()
