"""Time zones by name, and clock times in them: what a wall clock shows, and the moment it means."""

import functools
import zoneinfo
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

ANYWHERE_ON_EARTH = "AoE"
"""The last zone in which a day ends, UTC-12; a deadline named so has passed nowhere before it has passed there."""


class UnclearTime(ValueError):  # noqa: N818  it is the clock that is unclear
    """A clock time that a zone's clocks skip, or show twice. The message is a sentence for whoever typed it."""


def zone_of(name: str) -> tzinfo:
    return timezone(timedelta(hours=-12), ANYWHERE_ON_EARTH) if name == ANYWHERE_ON_EARTH else ZoneInfo(name)


@functools.cache
def zone_names() -> tuple[str, ...]:
    """Names to choose from: UTC, and the places of the tz database without its historical doubles."""
    places = {name for name in zoneinfo.available_timezones() if "/" in name}
    doubles = ("Etc/", "US/", "Brazil/", "Canada/", "Chile/", "Mexico/", "SystemV/")
    return ("UTC", *sorted(name for name in places if not name.startswith(doubles)))


@functools.cache
def _known() -> frozenset[str]:
    """Looked up in a folder of hundreds of files, so only once."""
    return frozenset(zoneinfo.available_timezones())


def is_zone(name: str) -> bool:
    """A name of the tz database; its historical doubles are understood as well."""
    return name in _known() and name not in ("localtime", "Factory")


def tidy(typed: str) -> str:
    """As the tz database writes it: blanks inside a name are underscores, and aoe is AoE."""
    name = typed.strip().replace(" ", "_")
    return ANYWHERE_ON_EARTH if name.lower() == ANYWHERE_ON_EARTH.lower() else name


def spoken(name: str) -> str:
    """As one says it: America/New_York is New York's clock, AoE is anywhere on Earth."""
    return "anywhere on Earth" if name == ANYWHERE_ON_EARTH else name.replace("_", " ")


def label_at(name: str, at: datetime) -> str:
    """The zone with the abbreviation its clocks have then: PDT, America/Los Angeles; UTC-03:00, America/Sao Paulo."""
    if name == ANYWHERE_ON_EARTH:
        return "anywhere on Earth (AoE)"
    local = at.astimezone(zone_of(name))
    short = local.tzname() or ""
    if short == name:
        return spoken(name)
    return f"{short if short.isalpha() else _offset(local)}, {spoken(name)}"


def _offset(local: datetime) -> str:
    """UTC-03:00, for clocks without an abbreviation: on the night they are changed it says which hour."""
    sign = local.strftime("%z")
    return f"UTC{sign[:3]}:{sign[3:5]}"


def written(at: datetime, name: str) -> str:
    """A moment as letters write it: 31 March 2027, 23:59 PDT, America/Los Angeles."""
    local = at.astimezone(zone_of(name))
    return f"{local.day} {local:%B %Y, %H:%M} {label_at(name, at)}"


def moment(clock: datetime, name: str) -> datetime:
    """The moment in UTC at which the clocks of the zone show `clock` (a naive time).

    Raises UnclearTime when they never show it or show it twice, which happens on the nights they are changed.
    """
    zone = zone_of(name)
    first, second = (clock.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return first
    step = abs(first - second)
    choices = f"Choose {clock - step:%H:%M} or {clock + step:%H:%M}, or an earlier or later hour."
    day = f"{clock:%A} {clock.day} {clock:%B %Y}"
    if first.astimezone(zone).replace(tzinfo=None) == clock:
        raise UnclearTime(
            f"On {day} the clocks of {spoken(name)} go back and show {clock:%H:%M} twice, so it is unclear which one "
            f"is meant. {choices}"
        )
    raise UnclearTime(
        f"On {day} the clocks of {spoken(name)} go forward and {clock:%H:%M} does not exist there. {choices}"
    )


def shifted(at: datetime, name: str, days: int) -> datetime:
    """The same clock time in the zone, whole days later; a time that does not exist there moves on by the gap."""
    zone = zone_of(name)
    clock = at.astimezone(zone).replace(tzinfo=None) + timedelta(days=days)
    return clock.replace(tzinfo=zone).astimezone(UTC)
