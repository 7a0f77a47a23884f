"""BibTeX, as reference managers and journals give it; bibtexparser goes on after an entry that is broken."""

import logging
import re
from typing import Any

from people.publications.entries import Entry, Listing, entry, told

_KEY = re.compile(r"@(?!(?:string|comment|preamble)\b)(\w+)(\s*)\{[^\S\n]*[^,\s{}=\"]*[^\S\n]*,", re.IGNORECASE)
_VENUES = ("journal", "journaltitle", "booktitle", "publisher", "school")


def read_bibtex(text: str) -> Listing:
    import bibtexparser
    from bibtexparser.middlewares import LatexDecodingMiddleware

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # it would log what people pasted
    library = bibtexparser.parse_string(_numbered(text), append_middleware=[LatexDecodingMiddleware()])
    found, faults = [], []
    for block in library.entries:
        read = _entry({key.lower(): str(each.value) for key, each in block.fields_dict.items()})
        if read.title:
            found.append(read)
        else:
            faults.append(f"Line {block.start_line + 1}: this entry has no title, and is left out.")
    faults += [
        f"Line {block.start_line + 1}: “{told(_KEY.sub(_head, block.raw))}” is not whole BibTeX, and is left out."
        for block in library.failed_blocks
    ]
    return Listing("BibTeX", found, faults)


def _numbered(text: str) -> str:
    """With keys 1, 2, … : lists put together of several often have the same key twice, or none."""
    numbers = iter(range(1, text.count("@") + 2))
    return _KEY.sub(lambda found: f"@{found[1]}{found[2]}{{{next(numbers)},", text)


def _head(found: Any) -> str:
    return f"@{found[1]} …"


def _entry(fields: dict[str, str]) -> Entry:
    words = {key: value.replace("{", "").replace("}", "") for key, value in fields.items()}
    authors = re.split(r"\s+and\s+", words.get("author", ""))
    return entry(
        words.get("title", ""),
        words.get("abstract", ""),
        [name for name in authors if name != "others"],
        words.get("year") or words.get("date", ""),
        next((words[key] for key in _VENUES if words.get(key)), ""),
        words.get("doi") or words.get("url", ""),
    )
