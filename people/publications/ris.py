"""RIS, which EndNote, Zotero and most journals export; read record by record, so that a broken one harms no other."""

import re
from typing import Any

from people.publications.entries import Entry, Listing, entry, told

BEGINS = re.compile(r"^TY  ?- ?", re.MULTILINE)
_TITLES = ("title", "primary_title", "short_title")
_AUTHORS = ("authors", "first_authors", "secondary_authors")
_YEARS = ("year", "publication_year", "date", "access_date")
_VENUES = ("journal_name", "alternate_title3", "secondary_title", "alternate_title2", "alternate_title1", "publisher")


def read_ris(text: str) -> Listing:
    starts = [found.start() for found in BEGINS.finditer(text)]
    listing = Listing("RIS")
    if before := text[: starts[0]].strip():
        listing.faults.append(f"“{told(before)}” stands before the first record (TY), and is left out.")
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        line = text.count("\n", 0, start) + 1
        read = _record(text[start:end])
        if read and read.title:
            listing.entries.append(read)
        else:
            listing.faults.append(f"Line {line}: this record has no title (TI or T1), and is left out.")
    return listing


def _record(text: str) -> Entry | None:
    import rispy

    body = re.split(r"^ER  ?-", text, flags=re.MULTILINE)[0]
    try:
        found = rispy.loads(f"{body.rstrip()}\nER  - \n")
    except Exception:  # whatever a parser makes of what was pasted is the same to her: this record was not read
        return None
    return _entry(found[0]) if found else None


def _entry(fields: dict[str, Any]) -> Entry:
    def first(names: tuple[str, ...]) -> Any:
        return next((fields[name] for name in names if fields.get(name)), "")

    authors = first(_AUTHORS) or []
    return entry(
        str(first(_TITLES)),
        _text(first(("abstract", "notes_abstract"))),
        authors if isinstance(authors, list) else [str(authors)],
        str(first(_YEARS)),
        _text(first(_VENUES)),
        _text(fields.get("doi", "")) or _text(fields.get("urls", "")),
    )


def _text(value: Any) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)
