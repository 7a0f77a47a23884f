"""A plain table as rows that can be made, with everything that is wrong in it told at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models

from dashboard.setup_file import values
from dashboard.setup_file.faults import Fault, Unfit
from dashboard.setup_file.toml import from_bytes
from dashboard.setup_file.tree import TIED, VERSION, VERSION_KEY, WHOLE
from workshops import rules
from workshops.carrying import LETTERS, Table

MOST_ROWS = 300
"""In one table of one row: far above what a process has, far below what a page could not show."""


@dataclass
class Row:
    """`values` are for the action, ties among them as the names of the rows they name."""

    table: Table
    place: str
    values: dict[str, Any] = field(default_factory=dict)
    ties: dict[str, list[str]] = field(default_factory=dict)
    inside: list["Row"] = field(default_factory=list)

    @property
    def name(self) -> str:
        return str(self.values.get(self.table.named_by, ""))

    def of(self, key: str) -> list["Row"]:
        """The rows of one table in it."""
        return [row for row in self.inside if row.table.key == key]

    def walk(self) -> Iterator["Row"]:
        yield self
        for each in self.inside:
            yield from each.walk()


@dataclass
class Setup:
    meeting: Row
    letters: Row | None
    faults: list[Fault]


def read(body: bytes, *, slug: str = "", starts_on: date | None = None) -> Setup:
    """The rows of a file, for the meeting `slug` that starts on another day. Raises Unfit when nothing can be made of
    it; faults of its parts are collected in the answer.
    """
    document = from_bytes(body)
    version = document.pop(VERSION_KEY, None)
    if version != VERSION:
        said = (
            f"It says {VERSION_KEY} = {values.shown(version)}" if version is not None else f"{VERSION_KEY} is missing"
        )
        raise Unfit(Fault("", f"{said}; this release reads {VERSION_KEY} = {VERSION}."))
    meeting, letters = document.pop(WHOLE.key, None), document.pop(LETTERS.key, None)
    if not isinstance(meeting, dict):
        raise Unfit(Fault("", "The part [meeting] is missing."))
    reader = Reader()
    doubled = sorted({table.key for table in WHOLE.inside} & set(meeting))
    for key in doubled:
        reader.refuse("meeting", f"“{key}” stands beside [meeting] in a file, not in it.")
    whole = {name: value for name, value in meeting.items() if name not in doubled} | {
        key: document.pop(key) for key in [table.key for table in WHOLE.inside] if key in document
    }
    for key in document:
        reader.refuse("", f"There is no part called “{values.shown(key)}”.")
    if slug:
        whole["slug"] = slug
    reader.days = days_to(meeting.get("starts_on"), starts_on)
    row = reader.row(WHOLE, whole, "meeting", "UTC")
    told = next(iter(reader.rows(LETTERS, letters, "", "UTC")), None) if letters is not None else None
    reader.check_ties(row, {})
    return Setup(row, told, reader.faults)


def days_to(said: Any, wanted: date | None) -> int:
    is_day = isinstance(said, date)
    return (wanted - said).days if wanted and is_day else 0


@dataclass
class Reader:
    faults: list[Fault] = field(default_factory=list)
    days: int = 0

    def refuse(self, place: str, sentence: str) -> None:
        self.faults.append(Fault(place, sentence))

    def row(self, table: Table, plain: Mapping[str, Any], place: str, zone: str) -> Row:
        row = Row(table, place)
        fields = {each.name: each for each in table.fields}
        zone = self.zone(fields, plain, zone)
        for name, value in plain.items():
            if name in fields:
                self.value(row, fields[name], value, zone)
            elif name not in [inside.key for inside in table.inside]:
                self.refuse(place, f"“{values.shown(name)}” is not known here. {self.known(table)}")
        for name, each in fields.items():
            if name not in plain and is_needed(each):
                self.refuse(place, f"“{name}” is missing.")
        for inside in table.inside:
            if inside.key in plain:
                row.inside += self.rows(inside, plain[inside.key], "" if table is WHOLE else place, zone)
        return row

    def zone(self, fields: Mapping[str, models.Field], plain: Mapping[str, Any], zone: str) -> str:
        """The row's own; one that is not known is told when its row is made."""
        own = plain.get("zone") if "zone" in fields else None
        return own if isinstance(own, str) and zone_is_known(own) else zone

    def known(self, table: Table) -> str:
        return (
            f"Known are {', '.join([*(each.name for each in table.fields), *(each.key for each in table.inside)])}."
        )

    def value(self, row: Row, each: models.Field, value: Any, zone: str) -> None:
        try:
            if each.name in row.table.spoken:
                row.values[each.name] = values.text(models.CharField(max_length=160), value, zone, 0)
            elif not each.is_relation:
                row.values[each.name] = values.read(each, value, zone, self.days)
            if each.name in row.table.words:
                values.insist_on_words(value)
            if each.name in row.table.ties:
                row.ties[each.name] = names(each, value)
        except values.Wrong as wrong:
            self.refuse(f"{row.place}, {each.name}", str(wrong))

    def rows(self, table: Table, plain: Any, place: str, zone: str) -> list[Row]:
        where = ", ".join(filter(None, (place, table.key)))
        if table.is_one and isinstance(plain, dict):
            return [self.row(table, plain, where, zone)]
        if table.is_one:
            self.refuse(where, f"It has to be one table, as [{table.key}].")
            return []
        if not isinstance(plain, list):
            self.refuse(where, f"It has to be a list of tables, each under [[{table.key}]].")
            return []
        if len(plain) > MOST_ROWS:
            self.refuse(where, f"There are {len(plain):,}; at most {MOST_ROWS} are allowed.")
            return []
        made = []
        for number, each in enumerate(plain, start=1):
            if isinstance(each, dict):
                made.append(self.row(table, each, f"{where} {self.called(table, each, number)}", zone))
            else:
                self.refuse(f"{where} {number}", "It has to be a table.")
        self.refuse_doubles(table, made, where)
        return made

    def called(self, table: Table, plain: Mapping[str, Any], number: int) -> str:
        name = plain.get(table.named_by)
        return f"“{values.shown(name)}”" if isinstance(name, str) and name else f"{number}"

    def refuse_doubles(self, table: Table, rows: list[Row], where: str) -> None:
        names = [row.name for row in rows]
        for name in dict.fromkeys(names):
            if table.key in TIED and name and names.count(name) > 1:
                self.refuse(where, f"Two are called “{values.shown(name)}”; give one another {table.named_by}.")

    def check_ties(self, row: Row, scope: Mapping[str, list[Row]]) -> None:
        """What a row names is among the rows beside it, or beside the row it stands in."""
        here = dict(scope) | {table.key: row.of(table.key) for table in row.table.inside}
        for name, wanted in row.ties.items():
            key = row.table.ties[name]
            known = [each.name for each in scope.get(key, [])]
            for each in [each for each in wanted if each not in known]:
                there = f"there are {', '.join(known)}" if known else "there are none"
                self.refuse(f"{row.place}, {name}", f"“{values.shown(each)}” is not among the {key}: {there}.")
        for inside in row.inside:
            self.check_ties(inside, here)


def names(each: models.Field, value: Any) -> list[str]:
    if each.many_to_many:
        if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
            raise values.Wrong("It has to be a list of names in brackets.")
        return list(dict.fromkeys(value))
    if not isinstance(value, str):
        raise values.Wrong("It has to be a name in quotation marks.")
    return [value]


def is_needed(each: models.Field) -> bool:
    return not (each.has_default() or each.blank or each.null or each.many_to_many)


def zone_is_known(name: str) -> bool:
    return rules.name_zone(name, for_deadline=True) is None
