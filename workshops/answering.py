"""What an answer is, by the kind of its prompt: the text as it is kept, its value, and what is wrong with it.

An answer is always kept as text, whatever was typed: several choices are one line each, a ranking one line for each
place, a date is written 2027-05-13, a file is its code. Plain Python but for one validator.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, Protocol
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

NUMBER = re.compile(r"[-+]?[0-9]{1,15}([.,][0-9]{1,15})?")
THOUSANDS = re.compile(r"[-+]?[0-9]+,[0-9]{3}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_is_https = URLValidator(schemes=["https"])


class Prompted(Protocol):
    """What is read of a prompt here; its kind is one of workshops.models.prompt.PromptKind."""

    kind: str
    choices: list[str]
    word_limit: int | None
    lowest: Decimal | None
    highest: Decimal | None


def lines_of(text: str) -> list[str]:
    return [line for each in text.split("\n") if (line := each.strip())]


def words(text: str) -> int:
    return len(text.split())


def number_of(text: str) -> Decimal | None:
    """A comma may stand for the point; what could be thousands is no number, since nobody knows which is meant."""
    if not NUMBER.fullmatch(text) or THOUSANDS.fullmatch(text):
        return None
    return Decimal(text.replace(",", "."))


def day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        return None


def link_of(text: str) -> str | None:
    """A full https address that hides no name and password in front of its host."""
    try:
        _is_https(text)
        parts = urlsplit(text)
    except (ValidationError, ValueError):
        return None
    return None if "@" in parts.netloc or re.search(r"\s", text) else text


VALUES: dict[str, Callable[[str], Any]] = {
    "number": number_of,
    "date": day_of,
    "link": link_of,
    "yes": {"yes": True, "no": False}.get,
    "several": lines_of,
    "ranking": lines_of,
}


def value_of(kind: str, text: str) -> Any:
    """The answer as a value; None where the text is none of this kind, or empty."""
    value = VALUES.get(kind, str)(text) if text else None
    return None if value == [] else value


def number_words(value: Decimal) -> str:
    """As a person writes it: 3 and not 3.00, 1000 and not 1E+3."""
    digits = f"{value:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def told(kind: str, text: str) -> str:
    """The answer for people to read."""
    value = value_of(kind, text)
    if kind == "date" and value:
        return f"{value.day} {value:%B %Y}"
    if kind == "yes" and value is not None:
        return "Yes" if value else "No"
    if kind == "ranking":
        return "\n".join(f"{place}. {line}" for place, line in enumerate(lines_of(text), start=1))
    return text


def fault_of(prompt: Prompted, text: str) -> str:
    """What does not fit, in a sentence to stand beside the field; nothing where it fits or nothing was answered."""
    if not text:
        return ""
    count = words(text)
    if prompt.word_limit and prompt.kind in ("text", "line") and count > prompt.word_limit:
        return f"{count} words; at most {prompt.word_limit} are allowed."
    judge = FAULTS.get(prompt.kind)
    return judge(prompt, text) if judge else ""


def _line(prompt: Prompted, text: str) -> str:
    return f"One line is asked for; these are {len(lines_of(text))}." if "\n" in text else ""


def _choice(prompt: Prompted, text: str) -> str:
    return "" if text in prompt.choices else f"{_named(text)} is no longer one of the choices."


def _several(prompt: Prompted, text: str) -> str:
    lines = lines_of(text)
    gone = [line for line in lines if line not in prompt.choices]
    return f"{_named(gone[0])} is no longer one of the choices." if gone else _range(prompt, len(lines), "chosen")


def _ranking(prompt: Prompted, text: str) -> str:
    lines = lines_of(text)
    if gone := [line for line in lines if line not in prompt.choices]:
        return f"{_named(gone[0])} is no longer one of the choices."
    if twice := [line for line in lines if lines.count(line) > 1]:
        return f"{_named(twice[0])} has more than one place."
    whole = len(prompt.choices)
    return f"{len(lines)} of {whole} have a place." if len(lines) < whole else ""


def _yes(prompt: Prompted, text: str) -> str:
    return "" if text in ("yes", "no") else f"{_named(text)} is neither yes nor no."


def _number(prompt: Prompted, text: str) -> str:
    value = number_of(text)
    if value is None and THOUSANDS.fullmatch(text):
        return f"{_named(text)} can be read in two ways: write thousands without a comma."
    return f"A number is asked for; {_named(text)} is none." if value is None else _range(prompt, value, "")


def _date(prompt: Prompted, text: str) -> str:
    return "" if day_of(text) else f"A day is asked for, written as 2027-05-13; {_named(text)} is none."


def _link(prompt: Prompted, text: str) -> str:
    return "" if link_of(text) else f"A full address that begins with https:// is asked for; {_named(text)} is none."


def _range(prompt: Prompted, value: Decimal | int, done: str) -> str:
    low, high = prompt.lowest, prompt.highest
    if (low is None or value >= low) and (high is None or value <= high):
        return ""
    said = f"{number_words(Decimal(value))} {done}".strip()
    return f"{said}; {range_words(low, high)}."


def range_words(low: Decimal | None, high: Decimal | None) -> str:
    """As the end of a sentence: "from 2 to 4", "at least 2", or nothing."""
    least, most = (number_words(each) if each is not None else "" for each in (low, high))
    if least and most:
        return f"exactly {least}" if low == high else f"from {least} to {most}"
    return f"at least {least}" if least else f"at most {most}" if most else ""


def _named(text: str) -> str:
    first = text.split("\n")[0]
    return f"“{first[:60]}{'…' if len(first) > 60 or first != text else ''}”"


FAULTS: dict[str, Callable[[Prompted, str], str]] = {
    "line": _line,
    "choice": _choice,
    "several": _several,
    "ranking": _ranking,
    "yes": _yes,
    "number": _number,
    "date": _date,
    "link": _link,
}
