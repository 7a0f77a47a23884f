"""When the demo's meetings are: counted from the hour at which it is told, so that a call is always open."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SOON = timedelta(days=14)
A_YEAR_ON = timedelta(weeks=53)
"""So that the two meetings are never in the same year."""
FRIDAY = 4
DEADLINE_ZONE = "America/Los_Angeles"


@dataclass(frozen=True)
class Dates:
    """A meeting from Friday to Tuesday."""

    starts_on: date

    @property
    def ends_on(self) -> date:
        return self.starts_on + timedelta(days=4)

    @property
    def slug(self) -> str:
        return f"annual-{self.starts_on.year}"

    @property
    def name(self) -> str:
        return f"Annual Meeting {self.starts_on.year}"


def last_years(now: datetime) -> Dates:
    """The meeting that takes place in a few weeks: the first Friday at least two weeks away."""
    soonest = (now + SOON).date()
    return Dates(soonest + timedelta(days=(FRIDAY - soonest.weekday()) % 7))


def this_years(now: datetime) -> Dates:
    """The meeting whose call is open."""
    return Dates(last_years(now).starts_on + A_YEAR_ON)


def last_minute(moment: datetime) -> datetime:
    """23:59 Pacific time on the day that it is there."""
    zone = ZoneInfo(DEADLINE_ZONE)
    return datetime.combine(moment.astimezone(zone).date(), time(23, 59), zone)
