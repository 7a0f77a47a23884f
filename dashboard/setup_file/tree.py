"""The tables of a setup file, gathered from the floors, and its version."""

from collections.abc import Iterator
from dataclasses import replace

from django.db import models

from program.carrying import INSIDE_MEETING as ATTENDEES
from proposals.carrying import INSIDE_CALLS as RULES
from reviews.carrying import INSIDE_CALLS as REVIEWING
from scheduling.carrying import INSIDE_MEETING as SCHEDULE
from workshops.carrying import CALLS, LETTERS, MEETING, Table

VERSION_KEY, VERSION = "convoke_setup", 1
"""A file of another version is refused: a change of meaning of any field raises it."""

WHOLE_CALLS = replace(CALLS, inside=(*CALLS.inside, *RULES, *REVIEWING))
WHOLE = replace(
    MEETING, inside=(*(WHOLE_CALLS if each is CALLS else each for each in MEETING.inside), *SCHEDULE, *ATTENDEES)
)


def tables(table: Table | None = None, path: str = "") -> Iterator[tuple[str, Table]]:
    """Every table with its path in the file: calls.prompts."""
    if table is None:
        yield from tables(WHOLE)
        yield from tables(LETTERS)
        return
    yield path + table.key, table
    below = "" if table is WHOLE else f"{path}{table.key}."
    for each in table.inside:
        yield from tables(each, below)


TIED = {key for _, table in tables() for key in table.ties.values()}
"""Tables whose rows others name, so that two of one name would be one too many."""


def naming(table: Table, field: models.Field) -> str:
    """The field by which this table names the rows that `field` ties it to."""
    if field.name in table.spoken:
        return table.spoken[field.name]
    return next(each.named_by for _, each in tables() if each.key == table.ties[field.name])
