"""A list of registrants, read from a sheet: what it says, and what it would change. And whether somebody is on it."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from people.models import Person
from people.refusal import Refusal
from program.models import AttendeeRules, Registrant
from rendering.sheet_reading import Read
from rendering.text import one_line
from workshops.models import Meeting

COLUMNS = {
    "email": ("email", "e-mail", "address", "mail", "e-mail address", "email address"),
    "name": ("name", "full name", "registrant", "attendee"),
    "category": ("category", "type", "registration", "registration type"),
}


@dataclass(frozen=True)
class Line:
    email: str
    name: str = ""
    category: str = ""


@dataclass(frozen=True)
class Sheet:
    """What was read. `faults` are sentences, each with its line; those lines are left out."""

    lines: list[Line]
    faults: list[str] = field(default_factory=list)


def sheet_of(rows: Sequence[Sequence[Read]]) -> Sheet:
    """A table whose first line names a column of addresses, and perhaps names and categories."""
    header = [_words(cell).casefold() for cell in rows[0]] if rows else []
    places = {
        name: next((place for place, cell in enumerate(header) if cell in known), None)
        for name, known in COLUMNS.items()
    }
    if places["email"] is None:
        return Sheet([], ["The first line names no column “email”."])
    found: dict[str, Line] = {}
    faults: list[str] = []
    for number, row in enumerate(rows[1:], start=2):
        cells = {name: _cell(row, place) for name, place in places.items()}
        if not any(cells.values()):
            continue
        email = cells["email"].lower()
        try:
            validate_email(email)
        except ValidationError:
            faults.append(f"Line {number}: “{email[:80]}” is not an e-mail address.")
            continue
        if email in found:
            faults.append(f"Line {number}: {email} is there twice; the later line counts.")
        found[email] = Line(email, cells["name"][:200], cells["category"][:80])
    return Sheet(list(found.values()), faults)


def _cell(row: Sequence[Read], place: int | None) -> str:
    return _words(row[place]) if place is not None and place < len(row) else ""


def _words(cell: Read) -> str:
    """A cell that a spreadsheet would calculate says nothing."""
    return one_line(cell).strip() if isinstance(cell, str) else ""


@dataclass(frozen=True)
class Changes:
    """What bringing a list in would do; `gone` only where it replaces the one before."""

    total: int
    new: list[Line]
    changed: list[Line]
    gone: list[str]


def changes_by(meeting: Meeting, lines: Sequence[Line], *, replace: bool) -> Changes:
    held = {each.email: Line(each.email, each.name, each.category) for each in meeting.registrants.all()}
    named = {line.email for line in lines}
    gone = sorted(held.keys() - named) if replace else []
    new = [line for line in lines if line.email not in held]
    changed = [line for line in lines if line.email in held and held[line.email] != line]
    return Changes(len(held) + len(new) - len(gone), new, changed, gone)


def known_people(lines: Sequence[Line], meeting: Meeting) -> tuple[list[Person], list[str]]:
    """The people of these addresses: with an account or registered; and a sentence for each other."""
    registrants = {each.email: each for each in meeting.registrants.filter(email__in=[line.email for line in lines])}
    found, unknown = [], []
    for line in lines:
        person = Person.objects.known(line.email)
        if person is None and line.email in registrants:
            given, _, family = registrants[line.email].name.rpartition(" ")
            person, _ = Person.objects.welcome(line.email, given_name=given[:100], family_name=family[:100])
        if person is None:
            unknown.append(f"Nobody is known by {line.email}, and it is not on the list of registrants.")
        else:
            found.append(person)
    return found, unknown


def packed(lines: Sequence[Line]) -> list[tuple[str, ...]]:
    return [astuple(line) for line in lines]


def is_registrant(person: Any, meeting: Meeting) -> bool:
    return Registrant.objects.of(person).filter(meeting=meeting).exists()


def registered(person: Any, meeting: Meeting, what: str) -> Refusal | None:
    """Nothing where the meeting asks for no registration, or she is on the list. `what` is for registrants, in words
    that begin a sentence."""
    if not AttendeeRules.of(meeting).registrants_only or is_registrant(person, meeting):
        return None
    proved = list(person.emailaddress_set.filter(verified=True).order_by("email").values_list("email", flat=True))
    address = f"no address that you have proved ({', '.join(proved)}) is" if proved else "no address of yours is"
    return Refusal(
        f"{what} is only for who is registered for {meeting}, and {address} on the list of registrants.",
        "If you registered with another address, add it to your account under “Signing in”; the list may also be "
        "some days old.",
    )
