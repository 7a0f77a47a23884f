"""Which of a set's templates a letter is written by: the first whose condition holds, else the one for all others.

A floor that registers a kind names the facts that are known of such a letter. A condition ticks, for some of them,
the answers that fit: of one fact any, of several facts all.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from letters.models import LetterSet, LetterTemplate

Known = Mapping[str, Collection[str]]
"""Of one letter: {name of a fact: the answers that hold}."""
Choices = Sequence[tuple[str, str]]

NONE_HOLDS = "none of the conditions before it holds"


@dataclass(frozen=True)
class Fact:
    """`answers(letter set)` are those that staff tick, as (value, words). `says` puts them into a sentence."""

    name: str
    label: str
    answers: "Callable[[LetterSet], Choices]" = field(compare=False)
    says: str = "{}"


@dataclass(frozen=True)
class Pending:
    """A letter of a kind that is not sent yet: held, or not written. `values()` fill the kind's placeholders."""

    key: str
    label: str
    to_name: str
    known: Known
    values: Callable[[], Mapping[str, str]] = field(compare=False)

    @property
    def text(self) -> str:
        """Where words are looked for."""
        return f"{self.label} {self.to_name}".casefold()


@dataclass(frozen=True)
class Chosen:
    """`template` nothing: the default words. `because` is empty where there was nothing to choose from."""

    template: "LetterTemplate | None"
    because: str

    @property
    def name(self) -> str:
        return self.template.name if self.template else ""


def fits(template: "LetterTemplate", known: Known) -> bool:
    return all(set(values) & set(known.get(name, ())) for name, values in template.when.items())


def choose(templates: "Iterable[LetterTemplate]", known: Known) -> "LetterTemplate | None":
    """The first that fits; they come in their order."""
    return next((each for each in templates if fits(each, known)), None)


def chosen(
    templates: "Sequence[LetterTemplate]", facts: Sequence[Fact], known: Known, letter_set: "LetterSet"
) -> Chosen:
    """The template with the reason, in words that hold for this very letter."""
    found = choose(templates, known)
    if found and found.when:
        met = {name: [each for each in values if each in known[name]] for name, values in found.when.items()}
        used = [fact for fact in facts if fact.name in met]
        return Chosen(found, sentence(met, used, answers_of(used, letter_set)))
    return Chosen(found, NONE_HOLDS if any(each.when for each in templates) else "")


def answers_of(facts: Iterable[Fact], letter_set: "LetterSet") -> dict[str, dict[str, str]]:
    """{name of a fact: {value: words}}"""
    return {fact.name: dict(fact.answers(letter_set)) for fact in facts}


def sentence(when: Known, facts: Sequence[Fact], answers: Mapping[str, Mapping[str, str]]) -> str:
    """A condition in words: the format is Workshop or Course, and it was on the waiting list."""
    says = {fact.name: fact.says for fact in facts}
    clauses = []
    for name, values in when.items():
        words = " or ".join(answers.get(name, {}).get(value, value) for value in values)
        clauses.append(says.get(name, f"{name} is {{}}").format(words))
    return ", and ".join(clauses)
