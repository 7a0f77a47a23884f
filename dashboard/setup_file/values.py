"""One field of a row: as it stands in the file, and read from there."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import models

from rendering.text import one_line, plain
from workshops.zones import UnclearTime, moment, shifted, zone_of

MOST_LETTERS = 20_000
MOST_NESTED = 4


class Wrong(ValueError):  # noqa: N818  the file's value is
    """A sentence about the value of one field."""


def told(field: models.Field, value: Any, zone: str) -> Any:
    """The value as TOML holds it, None when there is nothing to say. Texts as they can be read again."""
    if isinstance(value, datetime):
        return clock(value, zone)
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else value.normalize()
    if isinstance(value, str):
        return plain(value) if isinstance(field, models.TextField) else one_line(value)
    return in_order(value)


def in_order(value: Any) -> Any:
    """Keys by the alphabet: what one database keeps as it came, another sorts its own way."""
    if isinstance(value, dict):
        return {key: in_order(value[key]) for key in sorted(value)}
    return [in_order(each) for each in value] if isinstance(value, list) else value


def clock(value: datetime, zone: str) -> datetime:
    """What the zone's clocks show; with its offset only in the hour that they show twice."""
    local = value.astimezone(zone_of(zone))
    try:
        moment(local.replace(tzinfo=None), zone)
    except UnclearTime:
        return local
    return local.replace(tzinfo=None)


def read(field: models.Field, value: Any, zone: str, days: int = 0) -> Any:
    """The value as the model holds it, dates moved by `days`. Raises Wrong with a sentence."""
    for kind, reader in READERS:
        if isinstance(field, kind):
            return reader(field, value, zone, days)
    raise NotImplementedError(f"{field} has no reader: leave it out in its table with the reason.")


def choice(field: models.Field, value: Any) -> Any:
    legal = [key for key, _ in field.flatchoices] if field.choices else []
    if legal and value not in legal:
        raise Wrong(f"“{shown(value)}” is none of {', '.join(map(str, legal))}.")
    return value


def text(field: models.Field, value: Any, zone: str, days: int) -> str:
    if not isinstance(value, str):
        raise Wrong("It has to be a text in quotation marks.")
    longest = field.max_length or MOST_LETTERS
    if len(value) > longest:
        raise Wrong(f"It has {len(value):,} letters; at most {longest:,} are allowed.")
    if plain(value) != value:
        raise Wrong("It has a character that cannot be printed.")
    if not isinstance(field, models.TextField) and "\n" in value:
        raise Wrong("It has to be on one line.")
    if not value and not field.blank:
        raise Wrong("It cannot be empty.")
    return choice(field, value)


def truth(field: models.Field, value: Any, zone: str, days: int) -> bool:
    if not isinstance(value, bool):
        raise Wrong("It has to be true or false, without quotation marks.")
    return value


def whole(field: models.Field, value: Any, zone: str, days: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise Wrong("It has to be a whole number.")
    return choice(field, value)


def fraction(field: models.Field, value: Any, zone: str, days: int) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or not Decimal(value).is_finite():
        raise Wrong("It has to be a number.")
    return Decimal(value)


def day(field: models.Field, value: Any, zone: str, days: int) -> date:
    if isinstance(value, datetime) or not isinstance(value, date):
        raise Wrong("It has to be a date without quotation marks, as 2027-05-13.")
    return moved(value, days)


def hour(field: models.Field, value: Any, zone: str, days: int) -> datetime:
    """A clock time of the zone; with an offset it is a moment, whatever the zone."""
    if not isinstance(value, datetime):
        raise Wrong("It has to be a date and a clock time without quotation marks, as 2027-05-13 23:59:00.")
    try:
        at = value.astimezone(UTC) if value.tzinfo else moment(value, zone)
        return shifted(at, zone, days) if days else at
    except UnclearTime as unclear:
        raise Wrong(str(unclear)) from None
    except OverflowError:
        raise Wrong("It is too far away.") from None


def moved(value: date, days: int) -> date:
    try:
        return value + timedelta(days=days)
    except OverflowError:
        raise Wrong("It is too far away.") from None


def structure(field: models.Field, value: Any, zone: str, days: int) -> Any:
    """A list or a table of plain values, of the kind that the field begins with."""
    kind = type(field.get_default())
    if not isinstance(value, kind):
        raise Wrong("It has to be a list in brackets." if kind is list else "It has to be a table in braces.")
    return bare(value)


def bare(value: Any, depth: int = 0) -> Any:
    """As JSON holds it."""
    if depth > MOST_NESTED:
        raise Wrong("It is nested too deeply.")
    if isinstance(value, list):
        return [bare(each, depth + 1) for each in value]
    if isinstance(value, dict):
        return {bare(key): bare(each, depth + 1) for key, each in value.items()}
    if isinstance(value, str):
        if plain(value) != value or len(value) > MOST_LETTERS:
            raise Wrong("A text in it is too long, or has a character that cannot be printed.")
        return value
    if isinstance(value, Decimal) and value.is_finite():
        return float(value)
    if isinstance(value, int):
        return value
    raise Wrong("It can hold texts, numbers, true and false only.")


def insist_on_words(value: Any) -> None:
    parts = value.values() if isinstance(value, dict) else value
    if not all(isinstance(part, str) for part in parts):
        raise Wrong("Each of its parts has to be a text in quotation marks.")


def shown(value: Any) -> str:
    return one_line(str(value))[:60]


Reader = Callable[[Any, Any, str, int], Any]
READERS: tuple[tuple[type[models.Field], Reader], ...] = (
    (models.BooleanField, truth),
    (models.DecimalField, fraction),
    (models.IntegerField, whole),
    (models.DateTimeField, hour),  # is a DateField too, so it comes first
    (models.DateField, day),
    (models.JSONField, structure),
    (models.TextField, text),
    (models.CharField, text),
)
