"""One rule gives way, so that a schedule becomes possible: the change of a meeting's data that takes it away."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.refusal import Refusal, insist
from scheduling import rules
from scheduling.actions.placing import lock
from scheduling.actions.ruling import set_rules
from scheduling.draft.levels import OFFERED
from scheduling.models import Absence, PlannerRules, RoomClosing, SessionPerson, Version
from scheduling.models.ruling import BondKind

Way = Mapping[str, Any]
"""As scheduling.planner.explaining tells it: kind, items, people, room."""


@transaction.atomic
def give_way(version: Version, way: Way, *, by: Any, at: datetime) -> None:
    """Take the rule away. Refuses what only the person herself can take back, and what is gone already."""
    insist(rules.set_up_places(by))
    kind = str(way["kind"])
    if kind in WAYS:
        changed = WAYS[kind](version, way, by, at)
    elif kind in OFFERED:
        changed = _switch_off(version, way, by, at)
    else:
        changed = 0
    if not changed:
        insist(
            Refusal(
                "There is nothing here to take away.",
                "It is gone already, or somebody said it by the link of an invitation: ask her.",
            )
        )
    record("give way", version, by=by, at=at, kind=kind, items=list(way["items"]), people=list(way["people"]))


def _unlock(version: Version, way: Way, by: Any, at: datetime) -> int:
    rows = list(version.placements.filter(session__in=way["items"]).exclude(room_locked=False, time_locked=False))
    for placement in rows:
        lock(placement, room=False, time=False, by=by, at=at)
    return len(rows)


def _present(version: Version, way: Way, by: Any, at: datetime) -> int:
    return Absence.objects.filter(meeting=version.meeting, person__in=way["people"]).delete()[0]


def _open(version: Version, way: Way, by: Any, at: datetime) -> int:
    return RoomClosing.objects.filter(room__meeting=version.meeting, room=way["room"]).delete()[0]


def _do_without(version: Version, way: Way, by: Any, at: datetime) -> int:
    return version.meeting.sessions.filter(pk__in=way["items"]).update(needs=[])


def _be_crowded(version: Version, way: Way, by: Any, at: datetime) -> int:
    return version.meeting.sessions.filter(pk__in=way["items"]).update(audience=0)


def _spare(version: Version, way: Way, by: Any, at: datetime) -> int:
    """The second of the two sessions is held without these people."""
    roles = SessionPerson.objects.filter(session__meeting=version.meeting, session=way["items"][1])
    return roles.filter(person__in=way["people"]).delete()[0]


def _unbind(kinds: tuple[str, ...]) -> Callable[[Version, Way, Any, datetime], int]:
    """Remove the bonds of these kinds in which both sessions are."""

    def unbind(version: Version, way: Way, by: Any, at: datetime) -> int:
        bonds = version.meeting.bonds.filter(kind__in=kinds)
        for session in way["items"]:
            bonds = bonds.filter(members__session=session)
        return bonds.delete()[0]

    return unbind


def _switch_off(version: Version, way: Way, by: Any, at: datetime) -> int:
    kept = PlannerRules.objects.filter(meeting=version.meeting).first() or PlannerRules(meeting=version.meeting)
    weights = kept.weights | {way["kind"]: 0}
    minutes = {"min_break": kept.min_break, "walk_grace": kept.walk_grace}
    set_rules(version.meeting, weights=weights, by=by, at=at, **minutes)
    return 1


WAYS: dict[str, Callable[[Version, Way, Any, datetime], int]] = {
    "lock": _unlock,
    "absent": _present,
    "room_closed": _open,
    "room_lacks": _do_without,
    "room_small": _be_crowded,
    "person_overlap": _spare,
    "apart": _unbind((BondKind.APART.value,)),
    "before": _unbind((BondKind.BEFORE.value,)),
    "together": _unbind((BondKind.SERIES.value, BondKind.SAME_ROOM.value)),
}
