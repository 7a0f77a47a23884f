"""Two versions side by side: what is elsewhere, what is only in one, and what the checker says of each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scheduling.draft.problem_of import moment_of, plan_of, problem_of
from scheduling.engine.check import check
from scheduling.engine.problem import Placement as Place
from scheduling.models import Session, Version


@dataclass(frozen=True)
class Where:
    room: Any
    starts_at: datetime


@dataclass(frozen=True)
class Difference:
    """`what` is moved (another time), room (another room), both, added (only in the second) or gone."""

    session: Session
    what: str
    first: Where | None
    second: Where | None


@dataclass(frozen=True)
class Judged:
    version: Version
    placed: int
    hard: int
    wishes: int
    terms: dict[str, int]


WORDS = {
    "moved": "Another time",
    "room": "Another room",
    "both": "Another room and time",
    "added": "Only in the second",
    "gone": "Only in the first",
}


def differences(first: Version, second: Version) -> list[Difference]:
    """In order of time, as the second has it where it does."""
    one, two = plan_of(first), plan_of(second)
    rooms = {str(room.pk): room for room in first.meeting.rooms.all()}
    sessions = {str(each.pk): each for each in first.meeting.sessions.living()}
    found = [
        Difference(
            sessions[key], _what(one.get(key), two.get(key)), _where(one.get(key), rooms), _where(two.get(key), rooms)
        )
        for key in one.keys() | two.keys()
        if one.get(key) != two.get(key)
    ]
    return sorted(found, key=lambda each: ((each.second or each.first).starts_at, each.session.title))


def judged(version: Version) -> Judged:
    report = check(problem_of(version), plan := plan_of(version))
    unplaced = report.broken.get("unplaced", 0)
    terms = {name.replace("_", " "): cost for name, cost in report.terms.items() if name != "unplaced"}
    wishes = report.value - report.terms.get("unplaced", 0)
    return Judged(version, len(plan), report.hard - unplaced, wishes, terms)


def _what(one: Place | None, two: Place | None) -> str:
    if one is None or two is None:
        return "added" if one is None else "gone"
    if one.room != two.room:
        return "both" if one.start != two.start else "room"
    return "moved"


def _where(place: Place | None, rooms: dict[str, Any]) -> Where | None:
    return Where(rooms[place.room], moment_of(place.start)) if place else None
