"""What PubMed saves: its tagged format (“PubMed”, MEDLINE) and its readable one (“Abstract (text)”)."""

import re

from people.publications.entries import Entry, Listing, entry, told

TAGGED = re.compile(r"^PMID- ", re.MULTILINE)
_TAG = re.compile(r"^([A-Z]{2,4}) {0,2}- (.*)$")
NUMBERED = re.compile(r"(?:\A|\n\s*\n)\s*\d{1,3}\. (?=[^\n]{3,200}\b(?:1[89]|20)\d\d\b)")
_ASIDE = (
    "author information:",
    "collaborators:",
    "comment in",
    "comment on",
    "update of",
    "erratum in",
    "©",
    "copyright",
)


def read_tagged(text: str) -> Listing:
    """MEDLINE: four columns of tag, a hyphen, the words; what is indented goes on."""
    starts = [found.start() for found in TAGGED.finditer(text)]
    listing = Listing("PubMed (MEDLINE)")
    if before := text[: starts[0]].strip():
        listing.faults.append(f"“{told(before)}” stands before the first record (PMID), and is left out.")
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        read = _tagged(_fields(text[start:end]))
        if read.title:
            listing.entries.append(read)
        else:
            line = text.count("\n", 0, start) + 1
            listing.faults.append(f"Line {line}: this record has no title (TI), and is left out.")
    return listing


def _fields(record: str) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    last: list[str] = []
    for line in record.splitlines():
        if found := _TAG.match(line):
            last = fields.setdefault(found[1], [])
            last.append(found[2].strip())
        elif last and line.startswith("   "):
            last[-1] += f" {line.strip()}"
    return fields


def _tagged(fields: dict[str, list[str]]) -> Entry:
    def first(*tags: str) -> str:
        return next((fields[tag][0] for tag in tags if fields.get(tag)), "")

    doi = next((one for one in fields.get("LID", []) + fields.get("AID", []) if one.endswith("[doi]")), "")
    return entry(
        first("TI", "BTI"),
        first("AB"),
        fields.get("FAU") or fields.get("AU") or [],
        first("DP", "DEP"),
        first("JT", "TA"),
        doi.removesuffix("[doi]").strip(),
    )


def read_numbered(text: str) -> Listing:
    """“1. Blood. 2024 …”: paragraphs in the order journal, title, authors, asides, abstract, identifiers."""
    starts = [found.end() for found in NUMBERED.finditer(text)]
    listing = Listing("PubMed (Abstract)")
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        parts = [" ".join(part.split()) for part in re.split(r"\n\s*\n", text[start:end]) if part.strip()]
        if len(parts) > 1:
            listing.entries.append(_numbered(parts))
        else:
            listing.faults.append(f"“{told(text[start:end])}” names no title, and is left out.")
    return listing


def _numbered(parts: list[str]) -> Entry:
    journal, title, *rest = parts
    authors = rest.pop(0) if rest and re.search(r"\w\(\d|\w\.$", rest[0]) and len(rest[0]) < 3000 else ""
    words = [
        part for part in rest if not part.lower().startswith(_ASIDE) and not re.match(r"(DOI|PMID|PMCID):", part)
    ]
    ends = " ".join(part for part in rest if part.startswith("DOI:"))
    names = [re.sub(r"\(\d+\)", "", name) for name in authors.rstrip(".").split(", ")] if authors else []
    venue = journal.partition(". ")[0]
    return entry(title, "\n\n".join(words), names, journal, venue, ends or journal)
