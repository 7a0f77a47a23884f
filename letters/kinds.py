"""Kinds of letters with their placeholders. A floor registers its own in its letter_kinds.py, which its apps.ready()
imports; letters knows none of them by name.

    register(
        "faculty.asked",
        "Invitation of faculty",
        placeholders={"name": "Felix Fuchs", "workshop": "Clots and cancer", "link": "https://meetings.example/f/k7m2/"},
        subject="Will you speak in {{workshop}}?",
        body="Dear {{name}},\n\n...\n\n[Answer here]({{link}})\n",
    )

The value beside a name is what staff see in a preview. A placeholder whose sample is an address is a link: its values
must be addresses of this site, and it alone may stand in the target of a link.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from letters.choosing import Fact, Pending
from letters.placeholders import unknown

if TYPE_CHECKING:
    from letters.models import Letter, LetterSet

WhenReleased = Callable[["Letter", Any, datetime], None]
Hides = Callable[[Any], Iterable[str]]
FindsPending = Callable[["LetterSet", Any], list[Pending]]


@dataclass(frozen=True)
class Kind:
    """`subject` and `body` (Markdown) are used until a society writes its own.

    `when_released(letter, by, at)` runs when a held letter of this kind is let go, in the same transaction, wherever
    it is let go from: a decision becomes known at that moment. It asks who may, instead of `rules.release`.
    `hides(person)` gives the keys of what letters of this kind are about and this person, staff or not, may not see.
    By `facts` a society's templates of the kind can be chosen; `pending(letter set, person)` are those of its letters
    that this person may know of and that are not sent yet.
    """

    name: str
    label: str
    placeholders: Mapping[str, str]
    subject: str
    body: str
    when_released: WhenReleased | None = field(default=None, compare=False)
    hides: Hides | None = field(default=None, compare=False)
    facts: tuple[Fact, ...] = field(default=(), compare=False)
    pending: FindsPending | None = field(default=None, compare=False)

    @property
    def links(self) -> frozenset[str]:
        return frozenset(name for name, sample in self.placeholders.items() if sample.startswith("https://"))


KINDS: dict[str, Kind] = {}


def register(
    name: str,
    label: str,
    *,
    placeholders: Mapping[str, str],
    subject: str,
    body: str,
    when_released: WhenReleased | None = None,
    hides: Hides | None = None,
    facts: tuple[Fact, ...] = (),
    pending: FindsPending | None = None,
) -> Kind:
    """Make a kind of letter known; a default text with an unknown placeholder is a fault of the code."""
    wrong = unknown(subject, placeholders) + unknown(body, placeholders)
    if wrong:
        raise ValueError(f"The default letter {name} names unknown placeholders: {', '.join(wrong)}")
    KINDS[name] = Kind(name, label, dict(placeholders), subject, body, when_released, hides, facts, pending)
    return KINDS[name]


def hidden_from(person: Any) -> list[tuple[list[str], list[str]]]:
    """Pairs (kinds, keys): letters of these kinds about these things are not for this person."""
    by_rule: dict[Hides, list[str]] = {}
    for kind in KINDS.values():
        if kind.hides:
            by_rule.setdefault(kind.hides, []).append(kind.name)
    return [(names, list(hides(person))) for hides, names in by_rule.items()]


def label_of(name: str) -> str:
    """What a kind is called, also when a later release no longer knows it."""
    return KINDS[name].label if name in KINDS else name


SIGN_IN = "sign-in"
"""What Django's default mailer writes (letters.mail); its words are not a template of ours."""
