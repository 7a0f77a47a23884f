"""The reader report of a stage: who scores harshly, who generously, and how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from people.models import Person
from reviews.calibration.counting import Standings
from reviews.engine.merit import ENOUGH, Offset


@dataclass(frozen=True)
class ReaderLine:
    """`sentence` says in words what is done to her scores; nothing is done in view below ENOUGH shared readings."""

    person: Person
    offset: Offset

    @property
    def low(self) -> float:
        return self.offset.interval90[0]

    @property
    def high(self) -> float:
        return self.offset.interval90[1]

    @property
    def sentence(self) -> str:
        one = self.offset
        if not one.is_shown:
            return f"{_shared(one)}: too few to tell; {ENOUGH} are needed."
        plain, way = abs(one.offset / one.trust), "lower" if one.offset < 0 else "higher"
        if plain < 0.05:
            return f"Scores as colleagues do on the same proposals ({_shared(one)})."
        verb = "raised" if one.offset < 0 else "lowered"
        return (
            f"Scores {plain:.1f} points {way} than colleagues on the same proposals; with {_shared(one)} "
            f"{100 * one.trust:.0f} % of that is believed, so these scores are {verb} by {abs(one.offset):.1f}."
        )


def _shared(offset: Offset) -> str:
    return f"{offset.shared} shared reading{'' if offset.shared == 1 else 's'}"


def reader_lines(offsets: Sequence[Offset]) -> list[ReaderLine]:
    """One query for the people of these offsets."""
    people: dict[Any, Person] = Person.objects.in_bulk([each.reviewer for each in offsets])
    return [ReaderLine(people[each.reviewer], each) for each in offsets if each.reviewer in people]


def harshest_first(standings: Standings) -> list[Offset]:
    """Those whose scores are adjusted in view, the harshest first; then the others."""
    return sorted(standings.offsets, key=lambda one: (not one.is_shown, one.offset))
