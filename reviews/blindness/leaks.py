"""What still tells who proposes in a text whose people are hidden: names, addresses, words about oneself.

Plain Python. A text is looked through letter by letter without regard to case and accents; nothing is guessed from
the meaning of words, so a report without a finding does not show that a text is anonymous.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

SHORTEST_FAMILY_NAME = 4
"""A shorter one, as Li or Wei, counts only beside a given name or its initial: it may be a word."""
SHORTEST_PLACE = 6

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
LINK = re.compile(r"(?:https?://|www\.)[^\s<>)\]]+", re.I)
ORCID = re.compile(r"\b\d{4}-\d{4}-\d{4}-\d{3}[\dX]\b")
OWN_WORK = re.compile(
    r"\b(?:(?:our|my)\s+(?:own\s+|previous\s+|earlier\s+|recent\s+|published\s+|prior\s+)*"
    r"(?:work|study|studies|paper|papers|publication|publications|group|lab|laboratory|center|centre|department|"
    r"institute|institution|hospital|university|clinic|registry|biobank|workshop|workshops|session)"
    r"|(?:we|I)\s+(?:have\s+)?(?:previously\s+|recently\s+|already\s+|first\s+)+"
    r"(?:shown|showed|reported|described|published|demonstrated|found|organized|organised|chaired|held)"
    r"|as\s+(?:we|I)\s+(?:have\s+)?(?:shown|showed|reported|described|published))\b",
    re.I,
)

KINDS = {
    "name": "A name",
    "place": "An institution",
    "address": "An address",
    "link": "A link",
    "own": "Words about own work",
    "file": "A file",
    "metadata": "Properties of a file",
    "edition": "An edition that can be looked up",
    "count": "An answer that only one gives",
}


@dataclass(frozen=True)
class Person:
    """Somebody whom the text may not tell of."""

    given_name: str
    family_name: str
    affiliation: str = ""


@dataclass(frozen=True)
class Place:
    """A part of the text that its readers see. `key` is by what it can be withheld, empty where it cannot be."""

    key: str
    label: str
    text: str


@dataclass(frozen=True)
class Leak:
    """`before`, `found` and `after` are the words around it, as they stand."""

    place: Place
    kind: str
    before: str
    found: str
    after: str

    @property
    def label(self) -> str:
        return KINDS[self.kind]


AROUND = 60


def leaks_in(places: Iterable[Place], people: Sequence[Person]) -> list[Leak]:
    """Every finding, in the order of the text; one stretch of words is found once, as the first kind that fits."""
    patterns = [*_patterns(people), ("address", ADDRESS), ("address", ORCID), ("link", LINK), ("own", OWN_WORK)]
    return [leak for place in places for leak in _in_place(place, patterns)]


def folded(text: str) -> str:
    """As long as the text, letter for letter, so that places in it are places in the text."""
    return "".join(_plain(letter) for letter in text)


def _plain(letter: str) -> str:
    base = unicodedata.normalize("NFKD", letter)[0]
    low = base.lower()
    return low if len(low) == 1 else base


def _in_place(place: Place, patterns: Sequence[tuple[str, re.Pattern[str]]]) -> Iterator[Leak]:
    plain, taken = folded(place.text), [False] * len(place.text)
    found: list[tuple[int, int, str]] = []
    for kind, pattern in patterns:
        for match in pattern.finditer(plain):
            begins, ends = match.span()
            if not any(taken[begins:ends]):
                taken[begins:ends] = [True] * (ends - begins)
                found.append((begins, ends, kind))
    for begins, ends, kind in sorted(found):
        before = place.text[max(0, begins - AROUND) : begins]
        after = place.text[ends : ends + AROUND]
        yield Leak(
            place,
            kind,
            f"…{before}" if begins > AROUND else before,
            place.text[begins:ends],
            f"{after}…" if ends + AROUND < len(place.text) else after,
        )


def _patterns(people: Sequence[Person]) -> list[tuple[str, re.Pattern[str]]]:
    """Institutions before names: “Perez Institute” is one finding."""
    places = {_words(each.affiliation) for each in people if len(each.affiliation) >= SHORTEST_PLACE}
    names = {pattern for each in people for pattern in _names(each)}
    found = [("place", text) for text in sorted(places, key=len, reverse=True)]
    found += [("name", text) for text in sorted(names, key=len, reverse=True)]
    return [(kind, re.compile(rf"(?<!\w){text}(?!\w)")) for kind, text in found if text]


def _names(person: Person) -> Iterator[str]:
    given, family = _words(person.given_name), _words(person.family_name)
    if not family:
        return
    if given:
        initial = rf"{given[0]}\.?"
        yield rf"(?:{given}|{initial})(?:\s+\w\.?)?\s+{family}"
        yield rf"{family},?\s+(?:{given}|{initial})"
    if len(person.family_name) >= SHORTEST_FAMILY_NAME:
        yield family


def _words(text: str) -> str:
    """A pattern for these words with any blanks between them."""
    return r"\s+".join(re.escape(word) for word in folded(text).split())
