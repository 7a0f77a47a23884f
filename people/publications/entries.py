"""What was read of a list of publications, whatever it was written in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from rendering.text import one_line, plain

TITLE, ABSTRACT, NAME, VENUE = 500, 8000, 120, 300
MOST_AUTHORS = 400
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")


@dataclass(frozen=True)
class Entry:
    """`authors` as one speaks a name: given name first."""

    title: str
    abstract: str = ""
    authors: tuple[str, ...] = ()
    year: int | None = None
    venue: str = ""
    doi: str = ""


@dataclass(frozen=True)
class Listing:
    """`kind` is what the text was taken for; `faults` are sentences about what was not read."""

    kind: str
    entries: list[Entry] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def entry(title: str, abstract: str, authors: Iterable[str], year: str, venue: str, doi: str) -> Entry:
    """An entry with its texts tidied and within what a table holds."""
    names = [spoken(one_line(name))[:NAME] for name in authors]
    return Entry(
        one_line(title).rstrip(".")[:TITLE],
        plain(abstract).strip()[:ABSTRACT],
        tuple(name for name in names if name)[:MOST_AUTHORS],
        year_in(year),
        one_line(venue)[:VENUE],
        doi_in(doi),
    )


def spoken(name: str) -> str:
    """“Doe, Jane” as “Jane Doe”; another form stays."""
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family.strip()}".strip() if comma and "," not in given else name


def year_in(text: str) -> int | None:
    found = _YEAR.search(text)
    return int(found[0]) if found else None


def doi_in(text: str) -> str:
    """The identifier alone, in lower case, of an address or with a label before it; nothing where there is none."""
    found = _DOI.search(text)
    return found[0].rstrip(".,;)]").lower()[:200] if found else ""


def told(text: str) -> str:
    """The beginning of a text, to be quoted in a sentence about it."""
    line = one_line(text)
    return line if len(line) <= 60 else f"{line[:59]}…"
