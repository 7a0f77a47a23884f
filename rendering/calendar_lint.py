"""A linter for calendar bytes: every MUST of RFC 5545, 5546, 7986 that feeds or invitations could break.

Parsers let most of it pass: of nine, none minds a bare LF, a line of 200 octets, an unescaped comma, a local
DTSTAMP or two events with one UID. Clients differ in what they then show, so what leaves us is held to the
text of the standard. RRULE, EXDATE and the like are read but not judged: we write none.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from rendering.calendar_lines import Component, Fault, Property, read
from rendering.calendar_values import moment, value_faults

_ONCE_IN_EVENT = (
    *("CLASS", "CREATED", "DESCRIPTION", "GEO", "LAST-MODIFIED", "LOCATION", "ORGANIZER", "PRIORITY"),
    *("SEQUENCE", "STATUS", "SUMMARY", "TRANSP", "URL", "RECURRENCE-ID", "DTEND", "DURATION", "COLOR"),
)
# component -> the section, what must be there once, what may be there once at most
_COUNTS: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "VCALENDAR": (
        "RFC 5545 3.6",
        ("PRODID", "VERSION"),
        ("CALSCALE", "METHOD", "UID", "LAST-MODIFIED", "URL", "REFRESH-INTERVAL", "SOURCE", "COLOR"),
    ),
    "VEVENT": (
        "RFC 5545 3.6.1",
        ("DTSTAMP", "UID", "DTSTART"),
        _ONCE_IN_EVENT,
    ),
    "VTODO": ("RFC 5545 3.6.2", ("DTSTAMP", "UID"), ("DTSTART", "DUE", "SUMMARY", "STATUS", "SEQUENCE")),
    "VJOURNAL": ("RFC 5545 3.6.3", ("DTSTAMP", "UID"), ("DTSTART", "SUMMARY", "STATUS", "SEQUENCE")),
    "VFREEBUSY": ("RFC 5545 3.6.4", ("DTSTAMP", "UID"), ("DTSTART", "DTEND", "ORGANIZER", "URL")),
    "VTIMEZONE": ("RFC 5545 3.6.5", ("TZID",), ("LAST-MODIFIED", "TZURL")),
    "STANDARD": ("RFC 5545 3.6.5", ("DTSTART", "TZOFFSETFROM", "TZOFFSETTO"), ()),
    "DAYLIGHT": ("RFC 5545 3.6.5", ("DTSTART", "TZOFFSETFROM", "TZOFFSETTO"), ()),
    "VALARM": ("RFC 5545 3.6.6", ("ACTION", "TRIGGER"), ("DURATION", "REPEAT")),
}
# method -> what each event must have once, and what it must not have (RFC 5546 3.2)
_METHODS: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "PUBLISH": ("RFC 5546 3.2.1", ("ORGANIZER", "SUMMARY"), ("ATTENDEE", "REQUEST-STATUS")),
    "REQUEST": ("RFC 5546 3.2.2", ("ORGANIZER", "SUMMARY"), ("REQUEST-STATUS",)),
    "REPLY": ("RFC 5546 3.2.3", ("ORGANIZER", "ATTENDEE"), ()),
    "CANCEL": ("RFC 5546 3.2.5", ("ORGANIZER", "SEQUENCE"), ("REQUEST-STATUS",)),
}
_NAMES_OF_UTC = {"UTC", "GMT", "Z", "ETC/UTC", "ETC/GMT", "UCT", "ZULU"}


def lint(data: bytes) -> list[Fault]:
    """Every fault in line order; an empty list for bytes that keep the standard."""
    calendars, faults = read(data)
    if len(calendars) != 1 or calendars[0].name != "VCALENDAR":
        faults.append(Fault(1, "RFC 5545 3.4", "The stream is not one VCALENDAR."))
    for calendar in calendars:
        faults += _calendar_faults(calendar)
        for component in calendar.walk():
            faults += _count_faults(component)
            for each in component.properties:
                faults += value_faults(each)
    return sorted(set(faults))


def _calendar_faults(calendar: Component) -> Iterator[Fault]:
    if not calendar.components:
        yield Fault(calendar.line, "RFC 5545 3.4", "The calendar holds no component.")
    zones = _zones(calendar)
    yield from _duplicate_faults(calendar)
    yield from _method_faults(calendar)
    for zone in calendar.named("VTIMEZONE"):
        yield from _zone_faults(zone)
    for event in calendar.named("VEVENT"):
        yield from _span_faults(event)
        for each in event.properties:
            name = each.parameters.get("TZID", [""])[0]
            if name and not name.startswith("/") and name not in zones:
                yield Fault(each.line, "RFC 5545 3.2.19", f"No VTIMEZONE explains TZID={name}.")
    for alarm in (each for each in calendar.walk() if each.name == "VALARM"):
        yield from _alarm_faults(alarm)


def _count_faults(component: Component) -> Iterator[Fault]:
    if component.name not in _COUNTS:
        return
    rule, once, at_most_once = _COUNTS[component.name]
    counts = Counter(each.name for each in component.properties)
    for name in once:
        if counts[name] != 1:
            yield Fault(component.line, rule, f"{component.name} has {counts[name]} {name} instead of one.")
    for name in at_most_once:
        if counts[name] > 1:
            yield Fault(component.line, rule, f"{component.name} has {counts[name]} {name}, not one at most.")


def _duplicate_faults(calendar: Component) -> Iterator[Fault]:
    seen = set()
    for each in calendar.components:
        uid, recurrence = each.first("UID"), each.first("RECURRENCE-ID")
        if uid is None:
            continue
        key = (each.name, uid.value, recurrence.value if recurrence else None)
        if key in seen:
            yield Fault(uid.line, "RFC 5545 3.8.4.7", f"Another {each.name} has the UID {uid.value[:40]}.")
        seen.add(key)


def _method_faults(calendar: Component) -> Iterator[Fault]:
    method = calendar.first("METHOD")
    if method is None or method.value.upper() not in _METHODS:
        return
    rule, once, never = _METHODS[method.value.upper()]
    events = calendar.named("VEVENT")
    if not events:
        yield Fault(method.line, rule, f"METHOD:{method.value} speaks of no event.")
    for event in events:
        counts = Counter(each.name for each in event.properties)
        for name in once:
            if counts[name] != 1:
                yield Fault(event.line, rule, f"{method.value} wants one {name}, not {counts[name]}.")
        for name in never:
            if counts[name]:
                yield Fault(event.line, rule, f"{method.value} allows no {name}.")
        if method.value.upper() == "REQUEST" and not counts["ATTENDEE"]:
            yield Fault(event.line, rule, "REQUEST invites nobody: there is no ATTENDEE.")


def _span_faults(event: Component) -> Iterator[Fault]:
    start, end = event.first("DTSTART"), event.first("DTEND")
    if end and event.first("DURATION"):
        yield Fault(event.line, "RFC 5545 3.6.1", "VEVENT has both DTEND and DURATION.")
    if not start or not end:
        return
    begins, ends = moment(start), moment(end)
    if begins is None or ends is None:
        return
    rule = "RFC 5545 3.8.2.2"
    if isinstance(begins, datetime) is not isinstance(ends, datetime):
        yield Fault(end.line, rule, "DTEND and DTSTART differ in their value type.")
    elif _is_floating(start) is not _is_floating(end):
        yield Fault(end.line, rule, "One of DTSTART and DTEND has no zone, the other has.")
    # Times of different zones can be compared to a day only; that is enough for what is plainly wrong.
    elif ends + (timedelta(0) if _zone(start) == _zone(end) else timedelta(days=1)) <= begins:
        yield Fault(end.line, rule, "DTEND is not later than DTSTART.")


def _is_floating(each: Property) -> bool:
    return isinstance(moment(each), datetime) and _zone(each) == ""


def _zone(each: Property) -> str:
    return "UTC" if each.value.endswith("Z") else each.parameters.get("TZID", [""])[0]


def _zones(calendar: Component) -> set[str]:
    return {each.value for zone in calendar.named("VTIMEZONE") for each in zone.all("TZID")}


def _zone_faults(zone: Component) -> Iterator[Fault]:
    rules = [each for each in zone.components if each.name in ("STANDARD", "DAYLIGHT")]
    if not rules:
        yield Fault(zone.line, "RFC 5545 3.6.5", "VTIMEZONE has neither STANDARD nor DAYLIGHT.")
    name = zone.first("TZID")
    offsets = {each.value for rule in rules for each in rule.all("TZOFFSETTO")}
    if name and name.value.upper() in _NAMES_OF_UTC and offsets - {"+0000", "+000000"}:
        # Clients that know the name take their own rules and show the event an hour off.
        yield Fault(name.line, "RFC 5545 3.8.3.1", f"A zone called {name.value} leaves +0000.")


def _alarm_faults(alarm: Component) -> Iterator[Fault]:
    action = alarm.first("ACTION")
    if action and action.value.upper() == "DISPLAY" and len(alarm.all("DESCRIPTION")) != 1:
        yield Fault(alarm.line, "RFC 5545 3.6.6", "A DISPLAY alarm wants one DESCRIPTION.")
    if bool(alarm.all("DURATION")) is not bool(alarm.all("REPEAT")):
        yield Fault(alarm.line, "RFC 5545 3.6.6", "DURATION and REPEAT come together or not at all.")
