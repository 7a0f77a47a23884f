"""One rule gives way, so that a schedule becomes possible: the change of a meeting's data that takes it away, and the
change that puts it back."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import models, transaction

from audit.actions import record
from people.refusal import Refusal, insist
from scheduling import rules
from scheduling.actions.placing import lock
from scheduling.actions.ruling import set_rules
from scheduling.draft.levels import OFFERED
from scheduling.models import (
    Absence,
    BondMember,
    Placement,
    PlannerRules,
    RoomClosing,
    Session,
    SessionPerson,
    Version,
)
from scheduling.models.ruling import BondKind

Way = Mapping[str, Any]
"""As scheduling.planner.explaining tells it: kind, items, people, room."""
Taken = list[dict[str, Any]]
"""Rows as they were: model, pk, fields (only those that changed, all of what is gone), gone."""


@transaction.atomic
def give_way(version: Version, way: Way, *, by: Any, at: datetime) -> Taken:
    """Take the rule away; what it returns puts it back. Refuses what only the person herself can take back, and what
    is gone already."""
    insist(rules.set_up_places(by))
    kind = str(way["kind"])
    if kind in WAYS:
        taken = WAYS[kind](version, way, by, at)
    elif kind in OFFERED:
        taken = _switch_off(version, way, by, at)
    else:
        taken = []
    if not taken:
        insist(
            Refusal(
                "There is nothing here to take away.",
                "It is gone already, or somebody said it by the link of an invitation: ask her.",
            )
        )
    record("give way", version, by=by, at=at, kind=kind, items=list(way["items"]), people=list(way["people"]))
    return taken


@transaction.atomic
def put_back(version: Version, taken: Taken, *, by: Any, at: datetime) -> None:
    """The rule is kept again as it was. Refuses when its session, room or person is gone, or it was said anew."""
    insist(rules.set_up_places(by))
    for row in taken:
        if row["gone"]:
            _bring_back(row)
        else:
            _as_it_was(version, row, by, at)
    record("put back what gave way", version, by=by, at=at, rows=[f"{row['model']} {row['pk']}" for row in taken])


def _bring_back(row: dict[str, Any]) -> None:
    (found,) = serializers.deserialize("python", [{key: row[key] for key in ("model", "pk", "fields")}])
    try:
        found.object.full_clean()
    except ValidationError as error:
        insist(Refusal("This cannot be put back as it was.", " ".join(error.messages)))
    found.object.save(force_insert=True)


def _as_it_was(version: Version, row: dict[str, Any], by: Any, at: datetime) -> None:
    model, was = apps.get_model(row["model"]), row["fields"]
    found = model._default_manager.filter(pk=row["pk"]).first()
    if found is None:
        insist(Refusal("This cannot be put back as it was.", "What it was about is gone."))
    elif isinstance(found, Placement):
        lock(found, room=was["room_locked"], time=was["time_locked"], by=by, at=at)
    elif isinstance(found, PlannerRules):
        _weigh(version, was["weights"], by, at)
    else:
        model._default_manager.filter(pk=found.pk).update(**was)


def _kept(rows: Iterable[models.Model], *fields: str) -> Taken:
    """The rows as they are, before they change in these fields, or go."""
    told = json.loads(serializers.serialize("json", rows, fields=fields or None))
    return [row | {"gone": not fields} for row in told]


def _take_out(rows: models.QuerySet[Any]) -> Taken:
    kept = _kept(rows)
    rows.delete()
    return kept


def _change(rows: models.QuerySet[Any], **to: Any) -> Taken:
    kept = _kept(rows, *to)
    rows.update(**to)
    return kept


def _unlock(version: Version, way: Way, by: Any, at: datetime) -> Taken:
    rows = list(version.placements.filter(session__in=way["items"]).exclude(room_locked=False, time_locked=False))
    kept = _kept(rows, "room_locked", "time_locked")
    for placement in rows:
        lock(placement, room=False, time=False, by=by, at=at)
    return kept


def _present(version: Version, way: Way, by: Any, at: datetime) -> Taken:
    return _take_out(Absence.objects.filter(meeting=version.meeting, person__in=way["people"]))


def _open(version: Version, way: Way, by: Any, at: datetime) -> Taken:
    return _take_out(RoomClosing.objects.filter(room__meeting=version.meeting, room=way["room"]))


def _do_without(version: Version, way: Way, by: Any, at: datetime) -> Taken:
    return _change(_sessions(version, way).exclude(needs=[]), needs=[])


def _be_crowded(version: Version, way: Way, by: Any, at: datetime) -> Taken:
    return _change(_sessions(version, way).exclude(audience=0), audience=0)


def _sessions(version: Version, way: Way) -> models.QuerySet[Session]:
    return Session.objects.filter(meeting=version.meeting, pk__in=way["items"])


def _spare(version: Version, way: Way, by: Any, at: datetime) -> Taken:
    """The second of the two sessions is held without these people."""
    roles = SessionPerson.objects.filter(session__meeting=version.meeting, session=way["items"][1])
    return _take_out(roles.filter(person__in=way["people"]))


def _unbind(kinds: tuple[str, ...]) -> Callable[[Version, Way, Any, datetime], Taken]:
    """Remove the bonds of these kinds in which both sessions are."""

    def unbind(version: Version, way: Way, by: Any, at: datetime) -> Taken:
        bonds = version.meeting.bonds.filter(kind__in=kinds)
        for session in way["items"]:
            bonds = bonds.filter(members__session=session)
        members = _kept(BondMember.objects.filter(bond__in=list(bonds)))
        return _take_out(bonds) + members

    return unbind


def _switch_off(version: Version, way: Way, by: Any, at: datetime) -> Taken:
    row, _ = PlannerRules.objects.get_or_create(meeting=version.meeting)
    kept = _kept([row], "weights")
    _weigh(version, row.weights | {way["kind"]: 0}, by, at)
    return kept


def _weigh(version: Version, weights: Mapping[str, Any], by: Any, at: datetime) -> None:
    """The minutes of the meeting's rules stay as they are."""
    row = PlannerRules.objects.get(meeting=version.meeting)
    set_rules(version.meeting, weights=weights, min_break=row.min_break, walk_grace=row.walk_grace, by=by, at=at)


WAYS: dict[str, Callable[[Version, Way, Any, datetime], Taken]] = {
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
