"""Start a meeting from last year's: each floor copies its own parts of the set-up."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.db import transaction

from people.refusal import Refusal, Refused, insist
from workshops import rules
from workshops.actions.meetings import create_meeting
from workshops.copying import Part
from workshops.models import Meeting

FLOORS = ("workshops", "proposals", "reviews", "scheduling", "program")
"""Lower floors first, so that a stage finds its committee copied already."""


def copiers() -> list[Any]:
    """The copying module of every floor that has one."""
    return [import_module(f"{floor}.copying") for floor in FLOORS if find_spec(f"{floor}.copying")]


def all_parts() -> tuple[Part, ...]:
    return tuple(part for floor in copiers() for part in floor.PARTS)


def missing_needs(parts: set[str]) -> Refusal | None:
    """A part that hangs on another cannot be copied without it."""
    by_key = {part.key: part for part in all_parts()}
    for part in by_key.values():
        absent = [by_key[key].label for key in part.needs if key not in parts]
        if part.key in parts and absent:
            return Refusal(f"“{part.label}” cannot be copied without “{absent[0]}”.", "Choose both, or neither.")
    return None


@transaction.atomic
def clone_meeting(
    source: Meeting,
    *,
    slug: str,
    name: str,
    starts_on: date,
    by: Any,
    at: datetime,
    parts: Iterable[str] | None = None,
    ends_on: date | None = None,
    **fields: Any,
) -> Meeting:
    """A hidden meeting with the parts chosen (all when None), as long as the source unless `ends_on` says else."""
    insist(rules.set_up(by))
    chosen = {part.key for part in all_parts()} if parts is None else set(parts)
    unknown = chosen - {part.key for part in all_parts()}
    if unknown:
        raise Refused(Refusal(f"There is no part called {sorted(unknown)[0]}."))
    insist(missing_needs(chosen))
    same = {"zone": source.zone, "letter_set": source.letter_set, "labels": source.labels}
    same |= {"description": source.description, "series": source.series.name if source.series else ""}
    days = (starts_on - source.starts_on).days
    target = create_meeting(
        slug=slug,
        name=name,
        starts_on=starts_on,
        ends_on=ends_on or source.ends_on + timedelta(days=days),
        by=by,
        at=at,
        **same | fields,
    )
    for floor in copiers():
        floor.copy_setup(source, target, chosen, by=by, at=at)
    return target
