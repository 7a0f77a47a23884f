"""Rows read from a file, made by the floors' own actions, so that every rule of theirs holds."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models, transaction

from dashboard.setup_file.faults import Fault
from dashboard.setup_file.reading import Row, Setup
from letters.models import LetterSet
from people.refusal import Refused
from workshops.models import Meeting

Scope = Mapping[str, Mapping[str, models.Model]]
"""Rows made already that others may name: {key of their table: {name: row}}."""


@dataclass
class Maker:
    """Goes on after a refusal, so that all are told; whoever asks it takes nothing when there are `faults`."""

    by: Any
    at: datetime
    faults: list[Fault] = field(default_factory=list)
    counts: Counter = field(default_factory=Counter)

    def meeting(self, setup: Setup) -> Meeting | None:
        if setup.letters:
            setup.meeting.values["letter_set"] = self.letters(setup.letters, setup.meeting.values["slug"])
        return self.make(setup.meeting, None, {})

    def letters(self, row: Row, slug: str) -> LetterSet | None:
        """The set of that name where it says the same; where it has other words, a new one for this meeting."""
        name = row.values["name"]
        there = LetterSet.objects.filter(name=name).first()
        if there is None:
            return self.make(row, None, {})
        if same_letters(there, row):
            return there
        row.values["name"] = f"{name[: 110 - len(slug)]} for {slug}"
        return self.make(row, None, {})

    def make(self, row: Row, within: models.Model | None, scope: Scope) -> Any:
        """The row and all that stands in it; None when its action refuses."""
        try:
            with transaction.atomic():
                made = row.table.make(within, by=self.by, at=self.at, **values_of(row, scope))
        except Refused as refused:
            self.faults.append(Fault(row.place, str(refused.refusal)))
            return None
        self.counts[row.table.key] += 1
        here = dict(scope)
        for table in row.table.inside:
            pairs = [(each.name, self.make(each, made, here)) for each in in_making_order(row.of(table.key))]
            here[table.key] = {name: done for name, done in pairs if done}
        return made


def same_letters(there: LetterSet, row: Row) -> bool:
    """Whether the set has the file's words, under the same conditions in the same order."""
    columns = [each.name for each in row.inside[0].table.fields] if row.inside else ["pk"]
    told = [tuple(each.values.get(name) or "" for name in columns) for each in row.inside]
    kept = [tuple(getattr(each, name) or "" for name in columns) for each in there.templates.all()]
    return by_kind(kept) == by_kind(told)


def by_kind(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Kinds stand in any order, the letters of one kind in theirs; the one without a condition is last."""
    return sorted(rows, key=lambda row: (row[0], not row[1]) if len(row) > 1 else row)


def in_making_order(rows: list[Row]) -> list[Row]:
    """Rows that name others of their own table come after these; then each is told its place in the file."""
    waiting = [row for row in rows if row.table.key in row.table.ties.values()]
    ordered = [row for row in rows if row not in waiting]
    for number, row in enumerate(waiting, start=1):
        row.values["order"] = number
    while waiting:
        names = {row.name for row in waiting}
        ready = [row for row in waiting if not names & set(names_beside(row))] or waiting
        ordered += ready
        waiting = [row for row in waiting if row not in ready]
    return ordered


def names_beside(row: Row) -> list[str]:
    """The rows of its own table that it names."""
    tied = [field for field, key in row.table.ties.items() if key == row.table.key]
    return [name for field in tied for name in row.ties.get(field, [])]


def values_of(row: Row, scope: Scope) -> dict[str, Any]:
    """What the action is given: all the file says, and what a new row begins with where it says nothing."""
    given: dict[str, Any] = {}
    for each in row.table.fields:
        if each.is_relation and each.name in row.table.ties:
            named = [scope[row.table.ties[each.name]].get(name) for name in row.ties.get(each.name, [])]
            found = [one for one in named if one]
            given[each.name] = found if each.many_to_many else next(iter(found), None)
        elif each.name in row.values:
            given[each.name] = row.values[each.name]
        elif each.name not in row.table.always:
            given[each.name] = "" if each.name in row.table.spoken else each.get_default()
    return given | {name: value for name, value in row.values.items() if name not in given}
