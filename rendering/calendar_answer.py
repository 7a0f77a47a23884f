"""What a mail program answers to an invitation (RFC 5546 REPLY, COUNTER): read from a stranger's iCalendar bytes.

Nothing here says whether it may be believed. Its work is bounded by the size of the file.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import unquote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from rendering.busy_repeats import clock_of
from rendering.calendar_lines import Component, Property, read
from rendering.calendar_values import moment
from rendering.text import one_line, plain

MOST_BYTES = 128 * 1024
LONGEST_COMMENT = 1000
_ESCAPED = re.compile(r"\\([\\;,nN])")
_CARET = re.compile(r"\^([n'^])")  # RFC 6868


class NotAnAnswer(ValueError):  # noqa: N818  it is said to a person
    """The message is a sentence about what is wrong with the calendar."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`method`, `status` (a PARTSTAT) in capitals. `attendee` and `organizer` are mail addresses in small letters.
    `stamp` is when it was given (DTSTAMP); `span` the time another one asks for, in UTC; `delegates` to whom."""

    method: str
    uid: str
    sequence: int
    stamp: datetime
    organizer: str = ""
    attendee: str = ""
    status: str = ""
    comment: str = ""
    delegates: tuple[str, ...] = ()
    span: tuple[datetime, datetime] | None = None


def method_in(body: bytes) -> str:
    """METHOD of a calendar, in capitals; empty where there is none."""
    found = re.search(rb"^METHOD:([A-Za-z]+)\s*$", body[:MOST_BYTES], re.MULTILINE | re.IGNORECASE)
    return found[1].decode().upper() if found else ""


def read_answer(body: bytes) -> Answer:
    """The one event of a calendar with a METHOD, and the one attendee in it. Raises NotAnAnswer."""
    calendar = _calendar(body)
    events = calendar.named("VEVENT")
    if not events or len({_value(each, "UID") for each in events}) > 1:
        raise NotAnAnswer("It does not speak of one event.")
    if len(events) > 1 or events[0].first("RECURRENCE-ID"):
        raise NotAnAnswer("It speaks of single days of a repeated event, which ours never are.")
    event = events[0]
    uid, stamp = _text(event, "UID"), _stamp(event)
    if not uid or stamp is None:
        raise NotAnAnswer("Its event has no UID or no DTSTAMP.")
    attendees = event.all("ATTENDEE")
    if len(attendees) > 1:
        raise NotAnAnswer("It answers for several people.")
    organizer = event.first("ORGANIZER")
    given = attendees[0] if attendees else None
    return Answer(
        method=_value(calendar, "METHOD").strip().upper(),
        uid=uid,
        sequence=_sequence(event),
        stamp=stamp,
        organizer=_address(organizer.value) if organizer else "",
        attendee=_address(given.value) if given else "",
        status=given.parameter("PARTSTAT") if given else "",
        comment=_comment(event, given),
        delegates=tuple(_address(each) for each in given.parameters.get("DELEGATED-TO", [])) if given else (),
        span=_span(event),
    )


def _comment(event: Component, given: Property | None) -> str:
    """Google writes it behind the attendee instead."""
    beside = given.parameters.get("X-RESPONSE-COMMENT", [""])[0] if given else ""
    words = _text(event, "COMMENT") or _CARET.sub(lambda match: {"n": "\n", "'": '"'}.get(match[1], "^"), beside)
    return plain(words).strip()[:LONGEST_COMMENT]


def _calendar(body: bytes) -> Component:
    if len(body) > MOST_BYTES:
        raise NotAnAnswer(f"Its calendar is larger than {MOST_BYTES // 1024} kB.")
    found, faults = read(body.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    for fault in faults:
        if fault.rule in ("RFC 5545 3.4", "RFC 5545 3.6") or "a colon and a value" in fault.sentence:
            raise NotAnAnswer(f"Its calendar cannot be read: {fault}.")
    if len(found) != 1 or found[0].name != "VCALENDAR":
        raise NotAnAnswer("It holds no calendar.")
    return found[0]


def _value(component: Component, name: str) -> str:
    found = component.first(name)
    return found.value if found else ""


def _text(component: Component, name: str) -> str:
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], _value(component, name))


def _sequence(event: Component) -> int:
    words = _value(event, "SEQUENCE").strip()
    if words and not re.fullmatch(r"\d{1,6}", words, re.ASCII):
        raise NotAnAnswer(f"Its SEQUENCE is {one_line(words)[:20]}, which is no number.")
    return int(words or 0)


def _stamp(event: Component) -> datetime | None:
    found = event.first("DTSTAMP")
    read_as = moment(found) if found else None
    return read_as.replace(tzinfo=UTC) if isinstance(read_as, datetime) else None


def _span(event: Component) -> tuple[datetime, datetime] | None:
    """From when to when, where both are clock times that we can place."""
    starts, ends = event.first("DTSTART"), event.first("DTEND")
    if starts is None or ends is None:
        return None
    try:
        return _placed(starts), _placed(ends)
    except (OverflowError, ValueError, ZoneInfoNotFoundError):
        return None


def _placed(each: Property) -> datetime:
    named = "UTC" if each.value.endswith("Z") else each.parameters.get("TZID", ["UTC"])[0]
    zone = ZoneInfo(WINDOWS_TO_OLSON.get(named, named))
    return clock_of(each.value.removesuffix("Z")).replace(tzinfo=zone).astimezone(UTC)


def _address(uri: str) -> str:
    scheme, colon, rest = uri.strip().partition(":")
    return one_line(unquote(rest)).lower()[:254] if colon and scheme.lower() == "mailto" else ""
