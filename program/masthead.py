"""Whose pages these are, said by the storage alone, so that public pages are answered without a database.

`society.json` is a copy of the society's row. It is written when the row is saved, when a release is published, and
by each tick where it says something else.
"""

import json
from dataclasses import asdict, dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from workshops.models import Society

PLACE = "society.json"


@dataclass(frozen=True)
class Masthead:
    name: str
    accent: str
    logo_address: str = ""

    @property
    def logo(self) -> dict[str, str]:
        """As templates ask the society's row for it."""
        return {"url": self.logo_address} if self.logo_address else {}


def masthead() -> Masthead:
    """As it was written down; from the database only where it never was."""
    return _kept() or _told()


def keep_masthead() -> None:
    """Raises OSError when the storage takes nothing."""
    if (now := _told()) != _kept():
        storages["releases"].save(PLACE, ContentFile(json.dumps(asdict(now)).encode()))


def _kept() -> Masthead | None:
    try:
        with storages["releases"].open(PLACE) as file:
            return Masthead(**json.loads(file.read()))
    except (OSError, ValueError, TypeError):
        return None


def _told() -> Masthead:
    society = Society.current()
    return Masthead(society.name, society.accent, society.logo.url if society.logo else "")
