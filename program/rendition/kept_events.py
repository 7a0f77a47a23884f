"""Events written for an earlier release, by what they say: a session that has not changed is not written again.

One file a meeting beside the releases. It may be lost: then the next release writes every event anew.
"""

import gzip
import hashlib
import json
import zlib
from collections.abc import Mapping
from importlib.metadata import version

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from rendering.calendar import CalendarEvent

WRITER = f"2 {version('icalendar')}"
"""Rises when the same event would be written in other bytes."""


def key_of(event: CalendarEvent) -> str:
    return hashlib.sha256(f"{WRITER} {event!r}".encode()).hexdigest()


def kept_events(slug: str) -> dict[str, bytes]:
    """Bytes of a VEVENT by its key."""
    try:
        with storages["releases"].open(_place(slug)) as file:
            kept = json.loads(gzip.decompress(file.read()))
    except (OSError, EOFError, zlib.error, ValueError):
        return {}
    return {key: text.encode() for key, text in kept.items()}


def keep_events(slug: str, events: Mapping[str, bytes]) -> None:
    said = json.dumps({key: event.decode() for key, event in events.items()}, ensure_ascii=False)
    storages["releases"].save(_place(slug), ContentFile(gzip.compress(said.encode(), 6, mtime=0)))


def _place(slug: str) -> str:
    return f"events/{slug}.json.gz"
