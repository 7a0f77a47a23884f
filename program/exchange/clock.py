"""Clock times and durations as exchange files write them."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_DURATION = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2})\Z")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


def minutes_of(text: str) -> int | None:
    """Minutes of "45", "0:45", "HH:MM", "HH:MM:SS" or "D:HH:MM"; None when it is none of them.

    Of three parts the first is hours when it has two digits, days when it has one: pretalx writes days bare.
    """
    text = text.strip()
    if text.isdecimal() and len(text) < 6:
        return int(text)
    match = _DURATION.match(text)
    if not match:
        return None
    first, second, third = match.groups()
    if first and len(first) == 2:
        return int(first) * 60 + int(second)
    return (int(first or 0) * 24 + int(second)) * 60 + int(third)


def duration_of(minutes: int) -> str:
    """ "HH:MM", with more than 24 hours where needed."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def zone_named(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def offset_zone(offset: timedelta) -> str | None:
    """A zone of the tz database that is always this far from UTC; None for broken hours."""
    hours, rest = divmod(offset, timedelta(hours=1))
    if rest or not -12 <= hours <= 14:
        return None
    return f"Etc/GMT{-hours:+}" if hours else "UTC"


def day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def moment_of(text: str) -> datetime | None:
    """An ISO 8601 date and time, aware where it has an offset; None when it is not one, or only a day."""
    if _DAY.match(text.strip()):
        return None
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        return None


def start_of(moment: str, day: str, clock: str, day_change: str, zone: ZoneInfo) -> datetime | None:
    """When an event starts, in UTC: its own moment, else a clock time of its program day. Pentabarf's days end at
    `day_change`: what starts before it, starts after midnight."""
    found = moment_of(moment)
    if found is None:
        on, at = day_of(moment) or day_of(day), _time_of(clock)
        if on is None or at is None:
            return None
        change = _time_of(day_change) or time()
        found = datetime.combine(on + timedelta(days=at < change), at)
    if found.tzinfo is None:
        found = found.replace(tzinfo=zone)
    try:
        return found.astimezone(UTC)
    except OverflowError:  # year 1 or 9999
        return None


def _time_of(text: str) -> time | None:
    try:
        return time.fromisoformat(text.strip().zfill(5)).replace(tzinfo=None)
    except ValueError:
        return None
