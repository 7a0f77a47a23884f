"""Bytes to a plain table and back. A small file, without anything that is calculated; the same table gives the same
bytes."""

import tomllib
from decimal import Decimal
from typing import Any

import tomli_w

from dashboard.setup_file.faults import Fault, Unfit

MOST_BYTES = 300_000
MOST_DOTS = 1_000
"""In one line: the parser looks at the parts of a dotted key pair by pair, so a long line of them takes hours."""
HEAD = """\
# A setup file of Convoke: how one meeting calls for proposals, what it asks, and who reviews by what.
# People, proposals and decisions are not in it. Clock times are those of the zone named beside them.
"""


def to_bytes(table: dict[str, Any]) -> bytes:
    return (HEAD + "\n" + tomli_w.dumps(table, multiline_strings=True)).encode()


def from_bytes(body: bytes) -> dict[str, Any]:
    """Raises Unfit when it is too large, no text, or not TOML; then it names line and column."""
    if len(body) > MOST_BYTES:
        raise Unfit(Fault("", f"The file has {len(body):,} bytes; a setup file has at most {MOST_BYTES:,}."))
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Unfit(Fault(f"byte {fault.start + 1}", "This is not text in UTF-8.")) from None
    for number, line in enumerate(text.split("\n"), start=1):
        if line.count(".") > MOST_DOTS:
            raise Unfit(Fault(f"line {number}", f"It has more than {MOST_DOTS:,} dots. Break it into several lines."))
    return parsed(text)


def parsed(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as fault:
        raise Unfit(Fault("", f"The file is not TOML. {fault}.")) from None
    except RecursionError:
        raise Unfit(Fault("", "Something in the file is nested too deeply.")) from None
    except (ValueError, ArithmeticError):
        raise Unfit(Fault("", "The file holds a number that is too long to read.")) from None
