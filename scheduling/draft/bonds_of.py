"""What staff say of sessions, topics and rooms, as the engine sees it."""

from dataclasses import dataclass
from itertools import combinations, pairwise

from scheduling.engine import problem as engine
from scheduling.models import Bond
from scheduling.models.ruling import BondKind
from workshops.models import Meeting


@dataclass(frozen=True)
class Ties:
    """Parts of a Problem."""

    apart: tuple[engine.Apart, ...]
    before: tuple[engine.Before, ...]
    together: tuple[engine.Together, ...]


def ties_of(meeting: Meeting, living: set[str]) -> Ties:
    """The bonds of sessions that are held; one that is left alone by the others binds nothing. Two queries."""
    apart: list[engine.Apart] = []
    before: list[engine.Before] = []
    together: list[engine.Together] = []
    for bond in meeting.bonds.prefetch_related("members"):
        members = [str(each.session_id) for each in bond.members.all() if str(each.session_id) in living]
        if bond.kind == BondKind.APART:
            apart += [engine.Apart(one, other, bond.reason) for one, other in combinations(members, 2)]
        elif bond.kind == BondKind.BEFORE:
            before += [engine.Before(one, other, bond.gap) for one, other in pairwise(members)]
        elif len(members) > 1:
            together.append(engine.Together(tuple(members), _most(bond)))
    return Ties(tuple(apart), tuple(before), tuple(together))


def _most(bond: Bond) -> int | None:
    """Minutes that may lie between neighbours; None when only the room is asked for."""
    return bond.gap if bond.kind == BondKind.SERIES else None


def similar_of(meeting: Meeting, topics: list[str]) -> tuple[engine.Similar, ...]:
    """Every topic is like itself, and some are like others. One query."""
    rows = meeting.likenesses.values_list("first", "second", "degree")
    alike = tuple(engine.Similar(str(first), str(second), degree) for first, second, degree in rows)
    return tuple(engine.Similar(topic, topic) for topic in topics) + alike


def walks_of(meeting: Meeting, grace: int) -> tuple[engine.Walk, ...]:
    """The minutes of a walk that have to lie between two sessions; by `grace` one may be late. One query."""
    rows = meeting.walks.filter(minutes__gt=grace).values_list("first", "second", "minutes")
    return tuple(engine.Walk(str(first), str(second), minutes - grace) for first, second, minutes in rows)
