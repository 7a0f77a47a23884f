"""Finding sessions in a frozen program: by day, topic, room, person and words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from program.folding import folded
from program.snapshot import FrozenSession, Program

MOST_NAMED = 12


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
        for session in _narrowest(program, wanted)
        if (wanted.day is None or program.day_of(session) == wanted.day)
        and (not wanted.topic or wanted.topic in session.topics)
        and (not wanted.room or wanted.room == session.room)
        and (not wanted.person or any(role.person == wanted.person for role in session.people))
        and all(word in program.haystacks[session.code] for word in words)
    ]


def matching[Thing](shelf: Sequence[tuple[str, Thing]], words: str) -> list[Thing]:
    """The first whose folded name has all the words; none without words."""
    wanted = folded(words).split()
    found = (thing for name, thing in shelf if wanted and all(word in name for word in wanted))
    return list(islice(found, MOST_NAMED))


def _narrowest(program: Program, wanted: Wanted) -> Sequence[FrozenSession]:
    """The fewest sessions among which all that are wanted can be."""
    shelves: list[Sequence[FrozenSession]] = [program.sessions]
    if wanted.day:
        shelves.append(program.by_day.get(wanted.day, ()))
    for shelf, key in (
        (program.by_topic, wanted.topic),
        (program.by_room, wanted.room),
        (program.by_person, wanted.person),
    ):
        if key:
            shelves.append(shelf.get(key, ()))
    return min(shelves, key=len)
