"""What the rules look at: people as far as they can be recognized, and proposals with their people. Plain Python."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property


@dataclass(frozen=True)
class Who:
    """A person, or somebody of whom only a name or an address is known. Addresses are lower case, proved or not."""

    key: int | None = None
    given: str = ""
    family: str = ""
    addresses: frozenset[str] = frozenset()
    orcid: str = ""
    affiliations: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}".strip() or next(iter(sorted(self.addresses)), "somebody")

    @cached_property
    def marks(self) -> frozenset[tuple[str, str]]:
        """What belongs to nobody else; two who share one are one person."""
        found = {("address", each) for each in self.addresses}
        if self.key:
            found.add(("account", str(self.key)))
        if self.orcid:
            found.add(("ORCID iD", self.orcid))
        return frozenset(found)


@dataclass(frozen=True)
class Part:
    """Somebody in a proposal. `words` say as what; whoever proposes or chairs it organizes it."""

    who: Who
    words: str
    organizes: bool


@dataclass(frozen=True)
class Case:
    """A proposal with everybody in it, also those of what it took in. `year` is its meeting's."""

    key: int
    title: str
    meeting: int
    year: int
    form: int
    topics: frozenset[int]
    competes: bool
    proposer: int
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Declared:
    case: int
    reader: int
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Tied:
    """A declared tie, from either end: `words` say what the one is to the other."""

    one: Who
    other: Who
    words: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Paper:
    """A publication that a reader, or somebody in a proposal (`of`, by account), has pasted; authors as typed."""

    of: int
    title: str
    year: int
    authors: tuple[str, ...]


@dataclass(frozen=True)
class Stated:
    """What a member is asked to disclose for a meeting that lets nobody read without: when she stated it (None: not
    yet), of how many months, and the companies with which a relation still stands in the way.
    """

    on: date | None
    months: int
    companies: tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    """`cases` are asked about, `elsewhere` are the other proposals in which one of the readers is named, of this
    meeting and of those before. `wholes` is {institution: those it is part of}, as institutions.compared writes them;
    `stated` is by meeting and reader, only for those who are asked.
    """

    readers: Mapping[int, Who]
    cases: Mapping[int, Case]
    elsewhere: tuple[Case, ...] = ()
    declared: tuple[Declared, ...] = ()
    ties: tuple[Tied, ...] = ()
    wholes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    stated: Mapping[tuple[int, int], Stated] = field(default_factory=dict)
    papers: tuple[Paper, ...] = ()
    today: date = date.min
