"""What changed between two texts, word by word, for people to read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from proposals.reading import Reading

WORDS = re.compile(r"\s+|\w+|[^\w\s]")

Piece = tuple[str, str]
"""same, added or removed; and the words."""


@dataclass(frozen=True)
class Change:
    label: str
    pieces: list[Piece]


def compare(before: Reading, after: Reading) -> list[Change]:
    """The parts that differ, in the order they are read."""
    older, newer = dict(parts(before)), dict(parts(after))
    labels = [*newer, *(label for label in older if label not in newer)]
    return [
        Change(label, word_changes(older.get(label, ""), newer.get(label, "")))
        for label in labels
        if older.get(label, "") != newer.get(label, "")
    ]


def parts(reading: Reading) -> Iterator[tuple[str, str]]:
    """A reading as labelled texts; rows become lines."""
    yield "Title", reading.title
    yield "Summary", reading.summary
    yield "Topics", ", ".join(topic.name for topic in reading.topics)
    yield "Research priorities", "\n".join(priority.text for priority in reading.priorities)
    for _, answers in reading.sections:
        for answer in answers:
            yield answer.label, answer.text
    yield (
        "People",
        "\n".join(
            ", ".join(part for part in (f"{each.role}: {each.name}", each.affiliation, each.country) if part)
            for each in reading.people
        ),
    )
    yield (
        "Running order",
        "\n".join(
            " · ".join(part for part in (f"{item.minutes} min", item.kind_label, item.title, item.speaker) if part)
            for item in reading.items
        ),
    )
    yield (
        "Earlier editions",
        "\n".join(f"{each.title} ({each.year or 'no year'}) {each.report}".strip() for each in reading.editions),
    )


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
