"""Clock times and durations as exchange files write them."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_DURATION = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2})\Z")


def minutes_of(text: str) -> int | None:
    """Minutes of "HH:MM" or "D:HH:MM"; None when it is neither."""
    match = _DURATION.match(text.strip())
    if not match:
        return None
    days, hours, minutes = (int(part or 0) for part in match.groups())
    return (days * 24 + hours) * 60 + minutes


def duration_of(minutes: int) -> str:
    """ "HH:MM", with more than 24 hours where needed."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def zone_named(name: str | None) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def moment_of(text: str, zone: ZoneInfo | None) -> datetime | None:
    """An ISO 8601 date and time; one without an offset is in `zone`. None when it is not one, or no zone is known."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    if moment.tzinfo is None:
        return moment.replace(tzinfo=zone) if zone else None
    return moment


def end_of(starts_at: datetime, minutes: int) -> datetime:
    return starts_at + timedelta(minutes=minutes)
