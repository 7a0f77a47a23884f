"""ORCID iDs: sixteen characters in four groups, the last one a check digit (ISO 7064 mod 11-2)."""

import re

PATTERN = re.compile(
    r"(?:https?://(?:www\.)?orcid\.org/)?(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dX])", re.IGNORECASE | re.ASCII
)


def tidy(typed: str) -> str | None:
    """The iD as it is stored, 0000-0002-1825-0097, from what people paste; None when it cannot be one."""
    match = PATTERN.fullmatch(typed.strip().rstrip("/"))
    if not match:
        return None
    digits = "".join(match.groups()).upper()
    return "-".join(digits[start : start + 4] for start in range(0, 16, 4)) if is_whole(digits) else None


def is_whole(digits: str) -> bool:
    """Does the last character fit the fifteen before it?"""
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11] == digits[-1]
