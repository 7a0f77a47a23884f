"""Verbs on a society's rules about proposals: add one, change it, move it, take it away."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.refusal import Refusal, Refused, insist
from proposals.catalogue.kind import CATALOGUE
from proposals.models import Requirement
from workshops import rules
from workshops.actions import writing
from workshops.models import Call, Format


@transaction.atomic
def add_requirement(
    call: Call,
    *,
    kind: str,
    params: dict[str, Any],
    severity: str,
    sentence: str,
    by: Any,
    at: datetime,
    formats: Iterable[Format] = (),
) -> Requirement:
    """A rule of the call, last in order; without formats it holds for every one."""
    requirement = Requirement(
        call=call,
        kind=kind,
        params=checked(kind, params, call),
        severity=severity,
        sentence=sentence,
        order=writing.last_place(call.requirements.all()),
    )
    writing.add("add_requirement", requirement, by=by, at=at)
    requirement.formats.set(formats)
    return requirement


@transaction.atomic
def edit_requirement(
    requirement: Requirement,
    *,
    params: dict[str, Any],
    by: Any,
    at: datetime,
    formats: Iterable[Format] | None = None,
    **changes: Any,
) -> Requirement:
    """Change a rule; its kind stays. Proposals are judged by it from the next look on."""
    changes["params"] = checked(requirement.kind, params, requirement.call)
    row = writing.edit("edit_requirement", requirement, changes, by=by, at=at)
    if formats is not None:
        row.formats.set(formats)
    return row


def remove_requirement(requirement: Requirement, *, by: Any, at: datetime) -> None:
    writing.remove("remove_requirement", requirement, by=by, at=at)


@transaction.atomic
def move_requirement(requirement: Requirement, *, up: bool, by: Any, at: datetime) -> None:
    """One place up or down among the rules of the call."""
    insist(rules.set_up(by))
    row = list(requirement.call.requirements.select_for_update())
    place = next(index for index, other in enumerate(row) if other.pk == requirement.pk)
    goal = min(max(place + (-1 if up else 1), 0), len(row) - 1)
    row.insert(goal, row.pop(place))
    for order, each in enumerate(row, start=1):
        each.order = order
    Requirement.objects.bulk_update(row, ["order"])


@transaction.atomic
def order_requirements(call: Call, *, order: list[int], by: Any, at: datetime) -> None:
    """The rules of the call in this order, given by their keys; one that is not named comes after those that are."""
    insist(rules.set_up(by))
    place = {key: index for index, key in enumerate(order)}
    rows = sorted(call.requirements.select_for_update(), key=lambda row: (place.get(row.pk, len(place)), row.order))
    for number, row in enumerate(rows, start=1):
        row.order = number
    Requirement.objects.bulk_update(rows, ["order"])
    record("order_requirements", call, by=by, at=at, order=[row.pk for row in rows])


def checked(kind: str, params: dict[str, Any], call: Call) -> dict[str, Any]:
    """Parameters as the kind wants them in this call, or Refused."""
    if kind not in CATALOGUE:
        raise Refused(Refusal(f"There is no kind of rule called “{kind}”."))
    try:
        return CATALOGUE[kind].clean(params, call)
    except ValueError as fault:
        raise Refused(Refusal(str(fault))) from fault
