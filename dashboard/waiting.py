"""What a home page is made of: rows that say what waits, whose it is, by when, and where it is done."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from proposals.standing.deadlines import Deadline, deadline_of
from workshops.models import Call, Meeting
from workshops.zones import spoken

MOST = 8
"""Rows of a section; a home page is read at one glance."""


@dataclass(frozen=True)
class Waiting:
    """`whose` is a short word: Yours, The readers’. `by` is a moment that components/deadline.html shows."""

    title: str
    what: str
    url: str
    whose: str = "Yours"
    by: Deadline | None = None

    @property
    def by_at(self) -> datetime | None:
        return self.by.at if self.by else None


@dataclass(frozen=True)
class Step:
    """The first step that an empty section offers; for components/offers.html."""

    label: str
    url: str
    verb: str = "go"
    strong: bool = False


@dataclass(frozen=True)
class Section:
    """`made` are the rows at hand, `total` how many there are; `url` is the chapter's own page, which has the rest
    where not all were made. `empty` is said when there are none. `is_whole`: she asked for every row.
    """

    key: str
    title: str
    made: tuple[Waiting, ...]
    total: int
    url: str
    link: str
    empty: str
    steps: tuple[Step, ...] = field(default=())
    is_whole: bool = False

    @property
    def rows(self) -> tuple[Waiting, ...]:
        return self.made if self.is_whole else self.made[:MOST]

    @property
    def more(self) -> int:
        return self.total - len(self.rows)

    @property
    def more_url(self) -> str:
        return self.url if len(self.made) < self.total else f"?all={self.key}#{self.key}"


def section(key: str, title: str, rows: Iterable[Waiting], *, total: int | None = None, **words: Any) -> Section:
    made = tuple(rows)
    return Section(key, title, made, len(made) if total is None else total, **words)


def by_deadline(row: Waiting) -> tuple[bool, float]:
    """Sorts what has a date before what has none, the soonest first."""
    return (row.by is None, row.by.at.timestamp() if row.by else 0.0)


def due(call: Call, moment: datetime | None, label: str, at: datetime) -> Deadline | None:
    """A moment as the call announces it."""
    return deadline_of(call, moment, label, at) if moment else None


def here(meeting: Meeting, moment: datetime, label: str, at: datetime) -> Deadline:
    """A moment at the meeting's place."""
    return Deadline(moment, meeting.zone, spoken(meeting.zone), label, passed=at >= moment)


def day_at(meeting: Meeting, day: date, label: str, at: datetime) -> Deadline:
    """The last minute of a day at the meeting's place."""
    return here(meeting, datetime.combine(day, time(23, 59), meeting.tz), label, at)


def counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
