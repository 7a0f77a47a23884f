"""The society's list of members as its office keeps it, read from CSV: what it says, and what it would change."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from people.models import Member
from rendering.text import one_line

COLUMNS = {
    "email": ("email", "e-mail", "address", "mail"),
    "name": ("name", "full name", "member"),
    "number": ("number", "member number", "id"),
    "until": ("until", "member until", "valid until", "expires"),
}
MOST_BYTES = 2_000_000
MOST_FAULTS = 20


@dataclass(frozen=True)
class Entry:
    email: str
    name: str = ""
    number: str = ""
    until: date | None = None


@dataclass(frozen=True)
class Sheet:
    """What was read. `faults` are sentences, each with its line; those lines are left out."""

    entries: list[Entry]
    faults: list[str] = field(default_factory=list)


def read_members(text: str) -> Sheet:
    """CSV with a header: a column of addresses, and perhaps names, numbers and dates (2027-12-31)."""
    rows = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=_delimiter(text))
    try:
        header = [one_line(cell).casefold() for cell in next(rows, [])]
        places = {
            name: next((place for place, cell in enumerate(header) if cell in known), None)
            for name, known in COLUMNS.items()
        }
        if places["email"] is None:
            return Sheet([], ["The first line names no column “email”."])
        return _entries(rows, places)
    except csv.Error as fault:
        return Sheet([], [f"This is not CSV that we can read: {fault}."])


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _entries(rows: Iterable[list[str]], places: dict[str, int | None]) -> Sheet:
    found: dict[str, Entry] = {}
    faults: list[str] = []
    for line, row in enumerate(rows, start=2):
        cells = {
            name: one_line(row[place]).strip() if place is not None and place < len(row) else ""
            for name, place in places.items()
        }
        if not any(cells.values()):
            continue
        try:
            entry = _entry(cells)
        except ValueError as fault:
            faults.append(f"Line {line}: {fault}")
            continue
        if entry.email in found:
            faults.append(f"Line {line}: {entry.email} is there twice; the later line counts.")
        found[entry.email] = entry
    return Sheet(list(found.values()), faults)


def _entry(cells: dict[str, str]) -> Entry:
    email = cells["email"].lower()
    try:
        validate_email(email)
    except ValidationError as fault:
        raise ValueError(f"“{email[:80]}” is not an e-mail address.") from fault
    try:
        until = date.fromisoformat(cells["until"]) if cells["until"] else None
    except ValueError as fault:
        raise ValueError(f"“{cells['until'][:40]}” is not a date such as 2027-12-31.") from fault
    return Entry(email, cells["name"][:200], cells["number"][:40], until)


@dataclass(frozen=True)
class Changes:
    """What loading the list would do."""

    total: int
    new: list[Entry]
    changed: list[Entry]
    gone: list[str]


def changes_by(entries: list[Entry]) -> Changes:
    """Compared with the list as it is; who is not in the new one is a member no longer."""
    held = {
        member.email: Entry(member.email, member.name, member.number, member.until) for member in Member.objects.all()
    }
    named = {entry.email for entry in entries}
    return Changes(
        len(entries),
        [entry for entry in entries if entry.email not in held],
        [entry for entry in entries if entry.email in held and held[entry.email] != entry],
        sorted(held.keys() - named),
    )
