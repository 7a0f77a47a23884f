"""Finding sessions in a frozen program: by day, topic, room, person and words."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from program.snapshot import FrozenSession, Program


@dataclass(frozen=True)
class Wanted:
    """What a reader filters by; empty means everything."""

    day: date | None = None
    topic: str = ""
    room: str = ""
    person: str = ""
    words: str = ""

    @property
    def is_narrow(self) -> bool:
        return bool(self.topic or self.room or self.person or self.words)


def find(program: Program, wanted: Wanted) -> list[FrozenSession]:
    """The sessions that match every wish, in the program's order. Words match in any order, accents or not."""
    words = folded(wanted.words).split()
    return [
        session
        for session in program.sessions
        if (wanted.day is None or program.day_of(session) == wanted.day)
        and (not wanted.topic or wanted.topic in session.topics)
        and (not wanted.room or wanted.room == session.room)
        and (not wanted.person or any(role.person == wanted.person for role in session.people))
        and all(word in _haystack(program, session) for word in words)
    ]


def folded(text: str) -> str:
    """Lower case without accents, so that Garcia finds García."""
    letters = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()


@lru_cache(maxsize=20_000)
def _haystack_of(code: str, text: str) -> str:
    return folded(text)


def _haystack(program: Program, session: FrozenSession) -> str:
    people = (program.person_by_code[role.person].name for role in session.people)
    places = (role.affiliation for role in session.people)
    items = (item.title for item in session.items)
    parts = (session.title, session.subtitle, session.abstract, session.description, session.format)
    answers = (f"{answer.label} {answer.words}" for answer in session.answers)
    return _haystack_of(session.code, " ".join((*parts, *people, *places, *items, *answers)))
