"""A table of sessions, as our own program.csv: a row for each, with the columns named in its first line."""

import csv
import io
import re
from datetime import timedelta

from program.exchange.assembling import Assembled, assemble
from program.exchange.clock import moment_of
from program.exchange.faults import Fault, Unreadable
from program.exchange.reading import Event, Named, Reading
from proposals.models.faculty import Role
from rendering.text import one_line

NEEDED = ("Title", "Room", "Starts (UTC)", "Ends (UTC)")
_ROLE = re.compile(r"(.*\S)\s*\((\w+)\)\Z")


def read(body: bytes, wish: str = "") -> Assembled:
    """The program a table holds. Raises Unreadable, with every fault, when it cannot be used."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(Fault("", "The file is not UTF-8. Save it as “CSV UTF-8”.")) from None
    rows = csv.DictReader(io.StringIO(text, newline=""))
    missing = [name for name in NEEDED if name not in (rows.fieldnames or ())]
    if missing:
        raise Unreadable(Fault("line 1", f"The columns {', '.join(missing)} are missing."))
    try:
        lines = [(rows.line_num, row) for row in rows if not _say(row, "Cancelled")]
    except csv.Error as fault:
        raise Unreadable(Fault(f"line {rows.line_num}", f"It is not a line of a table: {fault}.")) from None
    zone = next((said for _, row in lines if (said := _say(row, "Zone"))), "")
    return assemble(Reading("", "", "", zone, [_event(line, row) for line, row in lines]), wish)


def _event(line: int, row: dict) -> Event:
    title = _say(row, "Title")
    return Event(
        where=f"line {line} “{title[:60]}”",
        external_id=_say(row, "Code"),
        title=title,
        room=_say(row, "Room"),
        minutes=_minutes(_say(row, "Starts (UTC)"), _say(row, "Ends (UTC)")),
        moment=_utc(_say(row, "Starts (UTC)")),
        topics=tuple(_parts(_say(row, "Topics"))),
        format=_say(row, "Format"),
        people=[_named(part) for part in _parts(_say(row, "People"))],
    )


def _named(words: str) -> Named:
    """Felix Fuchs (chair); a role that we do not have is part of the name."""
    match = _ROLE.match(words)
    return Named("", match[1], match[2]) if match and match[2] in Role.values else Named("", words)


def _parts(words: str) -> list[str]:
    return [part for each in words.split(";") if (part := each.strip())]


def _say(row: dict, name: str) -> str:
    """A cell, without the apostrophe that keeps spreadsheets from calculating it."""
    words = row.get(name)
    return re.sub(r"^'(?=\s*[=+\-@＝＋－＠])", "", one_line(words)) if isinstance(words, str) else ""


def _utc(words: str) -> str:
    moment = moment_of(words)
    return f"{words}+00:00" if moment and moment.tzinfo is None else words


def _minutes(starts: str, ends: str) -> int | None:
    begin, end = (moment_of(_utc(words)) for words in (starts, ends))
    return int((end - begin) / timedelta(minutes=1)) if begin and end and end > begin else None
