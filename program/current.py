"""What is public of a meeting's program now, said by the storage alone: feeds are answered without a database.

`current/<meeting>.json` names the release and its contents: the list of its files, kept under its digest like every
file. It is a copy. The database decides what is public; `point` writes down what it decided, whenever a release is
published and a meeting is shown or hidden, and each tick mends what a fault left behind.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from program.masthead import keep_masthead
from program.models import Release
from program.shelf import FileLost, put, unpacked
from program.window import lay_out, take_away
from workshops.models import Meeting

LONGEST = 60
"""No meeting has so long a name, and a file system refuses much longer ones."""


@dataclass(frozen=True)
class Current:
    """`snapshot` and `contents` are digests."""

    number: int
    published_at: datetime
    snapshot: str
    contents: str


@dataclass(frozen=True)
class Kept:
    """A file of a release, under its digest."""

    digest: str
    content_type: str


def current_of(slug: str) -> Current | None:
    """None where nothing is public. Raises FileLost when the storage does not answer."""
    if len(slug) > LONGEST:
        return None
    try:
        with storages["releases"].open(place_of(slug)) as file:
            said = json.loads(file.read())
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as fault:
        raise FileLost(place_of(slug)) from fault
    return Current(**said | {"published_at": datetime.fromisoformat(said["published_at"])})


@lru_cache(maxsize=32)
def contents_under(digest: str) -> Mapping[str, Kept]:
    """By name; read once per process. Raises FileLost."""
    return MappingProxyType({name: Kept(*facts) for name, facts in json.loads(unpacked(digest)).items()})


def point(meeting: Meeting) -> Current | None:
    """Write down what is public of the meeting, the pointer last: it tells a tick that the rest is done. Raises
    OSError when the storage takes nothing."""
    keep_masthead()
    release = Release.objects.current(meeting)
    now = _said_by(release) if release else None
    if now is None:
        take_away(meeting.slug)
        storages["releases"].delete(place_of(meeting.slug))
        return None
    lay_out(meeting.slug, now.contents, ((name, kept.digest) for name, kept in contents_under(now.contents).items()))
    if now != _said(meeting.slug):
        storages["releases"].save(place_of(meeting.slug), ContentFile(_json(asdict(now))))
    return now


def mend(at: datetime) -> None:
    """Point again where the storage says something else than the database."""
    keep_masthead()
    public = {release.meeting_id: release for release in Release.objects.public().order_by("number")}
    for meeting in Meeting.objects.filter(releases__published_at__isnull=False).distinct():
        release, said = public.get(meeting.pk), _said(meeting.slug)
        if (release.digest if release else None) != (said.snapshot if said else None):
            point(meeting)


def public_slugs() -> list[str]:
    """Meetings with a public program. Raises FileLost."""
    try:
        names = storages["releases"].listdir("current")[1]
    except FileNotFoundError:
        return []
    except OSError as fault:
        raise FileLost("current") from fault
    return sorted(name.removesuffix(".json") for name in names if name.endswith(".json"))


def place_of(slug: str) -> str:
    return f"current/{slug}.json"


def _said(slug: str) -> Current | None:
    try:
        return current_of(slug)
    except FileLost:
        return None


def _said_by(release: Release) -> Current | None:
    if release.published_at is None:
        return None
    rows = release.files.order_by("name").values_list("name", "digest", "content_type")
    contents = put(_json({name: facts for name, *facts in rows}))
    return Current(release.number, release.published_at, release.digest, contents)


def _json(said: Mapping[str, Any]) -> bytes:
    return json.dumps(said, default=datetime.isoformat, separators=(",", ":")).encode()
