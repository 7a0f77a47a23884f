"""What an iCalendar property may hold: its value type, its form, its words (RFC 5545 3.3, 3.8; RFC 7986)."""

import functools
import math
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from rendering.calendar_lines import Fault, Property

_TEXT = re.compile(r"(?:[^\\,;]|\\[\\;,nN])*", re.DOTALL)
_TEXT_LIST = re.compile(r"(?:[^\\;]|\\[\\;,nN])*", re.DOTALL)
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
_DURATION = re.compile(
    r"[+-]?P(?:\d+W|\d+D(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?|T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)"
)
_INTEGER = re.compile(r"[+-]?\d{1,10}", re.ASCII)
_OFFSET = re.compile(r"[+-](?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?", re.ASCII)
_FLOAT = r"[+-]?\d{1,9}(?:\.\d+)?"
_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_GEO = re.compile(rf"({_FLOAT});({_FLOAT})", re.ASCII)

# property -> the value types it may have, the default first; the section that says so
TYPES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("DTSTART", "DTEND", "RECURRENCE-ID", "DUE"), ("DATE-TIME", "DATE")),
    **dict.fromkeys(("DTSTAMP", "CREATED", "LAST-MODIFIED", "COMPLETED"), ("DATE-TIME",)),
    **dict.fromkeys(("DURATION", "REFRESH-INTERVAL"), ("DURATION",)),
    **dict.fromkeys(("SEQUENCE", "PRIORITY", "REPEAT", "PERCENT-COMPLETE"), ("INTEGER",)),
    **dict.fromkeys(("URL", "SOURCE", "CONFERENCE", "TZURL"), ("URI",)),
    **dict.fromkeys(("ATTENDEE", "ORGANIZER"), ("CAL-ADDRESS",)),
    **dict.fromkeys(("TZOFFSETFROM", "TZOFFSETTO"), ("UTC-OFFSET",)),
    **dict.fromkeys(("CATEGORIES", "RESOURCES"), ("TEXT-LIST",)),
    **dict.fromkeys(("SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT", "CONTACT", "UID", "NAME"), ("TEXT",)),
    **dict.fromkeys(("STATUS", "CLASS", "TRANSP", "RELATED-TO", "TZID", "TZNAME", "ACTION"), ("TEXT",)),
    **dict.fromkeys(("PRODID", "VERSION", "METHOD", "CALSCALE", "COLOR"), ("TEXT",)),
    "IMAGE": ("URI", "BINARY"),
    "TRIGGER": ("DURATION", "DATE-TIME"),
    "GEO": ("FLOAT",),
}
_SECTION = {
    "TEXT": "RFC 5545 3.3.11",
    "TEXT-LIST": "RFC 5545 3.3.11",
    "DATE-TIME": "RFC 5545 3.3.5",
    "DATE": "RFC 5545 3.3.4",
    "DURATION": "RFC 5545 3.3.6",
    "INTEGER": "RFC 5545 3.3.8",
    "UTC-OFFSET": "RFC 5545 3.3.14",
    "URI": "RFC 5545 3.3.13",
    "CAL-ADDRESS": "RFC 5545 3.3.3",
    "FLOAT": "RFC 5545 3.8.1.6",
}
_FORM = {
    "TEXT": "a text whose comma, semicolon and backslash are escaped",
    "TEXT-LIST": "a list of texts whose semicolons and backslashes are escaped",
    "DATE-TIME": "a date and time like 20270401T100000Z",
    "DATE": "a date like 20270401",
    "DURATION": "a duration like PT1H",
    "INTEGER": "a whole number",
    "UTC-OFFSET": "an offset like +0100",
    "URI": "a URI",
    "CAL-ADDRESS": "a URI such as mailto:olga@example.org",
    "FLOAT": "a latitude, a semicolon and a longitude",
}
_WORDS = {
    "STATUS": ("RFC 5545 3.8.1.11", {"TENTATIVE", "CONFIRMED", "CANCELLED"}),
    "TRANSP": ("RFC 5545 3.8.2.7", {"OPAQUE", "TRANSPARENT"}),
    "CALSCALE": ("RFC 5545 3.7.1", {"GREGORIAN"}),
    "VERSION": ("RFC 5545 3.7.4", {"2.0"}),
    "METHOD": (
        "RFC 5546 1.4",
        {"PUBLISH", "REQUEST", "REPLY", "ADD", "CANCEL", "REFRESH", "COUNTER", "DECLINECOUNTER"},
    ),
}
_VALUE_NEEDED = {
    "REFRESH-INTERVAL": ("RFC 7986 5.7", {"DURATION"}),
    "SOURCE": ("RFC 7986 5.8", {"URI"}),
    "IMAGE": ("RFC 7986 5.10", {"URI", "BINARY"}),
    "CONFERENCE": ("RFC 7986 5.11", {"URI"}),
}
_UTC_ONLY = {
    "DTSTAMP": "RFC 5545 3.8.7.2",
    "CREATED": "RFC 5545 3.8.7.1",
    "LAST-MODIFIED": "RFC 5545 3.8.7.3",
    "COMPLETED": "RFC 5545 3.8.2.1",
}


def value_faults(each: Property) -> Iterator[Fault]:
    """Everything wrong with one property taken by itself."""
    types = TYPES.get(each.name) or (("TEXT",) if each.name.startswith("X-") else None)
    if types is None:
        return
    given = each.parameter("VALUE")
    if each.name.startswith("X-") and given not in ("", "TEXT"):
        return
    kind = given or types[0]
    if given and given not in types:
        yield Fault(each.line, "RFC 5545 3.2.20", f"{each.name} cannot be of the type {given}.")
        return
    if each.name in _VALUE_NEEDED and given not in _VALUE_NEEDED[each.name][1]:
        rule, wanted = _VALUE_NEEDED[each.name]
        yield Fault(each.line, rule, f"{each.name} needs VALUE={min(wanted)}.")
    if kind in _FORM and not _has_form(kind, each.value):
        yield Fault(each.line, _SECTION[kind], f"{each.name}:{each.value[:40]} is not {_FORM[kind]}.")
        return
    yield from _word_faults(each)
    yield from _time_faults(each, kind)


def moment(each: Property) -> date | datetime | None:
    """The date or the naive date and time a property names, or nothing when it names none."""
    for form, length, kind in (("%Y%m%d", 8, date), ("%Y%m%dT%H%M%S", 15, datetime)):
        text = each.value.removesuffix("Z") if kind is datetime else each.value
        if len(text) == length:
            try:
                found = datetime.strptime(text.replace("T235960", "T235959"), form)  # noqa: DTZ007 - compared only
            except ValueError:
                return None
            return found.date() if kind is date else found
    return None


def _has_form(kind: str, value: str) -> bool:
    match kind:
        case "TEXT":
            return bool(_TEXT.fullmatch(value))
        case "TEXT-LIST":
            return bool(_TEXT_LIST.fullmatch(value))
        case "DATE-TIME":
            return bool(re.fullmatch(r"\d{8}T\d{6}Z?", value, re.ASCII)) and _is_moment(value)
        case "DATE":
            return bool(re.fullmatch(r"\d{8}", value, re.ASCII)) and _is_moment(value)
        case "DURATION":
            return bool(_DURATION.fullmatch(value))
        case "INTEGER":
            return bool(_INTEGER.fullmatch(value))
        case "UTC-OFFSET":
            return bool(_OFFSET.fullmatch(value)) and value not in ("-0000", "-000000")
        case "URI" | "CAL-ADDRESS":
            return bool(_URI.fullmatch(value))
        case "FLOAT":
            place = _GEO.fullmatch(value)
            return place is not None and abs(float(place[1])) <= 90 and abs(float(place[2])) <= 180
    return True


def _is_moment(value: str) -> bool:
    return moment(Property(0, "", {}, value)) is not None


def _word_faults(each: Property) -> Iterator[Fault]:
    if each.name in _WORDS:
        rule, known = _WORDS[each.name]
        if each.value.upper() not in known:
            yield Fault(each.line, rule, f"{each.name} may not be {each.value[:40]!r}.")
    if each.name == "COLOR" and each.value.lower() not in _colours():
        yield Fault(each.line, "RFC 7986 5.9", f"COLOR is a CSS colour name, and {each.value[:40]!r} is none.")
    if each.name == "PRIORITY" and not 0 <= int(each.value) <= 9:
        yield Fault(each.line, "RFC 5545 3.8.1.9", "PRIORITY goes from 0 to 9.")
    if each.name == "SEQUENCE" and int(each.value) < 0:
        yield Fault(each.line, "RFC 5545 3.8.7.4", "SEQUENCE is never below 0.")
    if each.name == "REFRESH-INTERVAL" and each.value.startswith("-"):
        yield Fault(each.line, "RFC 7986 5.7", "REFRESH-INTERVAL goes forward.")


def _time_faults(each: Property, kind: str) -> Iterator[Fault]:
    utc = each.value.endswith("Z")
    if each.name in _UTC_ONLY and not utc:
        yield Fault(each.line, _UTC_ONLY[each.name], f"{each.name} is a time in UTC, ending with Z.")
    if "TZID" in each.parameters and (kind != "DATE-TIME" or utc):
        yield Fault(each.line, "RFC 5545 3.2.19", f"{each.name} has a TZID, but no local time.")


@functools.cache
def colour_name(accent: str) -> str:
    """The CSS colour name nearest to #rrggbb, or nothing for what is no such colour."""
    if not _HEX.fullmatch(accent):
        return ""
    wanted = _shades(accent)
    return min(_colours(), key=lambda name: math.dist(wanted, _colours()[name]))


def _shades(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


@functools.cache
def _colours() -> dict[str, tuple[int, ...]]:
    from PIL.ImageColor import colormap  # comes with WeasyPrint

    return {name: _shades(colour) for name, colour in sorted(colormap.items()) if isinstance(colour, str)}


_PART_OF_DURATION = re.compile(r"(\d{1,6})([WDHMS])", re.ASCII)
_SECONDS = {"W": 604_800, "D": 86_400, "H": 3_600, "M": 60, "S": 1}


def duration_of(text: str) -> timedelta | None:
    """A duration of RFC 5545 3.3.6, or None for what is none."""
    if not _DURATION.fullmatch(text):
        return None
    seconds = sum(int(number) * _SECONDS[unit] for number, unit in _PART_OF_DURATION.findall(text))
    return timedelta(seconds=-seconds if text.startswith("-") else seconds)
