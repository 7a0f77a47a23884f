"""When an event happens again (RFC 5545 3.8.5), day by day over the days asked for, so that no rule runs away."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from rendering.calendar_lines import Component, Property

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
KNOWN = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "WKST"}
MOST_COUNTED_DAYS = 10_000
"""A rule with COUNT is followed from its first day on, for 27 years at most."""
LONGEST_NUMBER = 6
DAY = timedelta(days=1)


_CLOCK = re.compile(r"\d{8}(?:T\d{6})?", re.ASCII)


class NotRead(ValueError):  # noqa: N818  it is said to a person
    """Something in a calendar that is left out, with its line."""

    def __init__(self, line: int, sentence: str, section: str) -> None:
        super().__init__(f"line {line}: {sentence} (RFC 5545 {section})")


@dataclass(frozen=True)
class Repeat:
    """Local clock times at which an event starts: the first, those of its rule, and those listed (3.8.5.2), without
    those taken out (3.8.5.1)."""

    start: datetime
    falls_on: Callable[[datetime], bool] | None = None
    until: datetime | None = None
    count: int | None = None
    listed: tuple[datetime, ...] = ()
    taken_out: frozenset[datetime] = frozenset()

    def starts(self, early: datetime, late: datetime) -> Iterator[datetime]:
        """Those from `early` on and before `late`."""
        found = {self.start, *self.listed, *self._by_rule(early, late)}
        yield from sorted(each for each in found if early < each < late and each not in self.taken_out)

    def _by_rule(self, early: datetime, late: datetime) -> Iterator[datetime]:
        if self.falls_on is None:
            return
        last = min(late, self.until + timedelta(seconds=1)) if self.until else late
        if self.count is not None:
            yield from self._counted(last)
            return
        clock = self.start + max(0, (early - self.start).days) * DAY
        while clock < last:
            if self.falls_on(clock):
                yield clock
            clock += DAY

    def _counted(self, last: datetime) -> Iterator[datetime]:
        assert self.falls_on is not None  # noqa: S101  for the type checker
        left = self.count or 0
        for number in range(MOST_COUNTED_DAYS):
            clock = self.start + number * DAY
            if not left or clock >= last:
                return
            if self.falls_on(clock):
                left -= 1
                yield clock


def repeat_of(event: Component, start: datetime, zone: tzinfo) -> Repeat:
    """Raises NotRead for a rule that this reader does not know."""
    rule = event.first("RRULE")
    listed = tuple(_clocks(event, "RDATE", start))
    taken_out = frozenset(_clocks(event, "EXDATE", start))
    if rule is None:
        return Repeat(start, listed=listed, taken_out=taken_out)
    parts = dict(part.partition("=")[::2] for part in rule.value.upper().split(";"))
    strange = sorted(set(parts) - KNOWN)
    if strange or parts.get("FREQ") not in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY"):
        what = strange[0] if strange else f"FREQ={parts.get('FREQ', '')}"
        raise NotRead(rule.line, f"a repeat with {what[:40]} is not understood here", "3.3.10")
    return Repeat(
        start, _falls_on(parts, rule, start), _until(parts, rule, zone), _count(parts, rule), listed, taken_out
    )


def clock_of(text: str) -> datetime:
    """A date (3.3.4) or a clock time (3.3.5) without its zone. Raises ValueError."""
    if not _CLOCK.fullmatch(text):
        raise ValueError(text)
    return datetime.fromisoformat(text)


def _clocks(event: Component, name: str, start: datetime) -> Iterator[datetime]:
    """Clock times of EXDATE and RDATE as the event's own zone shows them; a bare date means the event's hour."""
    for each in event.all(name):
        for text in each.value.split(","):
            plain = text.removesuffix("Z")
            try:
                yield clock_of(plain) if "T" in plain else datetime.combine(clock_of(plain), start.time())
            except ValueError:
                raise NotRead(each.line, f"“{text[:40]}” is no date or time", "3.3.5") from None


def _number(parts: dict[str, str], name: str, rule: Property) -> int | None:
    text = parts.get(name)
    if text is None:
        return None
    if len(text) > LONGEST_NUMBER or not text.isascii() or not text.isdigit() or not int(text):
        raise NotRead(rule.line, f"{name}={text[:40]} is no number of repeats", "3.3.10")
    return int(text)


def _count(parts: dict[str, str], rule: Property) -> int | None:
    return _number(parts, "COUNT", rule)


def _until(parts: dict[str, str], rule: Property, zone: tzinfo) -> datetime | None:
    """By the clocks of the event's zone; of a day its end."""
    text = parts.get("UNTIL")
    if text is None:
        return None
    try:
        clock = clock_of(text.removesuffix("Z"))
    except ValueError:
        raise NotRead(rule.line, f"UNTIL={text[:40]} is no date", "3.3.10") from None
    if "T" not in text:
        return clock + DAY - timedelta(seconds=1)
    return clock.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None) if text.endswith("Z") else clock


def _falls_on(parts: dict[str, str], rule: Property, start: datetime) -> Callable[[datetime], bool]:
    step = _number(parts, "INTERVAL", rule) or 1
    months = _numbers(parts, "BYMONTH", rule)
    month_days = _numbers(parts, "BYMONTHDAY", rule)
    days = _week_days(parts, rule)
    by_period = {"DAILY": _days_apart, "WEEKLY": _weeks_apart, "MONTHLY": _months_apart, "YEARLY": _years_apart}
    apart = by_period[parts["FREQ"]]
    freq = parts["FREQ"]

    def falls(clock: datetime) -> bool:
        if apart(start, clock) % step or (months and clock.month not in months):
            return False
        if month_days or days:
            return (not month_days or _is_month_day(clock, month_days)) and (not days or _is_week_day(clock, days))
        if freq == "WEEKLY":
            return clock.weekday() == start.weekday()
        same_day = freq == "DAILY" or clock.day == start.day
        return same_day and (freq != "YEARLY" or bool(months) or clock.month == start.month)

    if freq == "YEARLY" and days and not months:
        raise NotRead(rule.line, "a yearly repeat by days of the week needs its month here", "3.3.10")
    return falls


def _days_apart(start: datetime, clock: datetime) -> int:
    return (clock.date() - start.date()).days


def _weeks_apart(start: datetime, clock: datetime) -> int:
    """Weeks begin on Monday, as they do unless WKST says else."""
    return (_days_apart(start, clock) + start.weekday()) // 7


def _months_apart(start: datetime, clock: datetime) -> int:
    return (clock.year - start.year) * 12 + clock.month - start.month


def _years_apart(start: datetime, clock: datetime) -> int:
    return clock.year - start.year


def _numbers(parts: dict[str, str], name: str, rule: Property) -> frozenset[int]:
    try:
        return frozenset(int(text) for text in parts[name].split(",")) if name in parts else frozenset()
    except ValueError:
        raise NotRead(rule.line, f"{name}={parts[name][:40]} is no list of numbers", "3.3.10") from None


def _week_days(parts: dict[str, str], rule: Property) -> frozenset[tuple[int, int]]:
    """(which one in the month, 0 for every; day of the week from Monday, 0)."""
    found = set()
    for text in parts["BYDAY"].split(",") if "BYDAY" in parts else ():
        which = text[:-2].lstrip("+") or "0"
        if len(text) > LONGEST_NUMBER or text[-2:] not in WEEKDAYS or not which.lstrip("-").isdecimal():
            raise NotRead(rule.line, f"BYDAY={text[:40]} is no day of the week", "3.3.10")
        if int(which) and parts["FREQ"] in ("DAILY", "WEEKLY"):
            raise NotRead(rule.line, f"BYDAY={text[:40]} makes no sense with {parts['FREQ']}", "3.3.10")
        found.add((int(which), WEEKDAYS.index(text[-2:])))
    return frozenset(found)


def _is_month_day(clock: datetime, days: frozenset[int]) -> bool:
    return clock.day in days or -(_days_in_month(clock) - clock.day + 1) in days


def _is_week_day(clock: datetime, days: frozenset[tuple[int, int]]) -> bool:
    first, last = (clock.day - 1) // 7 + 1, -((_days_in_month(clock) - clock.day) // 7 + 1)
    return any(day == clock.weekday() and which in (0, first, last) for which, day in days)


def _days_in_month(clock: datetime) -> int:
    following = (clock.replace(day=28) + timedelta(days=4)).replace(day=1)
    return (following - timedelta(days=1)).day
