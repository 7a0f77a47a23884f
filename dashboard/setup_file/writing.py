"""A meeting's process as a plain table. What is nothing is not written, so that the file says only what there is."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from dashboard.setup_file.faults import Fault, Unfit
from dashboard.setup_file.toml import to_bytes
from dashboard.setup_file.tree import TIED, VERSION, VERSION_KEY, WHOLE, naming
from dashboard.setup_file.values import told
from workshops.carrying import LETTERS, Table
from workshops.models import Meeting


def written(meeting: Meeting) -> bytes:
    """The same meeting always gives the same bytes. Raises Unfit when a name stands for two."""
    whole = plain_row(WHOLE, meeting, meeting.zone)
    parts = {table.key: whole.pop(table.key) for table in WHOLE.inside if table.key in whole}
    document = {VERSION_KEY: VERSION, WHOLE.key: whole} | parts
    if meeting.letter_set:
        document[LETTERS.key] = plain_row(LETTERS, meeting.letter_set, meeting.zone)
    return to_bytes(document)


def plain_row(table: Table, row: models.Model, zone: str) -> dict[str, Any]:
    """A row with everything that stands in it."""
    zone = getattr(row, "zone", zone)
    plain = {}
    for field in table.fields:
        value = named(table, field, row) if field.is_relation else told(field, getattr(row, field.name), zone)
        if field.name in table.always or says_something(field, value):
            plain[field.name] = value
    for inside in table.inside:
        rows = rows_in(row, inside)
        insist_on_names(inside, rows)
        told_rows = [plain_row(inside, each, zone) for each in rows]
        if told_rows:
            plain[inside.key] = told_rows[0] if inside.is_one else told_rows
    return plain


def rows_in(row: models.Model, inside: Table) -> list[models.Model]:
    if inside.is_one:
        one = getattr(row, inside.key, None)
        return [one] if one else []
    return list(getattr(row, inside.key).filter(**inside.only))


def says_something(field: models.Field, value: Any) -> bool:
    """Nothing needs no line where nothing is what a new row begins with."""
    nothing = value in (None, "", 0, False) or value in ([], {})
    return not nothing or (bool(field.get_default()) and value is not None)


def named(table: Table, field: models.Field, row: models.Model) -> Any:
    """The names of the rows that it is tied to."""
    if field.many_to_many:
        by = naming(table, field)
        return [getattr(each, by) for each in getattr(row, field.name).all()]
    tied = getattr(row, field.name)
    return getattr(tied, naming(table, field)) if tied else None


def insist_on_names(table: Table, rows: Iterable[models.Model]) -> None:
    """Who is named by others has a name of her own."""
    names = [getattr(row, table.named_by) for row in rows] if table.key in TIED else []
    double = next((name for name in names if names.count(name) > 1), None)
    if double is not None:
        raise Unfit(Fault(table.key, f"Two are called “{double}”, so a file could not tell them apart. Rename one."))
