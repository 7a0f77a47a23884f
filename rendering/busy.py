"""When somebody's calendar is busy: free/busy time and opaque events of a stranger's iCalendar bytes (RFC 5545).

Only times are read, never titles. Nothing is taken over that is not understood: a repeat or a time zone that this
reader does not know is told with its line, and the rest is read. Its work is bounded by the size of the file and the
days asked for, whatever a rule says.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from rendering.busy_repeats import NotRead, Repeat, clock_of, repeat_of
from rendering.calendar_lines import Component, Property, read
from rendering.calendar_values import duration_of

MOST_BYTES = 1_000_000
MOST_COMPONENTS = 5_000
MOST_COUNTED = 300
"""Repeats with COUNT are followed from their first day on, which takes time."""
LONGEST = timedelta(days=400)
FREE = {"FREE", "BUSY-TENTATIVE"}
"""Free/busy types (3.2.9) that do not keep anybody away; every other, also one that is not known, does."""

Span = tuple[datetime, datetime]


class NotACalendar(ValueError):  # noqa: N818  it is said to a person
    """The message is a sentence for whoever chose the file, with the line where there is one."""


@dataclass(frozen=True)
class Busy:
    """`spans` in UTC, in order, none meeting another; `left_out` says with its line what was not understood."""

    spans: tuple[Span, ...]
    left_out: tuple[str, ...]


def busy_in(body: bytes, *, first: datetime, last: datetime, floating: tzinfo) -> Busy:
    """The busy time from `first` to `last` (exclusive, in UTC). Clock times without a zone are of `floating`.

    Raises NotACalendar for bytes that are none.
    """
    if len(body) > MOST_BYTES:
        raise NotACalendar("The file is larger than 1 MB. Export only the weeks around the meeting.")
    components = _components(body)
    spans, left_out = [], []
    events = [each for each in components if each.name == "VEVENT"]
    if sum("COUNT=" in _value(each, "RRULE").upper() for each in events) > MOST_COUNTED:
        raise NotACalendar("It has too many events that repeat. Export only the weeks around the meeting.")
    moved = _moved(events)
    for each in components:
        try:
            if each.name == "VFREEBUSY":
                spans += _free_busy(each)
            elif each.name == "VEVENT":
                spans += _event(each, (first, last), floating, moved)
        except NotRead as fault:
            left_out.append(str(fault))
        except OverflowError:
            left_out.append(f"line {each.line}: a time that is beyond every calendar (RFC 5545 3.3.5)")
    return Busy(tuple(_merged(spans, first, last)), tuple(left_out))


def _components(body: bytes) -> list[Component]:
    if b"BEGIN:VCALENDAR" not in body[:2000].upper():
        raise NotACalendar("This is not a calendar (.ics): line 1 is not BEGIN:VCALENDAR.")
    calendars, faults = read(body.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    for fault in faults:
        if fault.rule in ("RFC 5545 3.4", "RFC 5545 3.6") or "a colon and a value" in fault.sentence:
            raise NotACalendar(f"This calendar cannot be read: {fault}.".replace(").", ")."))
    found = [each for calendar in calendars for each in calendar.components]
    if len(found) > MOST_COMPONENTS:
        raise NotACalendar(f"It has more than {MOST_COMPONENTS} entries. Export only the weeks around the meeting.")
    return found


def _free_busy(component: Component) -> Iterator[Span]:
    """Periods of FREEBUSY (3.8.2.6), each a start with an end or a duration (3.3.9), in UTC."""
    for each in component.all("FREEBUSY"):
        if each.parameter("FBTYPE") in FREE:
            continue
        for period in each.value.split(","):
            begins, _, ends = period.partition("/")
            start = _utc(begins, each)
            length = duration_of(ends)
            end = start + min(length, LONGEST) if length is not None else _utc(ends, each)
            if end > start:
                yield start, end


def _utc(text: str, each: Property) -> datetime:
    try:
        return clock_of(text.removesuffix("Z")).replace(tzinfo=UTC)
    except ValueError:
        raise NotRead(each.line, f"“{text[:40]}” is no time in UTC like 20270401T100000Z", "3.8.2.6") from None


def _moved(events: list[Component]) -> set[tuple[str, str]]:
    """Occurrences that have an event of their own (RECURRENCE-ID, 3.8.4.4): (UID, value)."""
    found = set()
    for each in events:
        uid, which = each.first("UID"), each.first("RECURRENCE-ID")
        if uid and which:
            found.add((uid.value, which.value.removesuffix("Z")))
    return found


def _event(event: Component, window: Span, floating: tzinfo, moved: set[tuple[str, str]]) -> Iterator[Span]:
    """An event keeps somebody busy unless it is transparent (3.8.2.7) or cancelled (3.8.1.11)."""
    words = {name: _value(event, name).upper() for name in ("TRANSP", "STATUS")}
    begins = event.first("DTSTART")
    if words["TRANSP"] == "TRANSPARENT" or words["STATUS"] == "CANCELLED" or begins is None:
        return
    start, zone = _clock(begins, floating)
    length = _length(event, begins, start, zone, floating)
    if length <= timedelta(0):
        return
    if length > LONGEST:
        raise NotRead(begins.line, "an event of more than 400 days is left out", "3.6.1")
    uid, own = _value(event, "UID"), event.first("RECURRENCE-ID")
    repeat = repeat_of(event, start, zone) if own is None else Repeat(start)
    early, late = (moment.astimezone(zone).replace(tzinfo=None) for moment in window)
    for clock in repeat.starts(early - length, late):
        told = clock.strftime("%Y%m%dT%H%M%S"), clock.strftime("%Y%m%d")
        if own is not None or not any((uid, each) in moved for each in told):
            yield _moment(clock, zone), _moment(clock + length, zone)


def _value(event: Component, name: str) -> str:
    found = event.first(name)
    return found.value if found else ""


def _moment(clock: datetime, zone: tzinfo) -> datetime:
    return clock.replace(tzinfo=zone).astimezone(UTC)


def _length(event: Component, begins: Property, start: datetime, zone: tzinfo, floating: tzinfo) -> timedelta:
    """From DTEND (3.8.2.2) or DURATION (3.8.2.5); a day without either lasts a day, a moment no time (3.6.1)."""
    ends, lasts = event.first("DTEND"), event.first("DURATION")
    if ends is not None:
        end, other = _clock(ends, floating)
        return _moment(end, other).astimezone(zone).replace(tzinfo=None) - start
    if lasts is not None:
        length = duration_of(lasts.value)
        if length is None:
            raise NotRead(lasts.line, f"“{lasts.value[:40]}” is no duration like PT1H", "3.3.6")
        return length
    return timedelta(days=1) if _is_day(begins) else timedelta(0)


def _is_day(each: Property) -> bool:
    return each.parameter("VALUE") == "DATE" or len(each.value) == len("20270401")


def _clock(each: Property, floating: tzinfo) -> tuple[datetime, tzinfo]:
    """The clock time with its zone: a date (3.3.4), or a time in UTC, of a zone or of none (3.3.5)."""
    try:
        if _is_day(each):
            return clock_of(each.value), floating
        clock = clock_of(each.value.removesuffix("Z"))
    except ValueError:
        raise NotRead(each.line, f"“{each.value[:40]}” is no date or time", "3.3.5") from None
    if each.value.endswith("Z"):
        return clock, UTC
    return clock, _zone(each, floating)


def _zone(each: Property, floating: tzinfo) -> tzinfo:
    """The zone that TZID names (3.2.19): by the tz database, or as Windows calls it."""
    name = each.parameters.get("TZID", [""])[0]
    if not name:
        return floating
    try:
        return ZoneInfo(WINDOWS_TO_OLSON.get(name, name.rpartition("/tz/")[2].lstrip("/") or name))
    except (KeyError, ValueError, OSError):
        raise NotRead(each.line, f"the time zone “{name[:60]}” is none that is known here", "3.2.19") from None


def _merged(spans: list[Span], first: datetime, last: datetime) -> Iterator[Span]:
    """Within the days asked for; what meets or overlaps is one."""
    cut = sorted((max(start, first), min(end, last)) for start, end in spans if start < last and first < end)
    current: Span | None = None
    for start, end in cut:
        if current and start <= current[1]:
            current = current[0], max(current[1], end)
            continue
        if current:
            yield current
        current = start, end
    if current:
        yield current
