"""A meeting's process out into a file, and a meeting made of one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from dashboard.setup_file.faults import Unfit
from dashboard.setup_file.making import Maker
from dashboard.setup_file.reading import read
from dashboard.setup_file.writing import written
from people.refusal import insist
from workshops import rules
from workshops.models import Call, Meeting


@dataclass(frozen=True)
class Preview:
    """What importing a file would make, none of it kept: `counts` by table, the calls as they would be."""

    meeting: Meeting
    calls: list[Call]
    counts: Mapping[str, int]


def export_setup(meeting: Meeting, *, by: Any) -> bytes:
    """The whole process as a file, without people, proposals and decisions. Raises Unfit when names are not clear."""
    insist(rules.set_up(by))
    return written(meeting)


@transaction.atomic
def import_setup(
    body: bytes, *, by: Any, at: datetime, slug: str = "", starts_on: date | None = None
) -> tuple[Meeting, Mapping[str, int]]:
    """A hidden meeting made of a file, all or nothing, and how many rows of each table it has.

    `slug` is an address other than the file's; with `starts_on` every date moves by as many days as the first day.
    Raises Unfit, which tells every fault with its place.
    """
    insist(rules.set_up(by))
    setup = read(body, slug=slug, starts_on=starts_on)
    maker = Maker(by, at)
    meeting = None if setup.faults else maker.meeting(setup)
    if meeting is None or maker.faults:
        raise Unfit(*setup.faults, *maker.faults)
    record("import_setup", meeting, by=by, at=at, rows=dict(maker.counts))
    return Meeting.objects.get(pk=meeting.pk), maker.counts


@transaction.atomic
def preview_setup(body: bytes, **said: Any) -> Preview:
    """Imports and takes it back: the answer is exactly what importing would make, or the same Unfit."""
    meeting, counts = import_setup(body, **said)
    calls = list(meeting.calls.prefetch_related("formats", "prompts", "requirements", "rubrics", "stages"))
    transaction.set_rollback(True)
    return Preview(meeting, calls, counts)
