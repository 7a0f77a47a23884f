"""What changed between two texts, word by word, for people to read."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from proposals.reading import Edition, Item, Participant, Reading

WORDS = re.compile(r"\s+|\w+|[^\w\s]")

Piece = tuple[str, str]
"""same, added or removed; and the words."""

Row = tuple[str, str, str]
"""The key of a row, what it is called, and all its words."""


@dataclass(frozen=True)
class Change:
    """`note` says of a row that it was added, removed or moved; `pieces` are empty where only its place changed."""

    label: str
    pieces: list[Piece]
    note: str = ""

    @property
    def before(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece[0] != "added"]

    @property
    def after(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece[0] != "removed"]


Addresses = Mapping[str, str]
"""E-mail by the key of a person's row: for those who write, whose readings have none."""


def compare(before: Reading, after: Reading, addresses: tuple[Addresses, Addresses] = ({}, {})) -> list[Change]:
    """The parts that differ, in the order they are read."""
    older, newer = dict(texts(before)), dict(texts(after))
    labels = [*newer, *(label for label in older if label not in newer)]
    changed = [
        Change(label, word_changes(older.get(label, ""), newer.get(label, "")))
        for label in labels
        if older.get(label, "") != newer.get(label, "")
    ]
    older_rows, newer_rows = (rows(each, known) for each, known in zip((before, after), addresses, strict=True))
    return [*changed, *(change for label in newer_rows for change in compare_rows(label, older_rows, newer_rows))]


def texts(reading: Reading) -> Iterator[tuple[str, str]]:
    yield "Title", reading.title
    yield "Summary", reading.summary
    yield "Topics", ", ".join(topic.name for topic in reading.topics)
    yield "Research priorities", "\n".join(priority.text for priority in reading.priorities)
    for _, answers in reading.sections:
        for answer in answers:
            yield answer.label, answer.text


def rows(reading: Reading, addresses: Addresses) -> dict[str, list[Row]]:
    return {
        "People": [(each.key, each.name or "Nameless", _person(each, addresses)) for each in reading.people],
        "Running order": [(each.key, each.title or each.kind_label, _item(each)) for each in reading.items],
        "Earlier editions": [(each.key, each.title or "Untitled", _edition(each)) for each in reading.editions],
    }


def _person(each: Participant, addresses: Addresses) -> str:
    parts = (each.affiliation, each.country, each.career_stage, addresses.get(each.key, ""))
    return ", ".join(part for part in (f"{each.role}: {each.name}", *parts) if part)


def _item(each: Item) -> str:
    return " · ".join(part for part in (f"{each.minutes} min", each.kind_label, each.title, each.speaker) if part)


def _edition(each: Edition) -> str:
    came = f", {each.attendance} came" if each.attendance is not None else ""
    return f"{each.title} ({each.year or 'no year'}{came}) {each.report}".strip()


def compare_rows(label: str, older: Mapping[str, list[Row]], newer: Mapping[str, list[Row]]) -> Iterator[Change]:
    """Rows by name: added, removed, moved, or with other words; one that only made room for another has not moved."""
    was = {key: (place, name, text) for place, (key, name, text) in enumerate(older[label], start=1)}
    now = {key: (place, name, text) for place, (key, name, text) in enumerate(newer[label], start=1)}
    moved = moved_of([key for key in was if key in now], [key for key in now if key in was])
    for key, (place, name, text) in now.items():
        if key not in was:
            yield Change(f"{label}: {name}", [("added", text)], f"Added, in place {place}")
            continue
        before, _, old = was[key]
        note = f"Moved from place {before} to place {place}" if key in moved else ""
        if note or text != old:
            yield Change(f"{label}: {name}", word_changes(old, text) if text != old else [], note)
    for key, (place, name, text) in was.items():
        if key not in now:
            yield Change(f"{label}: {name}", [("removed", text)], f"Removed from place {place}")


def moved_of(was: Sequence[str], now: Sequence[str]) -> set[str]:
    """The fewest rows whose move explains the new order."""
    blocks = SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks()
    stayed = {was[place] for block in blocks for place in range(block.a, block.a + block.size)}
    return set(was) - stayed


def word_changes(before: str, after: str) -> list[Piece]:
    old, new = WORDS.findall(before), WORDS.findall(after)
    pieces: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if kind == "equal":
            pieces.append(("same", "".join(old[a:b])))
            continue
        if b > a:
            pieces.append(("removed", "".join(old[a:b])))
        if d > c:
            pieces.append(("added", "".join(new[c:d])))
    return pieces
