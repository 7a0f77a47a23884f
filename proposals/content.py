"""The whole text of a proposal as one value: what a revision stores, what is merged, compared and judged.

Plain Python. Rows of the tables become a Content and back in `proposals.rows`. Rows carry a key of their own,
which stays when they are moved or edited; `ItemRow.speaker` is the key of a faculty row.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from rendering.text import one_line, plain


@dataclass(frozen=True)
class FacultyRow:
    key: str
    role: str = "speaker"
    given_name: str = ""
    family_name: str = ""
    email: str = ""
    affiliation: str = ""
    country: str = ""
    career_stage: str = ""

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def is_chair(self) -> bool:
        return self.role in ("chair", "co_chair")

    @property
    def is_blank(self) -> bool:
        return not (self.name or self.email or self.affiliation or self.country)


@dataclass(frozen=True)
class ItemRow:
    """`minutes` is 0 while nobody has said how long it takes."""

    key: str
    kind: str = "talk"
    title: str = ""
    minutes: int = 0
    speaker: str = ""

    @property
    def is_blank(self) -> bool:
        return not (self.title or self.minutes or self.speaker)


@dataclass(frozen=True)
class EditionRow:
    """`year` is 0 while unknown; `earlier` is the code of a proposal here."""

    key: str
    title: str = ""
    year: int = 0
    attendance: int | None = None
    report: str = ""
    earlier: str = ""

    @property
    def is_blank(self) -> bool:
        return not (self.title or self.year or self.attendance or self.report)


TITLE_LETTERS = 250
"""What a program has room for. A draft keeps a longer title, which is not handed in."""

Row = FacultyRow | ItemRow | EditionRow

ROWS: dict[str, type] = {"faculty": FacultyRow, "items": ItemRow, "editions": EditionRow}
SETS = ("topics", "priorities")
TEXTS = ("answers", "replies")
"""Texts by a name of their own."""
LATER = "later"
"""The part that is asked after acceptance; it has a page of its own."""

SECTIONS: dict[str, tuple[str, ...]] = {
    "points": ("replies",),
    "basics": ("title", "summary", "topics", "priorities"),
    "questions": ("answers",),
    LATER: ("answers",),
    "people": ("faculty",),
    "running-order": ("items",),
    "earlier-editions": ("editions",),
}
"""What is written in which section of the editor."""


@dataclass(frozen=True)
class Content:
    """`topics` are slugs, `priorities` codes, `answers` {prompt slug: text}, `replies` those to the points of a
    revision (proposals.revising.points).
    """

    title: str = ""
    summary: str = ""
    topics: tuple[str, ...] = ()
    priorities: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    faculty: tuple[FacultyRow, ...] = ()
    items: tuple[ItemRow, ...] = ()
    editions: tuple[EditionRow, ...] = ()
    replies: Mapping[str, str] = field(default_factory=dict)

    @property
    def chairs(self) -> tuple[FacultyRow, ...]:
        return tuple(row for row in self.faculty if row.is_chair)

    @property
    def minutes(self) -> int:
        return sum(item.minutes for item in self.items)

    @property
    def discussion_minutes(self) -> int:
        return sum(item.minutes for item in self.items if item.kind == "discussion")

    @property
    def discussion_share(self) -> int:
        """Per cent of the minutes."""
        return round(self.discussion_minutes * 100 / self.minutes) if self.minutes else 0

    def edited(self, changes: Mapping[str, Any]) -> "Content":
        """With some fields replaced; answers not mentioned stay, so that a withdrawn question keeps its answer."""
        changes = dict(changes)
        for name in TEXTS:
            if name in changes:
                changes[name] = {**getattr(self, name), **changes[name]}
        return cleaned(replace(self, **changes))


def cleaned(content: Content) -> Content:
    """Without control characters, blank rows, doubled choices and speakers who are gone; a blank answer is none."""
    rows = {name: tuple(_cleaned_rows(getattr(content, name))) for name in ROWS}
    known = {row.key for row in rows["faculty"]}
    rows["items"] = tuple(row if row.speaker in known else replace(row, speaker="") for row in rows["items"])
    return Content(
        title=one_line(content.title),
        summary=tidy(content.summary),
        topics=tuple(sorted(set(content.topics))),
        priorities=tuple(sorted(set(content.priorities))),
        **{name: _cleaned_texts(getattr(content, name)) for name in TEXTS},
        **rows,
    )


def _cleaned_texts(texts: Mapping[str, str]) -> dict[str, str]:
    return {slug: kept for slug, text in sorted(texts.items()) if (kept := tidy(text))}


def _cleaned_rows(rows: tuple[Row, ...]) -> Iterator[Row]:
    for row in rows:
        texts = {
            name: tidy(text) if name == "report" else one_line(text)
            for name, text in asdict(row).items()
            if isinstance(text, str)
        }
        if "email" in texts:
            texts["email"] = texts["email"].lower()
        row = replace(row, **texts)
        if not row.is_blank:
            yield row


def tidy(text: str) -> str:
    """As typed, without control characters and blanks at the ends."""
    return plain(text).strip()


def to_json(content: Content) -> dict[str, Any]:
    return asdict(content)


def from_json(stored: Mapping[str, Any]) -> Content:
    """Also from an older shape: what is missing is empty, what is unknown is left out."""
    known = {name.name for name in fields(Content)} & set(stored)
    values = {name: stored[name] for name in known}
    for name in SETS:
        values[name] = tuple(values.get(name, ()))
    for name, kind in ROWS.items():
        columns = {column.name for column in fields(kind)}
        rows = values.get(name, ())
        values[name] = tuple(kind(**{key: row[key] for key in columns & set(row)}) for row in rows)
    return Content(**values)


def flat(content: Content) -> dict[str, Any]:
    """Every single value by its path: `title`, `answers/why-now`, `faculty/k7m2/email`, `topics/coagulation`."""
    values: dict[str, Any] = {"title": content.title, "summary": content.summary}
    values |= {f"{name}/{each}": each for name in SETS for each in getattr(content, name)}
    values |= {f"{name}/{slug}": text for name in TEXTS for slug, text in getattr(content, name).items()}
    for name in ROWS:
        for row in getattr(content, name):
            columns = asdict(row)
            key = columns.pop("key")
            values |= {f"{name}/{key}/{column}": value for column, value in columns.items()}
    return values
