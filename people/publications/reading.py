"""What kind of list was pasted, and what it says."""

import re

from people.publications import abstracts, bibtex, pubmed, ris
from people.publications.entries import Listing
from rendering.text import plain

MOST_CHARACTERS = 400_000
MOST = 200
_BIBTEX = re.compile(r"^\s*@\w+\s*\{", re.MULTILINE)


def read_publications(text: str) -> Listing:
    """Entries beyond the first MOST are named as left out, and one that stands there twice is read once."""
    text = plain(text)
    return _cut(_once(_read(text)))


def _read(text: str) -> Listing:
    if _BIBTEX.search(text):
        return bibtex.read_bibtex(text)
    if ris.BEGINS.search(text):
        return ris.read_ris(text)
    if pubmed.TAGGED.search(text):
        return pubmed.read_tagged(text)
    if pubmed.NUMBERED.search(text):
        return pubmed.read_numbered(text)
    return abstracts.read_abstracts(text)


def _once(listing: Listing) -> Listing:
    known: set[str] = set()
    entries = []
    for each in listing.entries:
        key = each.doi or each.title.casefold()
        if key in known:
            listing.faults.append(f"“{each.title[:60]}” is there twice; the first one counts.")
        else:
            entries.append(each)
        known.add(key)
    return Listing(listing.kind, entries, listing.faults)


def _cut(listing: Listing) -> Listing:
    if len(listing.entries) <= MOST:
        return listing
    beyond = f"Only the first {MOST} are read at a time; {len(listing.entries) - MOST} more are left out."
    return Listing(listing.kind, listing.entries[:MOST], [beyond, *listing.faults])
