"""A kind's templates in the order they are looked at, each with the letters still to be sent that it would write."""

from dataclasses import dataclass, field
from itertools import islice

from letters.choosing import Chosen, Pending, answers_of, choose, chosen, sentence
from letters.kinds import Kind
from letters.models import LetterSet, LetterTemplate

MOST_NAMED = 12
MOST_FOUND = 20


@dataclass
class Row:
    """`template` nothing: the default words. `when` is its condition in words, empty for all others."""

    template: LetterTemplate | None
    when: str = ""
    matches: list[Pending] = field(default_factory=list)

    @property
    def named(self) -> list[Pending]:
        return self.matches[:MOST_NAMED]

    @property
    def more(self) -> int:
        return max(len(self.matches) - MOST_NAMED, 0)


@dataclass(frozen=True)
class Sorting:
    """`rows`: those with a condition in their order, then the one for all others. `pending`: by title."""

    letter_set: LetterSet
    kind: Kind
    rows: list[Row]
    pending: list[Pending]

    @property
    def knows_pending(self) -> bool:
        """Whether the letters of this kind that are still to be sent can be told."""
        return self.kind.pending is not None

    @property
    def conditions(self) -> list[Row]:
        return self.rows[:-1]

    @property
    def rest(self) -> Row:
        return self.rows[-1]

    def matching(self, words: str) -> list[Pending]:
        """Each word occurs in the title or the name."""
        asked = words.casefold().split()
        found = (each for each in self.pending if all(word in each.text for word in asked))
        return list(islice(found, MOST_FOUND))

    def chosen(self, one: Pending) -> Chosen:
        templates = [row.template for row in self.rows if row.template]
        return chosen(templates, self.kind.facts, one.known, self.letter_set)


def sorted_out(kind: Kind, letter_set: LetterSet, person) -> Sorting:
    templates = list(letter_set.templates.filter(kind=kind.name))
    answers = answers_of(kind.facts, letter_set) if any(each.when for each in templates) else {}
    rows = [Row(each, sentence(each.when, kind.facts, answers)) for each in templates]
    if not templates or templates[-1].when:
        rows.append(Row(None))
    by_template = {row.template: row for row in rows}
    pending = kind.pending(letter_set, person) if kind.pending else []
    for one in pending:
        by_template[choose(templates, one.known)].matches.append(one)
    return Sorting(letter_set, kind, rows, pending)


def pending_of(kind: Kind, letter_set: LetterSet, person, key: str) -> Pending | None:
    """One letter that is still to be sent, if this person may know of it."""
    if not key or not kind.pending:
        return None
    return next((each for each in kind.pending(letter_set, person) if each.key == key), None)
