"""One text of two: field by field what was picked, rows of both united. Plain Python.

A choice is LEAD, OTHER or BOTH. Of two people with one address the lead's row stays, and what the other one says goes
on under it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from people.codes import random_code
from proposals.content import ROWS, Content, EditionRow, FacultyRow, ItemRow, Row

LEAD, OTHER, BOTH = "lead", "other", "both"


@dataclass(frozen=True)
class Picks:
    """`answers` is {prompt slug: choice}; rows are `lead-KEY` and `other-KEY`, and stay in the order of the texts."""

    title: str = LEAD
    summary: str = BOTH
    answers: Mapping[str, str] = field(default_factory=dict)
    topics: frozenset[str] = frozenset()
    priorities: frozenset[str] = frozenset()
    rows: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Offered:
    """A row that can be picked: `name` as in Picks.rows."""

    name: str
    row: Row
    is_lead: bool


def text_of(choice: str, lead: str, other: str) -> str:
    if choice == BOTH and lead and other and lead != other:
        return f"{lead}\n\n{other}"
    return (other or lead) if choice == OTHER else (lead or other)


def offered_rows(name: str, lead: Content, other: Content) -> list[Offered]:
    """Rows of both, the lead's first; a person with one address, and an edition of one name and year, once."""
    first = [Offered(f"{LEAD}-{row.key}", row, True) for row in getattr(lead, name)]
    known = {_same(row) for row in getattr(lead, name)} - {None}
    rest = [Offered(f"{OTHER}-{row.key}", row, False) for row in getattr(other, name) if _same(row) not in known]
    return first + rest


def _same(row: Row) -> object:
    """What makes two rows one; talks are never the same."""
    if isinstance(row, FacultyRow):
        return row.email.lower() or None
    if isinstance(row, EditionRow):
        return (row.title.casefold(), row.year)
    return None


def unite(lead: Content, other: Content, picks: Picks) -> Content:
    new = _new_keys(lead, other)
    texts = {
        slug: text_of(picks.answers.get(slug, LEAD), lead.answers.get(slug, ""), other.answers.get(slug, ""))
        for slug in {*lead.answers, *other.answers}
    }
    return Content(
        title=text_of(picks.title, lead.title, other.title),
        summary=text_of(picks.summary, lead.summary, other.summary),
        topics=tuple(sorted(picks.topics)),
        priorities=tuple(sorted(picks.priorities)),
        answers=texts,
        **{name: (*_of_lead(name, lead, picks), *_of_other(name, lead, other, picks, new)) for name in ROWS},
    )


def _of_lead(name: str, lead: Content, picks: Picks) -> tuple[Row, ...]:
    return tuple(row for row in getattr(lead, name) if f"{LEAD}-{row.key}" in picks.rows)


def _of_other(name: str, lead: Content, other: Content, picks: Picks, new: Mapping[str, str]) -> tuple[Row, ...]:
    """The picked rows of the other text, under keys that the lead's rows do not have."""
    offered = [each.row for each in offered_rows(name, lead, other) if not each.is_lead and each.name in picks.rows]
    rows = [replace(row, key=new[row.key]) for row in offered]
    return tuple(replace(row, speaker=new.get(row.speaker, "")) if isinstance(row, ItemRow) else row for row in rows)


def _new_keys(lead: Content, other: Content) -> dict[str, str]:
    """For each row of the other text; a person whose address the lead names is found under the lead's row."""
    taken = {row.key for name in ROWS for row in getattr(lead, name)}
    people = {row.email: row.key for row in lead.faculty if row.email}
    keys = [row.key for name in ROWS for row in getattr(other, name)]
    new = {key: random_code() if key in taken else key for key in keys}
    return new | {row.key: people[row.email] for row in other.faculty if row.email in people}


def whole(lead: Content, joint: Content, shared: Collection[str]) -> Content:
    """The text that goes on: the joint one, with what of the lead's was never shared (answers for staff, files)."""
    own = {slug: text for slug, text in lead.answers.items() if slug not in shared}
    return replace(joint, answers={**own, **joint.answers}, replies=lead.replies)


def shared_part(content: Content, shared: Collection[str]) -> Content:
    """What the other proposer may read and pick from."""
    answers = {slug: text for slug, text in content.answers.items() if slug in shared}
    return replace(content, answers=answers, replies={})
