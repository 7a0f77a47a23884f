"""What stands around a proposal when it is judged: frozen facts, plain Python, nothing asked of the database.

`proposals.judging.looking` fetches them, in a number of queries that does not depend on how many proposals are
judged.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

NOTHING: Mapping = MappingProxyType({})


class Around(StrEnum):
    """What a kind of rule may ask for beside the text."""

    OTHERS = "others"
    ANSWERS = "answers"
    EDITIONS = "editions"
    MEMBERS = "members"


@dataclass(frozen=True)
class Elsewhere:
    """A person's part in another proposal of the call: `roles` she has there, and how many `talks` she gives."""

    code: str
    title: str
    roles: tuple[str, ...]
    talks: int


@dataclass(frozen=True)
class Edition:
    """An earlier proposal here. `held`: it took place; `chairs` are the addresses of who chaired it."""

    year: int
    held: bool
    chairs: frozenset[str]


@dataclass(frozen=True)
class Surroundings:
    """`year` is the meeting's. `names_others`: the reader may know which other proposal somebody is named in.

    `confirmed` are keys of faculty rows that said yes, `elsewhere` is by address, `editions` by the code of the
    earlier proposal, `members` are addresses. Addresses are folded for case everywhere.
    """

    year: int = 0
    names_others: bool = False
    confirmed: frozenset[str] = frozenset()
    elsewhere: Mapping[str, tuple[Elsewhere, ...]] = field(default_factory=lambda: NOTHING)
    editions: Mapping[str, Edition] = field(default_factory=lambda: NOTHING)
    members: frozenset[str] = frozenset()


def folded(address: str) -> str:
    """An address as it is compared."""
    return address.strip().casefold()
