"""Names as other systems want them: UUIDs and whole numbers, the same in every release."""

import hashlib
from collections.abc import Iterable
from uuid import NAMESPACE_URL, UUID, uuid5

from program.snapshot import FrozenMeeting, FrozenSession

LARGEST = 2**31 - 1
"""Readers keep these numbers in 32 bits with a sign."""


def guid_of(session: FrozenSession) -> str:
    """Of the system it came from, where that gave it one; else its calendars'."""
    return session.external_id if _is_uuid(session.external_id) else uuid_of(session.uid)


def slug_of(session: FrozenSession, meeting: FrozenMeeting) -> str:
    """Of the whole world's sessions: the meeting as one word, a hyphen, the session."""
    return f"{meeting.slug.replace('-', '_')}-{session.code}".lower()


def uuid_of(name: str) -> str:
    """The name where it is a UUID, else the one that follows from it (RFC 9562, version 5)."""
    return name if _is_uuid(name) else str(uuid5(NAMESPACE_URL, name))


def numbers_of(codes: Iterable[str]) -> dict[str, int]:
    """A positive number for each code, which follows from it; of two codes with one number, the later moves up."""
    numbers: dict[str, int] = {}
    taken: set[int] = set()
    for code in sorted(set(codes)):
        number = int.from_bytes(hashlib.sha256(code.encode()).digest()[:4]) % LARGEST + 1
        while number in taken:
            number = number % LARGEST + 1
        taken.add(number)
        numbers[code] = number
    return numbers


def _is_uuid(name: str) -> bool:
    try:
        return str(UUID(name)) == name.lower()
    except ValueError:
        return False
