"""What each release changed, in words, kept as a file of every release: a page of all of them reads one file."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache
from itertools import pairwise

from program.changes import changes
from program.current import Kept
from program.models import Release
from program.shelf import body_of, program_of_release, unpacked
from program.snapshot import Program

CHANGELOG = "changes.json"
"""The file of a release in which it is kept."""


@dataclass(frozen=True)
class Changed:
    """One session; `kind` as program.changes has it."""

    kind: str
    code: str
    title: str
    sentence: str


@dataclass(frozen=True)
class Entry:
    """One release. `is_first`: there was none before it, so that it changed nothing."""

    number: int
    released_at: datetime
    note: str
    is_first: bool
    changed: tuple[Changed, ...]


@dataclass(frozen=True)
class Line:
    """As a page lists it: one change, or none where a release has no more to say than that it came."""

    entry: Entry
    change: Changed | None


type Changelog = tuple[Entry, ...]
"""Newest first."""


def entry_of(program: Program, before: Program | None) -> Entry:
    found = changes(before, program) if before else ()
    told = (Changed(each.kind, each.session.code, each.session.title, each.sentence) for each in found)
    return Entry(program.number, program.frozen_at, program.note, before is None, tuple(told))


def changelog_of(made: Release) -> Changelog:
    """That of the release before, and what this one changed. Raises FileLost."""
    earlier = list(made.meeting.releases.published().filter(number__lt=made.number).order_by("-number"))
    if not earlier:
        return (entry_of(program_of_release(made), None),)
    kept = earlier[0].files.filter(name=CHANGELOG).first()
    log = from_json(body_of(kept)) if kept else _read_anew(earlier)
    return (entry_of(program_of_release(made), program_of_release(earlier[0])), *log)


def _read_anew(releases: list[Release]) -> Changelog:
    """From the releases themselves, newest first, where the last one was made before this was kept."""
    programs = [*map(program_of_release, releases), None]
    return tuple(entry_of(program, before) for program, before in pairwise(programs) if program)


def changelog_in(contents: Mapping[str, Kept]) -> Changelog:
    """Of a current release, by its contents; nothing where it was made before this was kept. Raises FileLost."""
    kept = contents.get(CHANGELOG)
    return _under(kept.digest) if kept else ()


@lru_cache(maxsize=8)
def _under(digest: str) -> Changelog:
    """Read once per process: content under a digest never changes."""
    return from_json(unpacked(digest))


def lines_of(log: Changelog) -> list[Line]:
    return [line for entry in log for line in _lines(entry)]


def _lines(entry: Entry) -> Iterator[Line]:
    if not entry.changed:
        yield Line(entry, None)
    yield from (Line(entry, each) for each in entry.changed)


def to_json(log: Iterable[Entry]) -> bytes:
    said = [asdict(entry) for entry in log]
    return json.dumps(said, default=datetime.isoformat, ensure_ascii=False, separators=(",", ":")).encode()


def from_json(body: bytes) -> Changelog:
    return tuple(map(_entry, json.loads(body)))


def _entry(said: dict) -> Entry:
    changed = tuple(Changed(**each) for each in said["changed"])
    return Entry(**said | {"released_at": datetime.fromisoformat(said["released_at"]), "changed": changed})
