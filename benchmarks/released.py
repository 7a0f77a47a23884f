"""What pages and files of a released program cost, for benchmarks.pages: a made-up program, laid out as a release is.

Pages are drawn anew at every look, as for the first reader after a release. The book is left out: printing it takes
minutes, and it is served as any other file.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from typing import Any

SLUG = "synthetic"
ADDRESSES = {
    "program": "program/",
    "program, all days": "program/?day=all",
    "program, by room": "program/?day=2027-12-10&view=grid",
    "program, searched": "program/?q=platelets+clots",
    "program, of a topic": "program/?topic=topic-2",
    "session": "sessions/c5/",
    "person": "people/p3/",
    "room": "rooms/room-3/",
    "topic": "topics/topic-2/",
    "subscribe": "subscribe/",
    "people": "people/?letter=F",
    "now and next": "program/now/",
    "what changed": "program/changes/",
    "in a frame": "embed/",
    "program.ics": "program.ics",
    "program.json": "program.json",
    "program.csv": "program.csv",
    "schedule.xml": "schedule.xml",
    "schedule.json": "schedule.json",
    "a room's calendar": "rooms/room-3.ics",
    "a topic's calendar": "topics/topic-2.ics",
    "a person's calendar": "people/p3.ics",
    "a session's calendar": "sessions/c5.ics",
}
QUERIES = 2


def measured(sizes: Sequence[int], names: Sequence[str]) -> dict[str, dict[int, Any]]:
    """Every page and file at every size. Nothing of it stands in a database."""
    from benchmarks.pages import look_at
    from program.views.pages import made

    found: dict[str, dict[int, Any]] = {}
    for size in sizes:
        released(size)
        for name in names:
            address = f"/{SLUG}/{ADDRESSES[name]}"
            found.setdefault(name, {})[size] = look_at(None, address, before=made.cache_clear)
    return found


def released(size: int) -> None:
    """As a release leaves it in the storage."""
    from django.core.files.base import ContentFile
    from django.core.files.storage import storages

    from program.changelog import CHANGELOG
    from program.current import Current, place_of
    from program.masthead import keep_masthead
    from program.rendition.bundle import files_of
    from program.rendition.setting import Setting
    from program.shelf import SNAPSHOT, put
    from program.snapshot import to_json
    from tests.program.synthetic import synthetic_program

    program = synthetic_program(size)
    setting = Setting(f"https://convoke.example/{SLUG}/", "Society", "#8b1a1a", "Office", "office@convoke.example")
    snapshot = put(to_json(program))
    files = {SNAPSHOT: (snapshot, "application/json"), CHANGELOG: (put(changed(program)), "application/json")}
    wanted = {address for address in ADDRESSES.values() if not address.endswith("/")}
    for file in files_of(program, setting):
        if file.name in wanted:
            files[file.name] = (put(file.make() or b""), file.content_type)
    contents = put(json.dumps(files).encode())
    now = asdict(Current(1, datetime(2027, 3, 1, tzinfo=UTC), snapshot, contents))
    storages["releases"].save(place_of(SLUG), ContentFile(json.dumps(now, default=datetime.isoformat).encode()))
    keep_masthead()


def changed(program: Any) -> bytes:
    """A log as if a release had moved every session."""
    from program.changelog import entry_of, to_json

    hour = timedelta(hours=1)
    moved = [replace(each, starts_at=each.starts_at - hour, ends_at=each.ends_at - hour) for each in program.sessions]
    before = replace(program, sessions=tuple(moved))
    return to_json((entry_of(program, before), entry_of(before, None)))


def faults_of(name: str, looks: dict[int, Any], *, growth: float, grace: float) -> list[str]:
    """CPU may grow with the bytes, and with nothing else."""
    rows = [looks[size] for size in sorted(looks)]
    few, many = rows[0], rows[-1]
    faults = []
    if (queries := max(look.queries for look in rows)) > QUERIES:
        faults.append(f"{name}: {queries} queries, at most {QUERIES}")
    bytes_grew = max(many.kilobytes / few.kilobytes, 1.0)
    if many.seconds > growth * few.seconds * bytes_grew + grace:
        grew = many.seconds / few.seconds
        faults.append(
            f"{name}: {grew:.1f} times the CPU for {bytes_grew:.1f} times the bytes, at most {growth} times"
        )
    return faults
