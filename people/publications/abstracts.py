"""Abstracts as they are copied from a paper: each with its title on a line before it."""

import re

from people.publications.entries import Entry, Listing, entry, told

LONGEST_TITLE = 300
FEWEST_WORDS = 12
"""Fewer words are no abstract: a title without one, or a heading that went along."""
_RULE = re.compile(r"\n[ \t]*[-=*_]{3,}[ \t]*\n")


def read_abstracts(text: str) -> Listing:
    """Pieces stand between lines of dashes where there are any. Otherwise a line that is short and no sentence begins
    a new one, and what follows up to the next such line is its abstract.
    """
    pieces = _RULE.split(text) if _RULE.search(text) else _by_titles(text)
    listing = Listing("abstracts")
    for piece in pieces:
        title, _, abstract = piece.strip().partition("\n")
        if title and not abstract and len(title) > LONGEST_TITLE:
            title, abstract = _first_sentence(title)
        if not title:
            continue
        if not abstract and len(title.split()) < 3:
            listing.faults.append(f"“{told(title)}” is too short for a title, and is left out.")
        else:
            listing.entries.append(_entry(title, abstract))
    return listing


def _entry(title: str, abstract: str) -> Entry:
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", abstract)]
    return entry(title, "\n\n".join(part for part in paragraphs if part), (), "", "", "")


def _by_titles(text: str) -> list[str]:
    pieces: list[str] = []
    for block in re.split(r"\n\s*\n", text):
        lines = block.strip().splitlines()
        if not lines:
            continue
        if pieces and not _begins(lines):
            pieces[-1] += f"\n\n{block.strip()}"
        else:
            pieces.append(block.strip())
    return pieces


def _begins(lines: list[str]) -> bool:
    """Whether a block begins with a title: a short line that is no sentence, and is not a label such as “Methods”."""
    first = lines[0].strip()
    return len(first) <= LONGEST_TITLE and len(first.split()) >= 3 and not first.endswith((".", ":", ";"))


def _first_sentence(text: str) -> tuple[str, str]:
    sentence, stop, rest = text.partition(". ")
    return (sentence, rest) if stop and len(sentence) <= LONGEST_TITLE else (text[:LONGEST_TITLE], text)
