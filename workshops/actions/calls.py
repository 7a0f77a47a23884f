"""Verbs on a call, and the later deadline of one person."""

from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.refusal import insist
from workshops import rules, telling
from workshops.actions import writing
from workshops.models import Call, Extension, Meeting
from workshops.zones import ANYWHERE_ON_EARTH


def create_call(
    meeting: Meeting,
    *,
    slug: str,
    name: str,
    opens_at: datetime,
    closes_at: datetime,
    by: Any,
    at: datetime,
    zone: str = ANYWHERE_ON_EARTH,
    **fields: Any,
) -> Call:
    """A call that only staff see until it is published, whatever its dates."""
    insist(rules.set_up(by))
    insist(rules.name_zone(zone, for_deadline=True))
    dates = {"opens_at": opens_at, "closes_at": closes_at, "zone": zone}
    return writing.add("create_call", Call(meeting=meeting, slug=slug, name=name, **dates, **fields), by=by, at=at)


@transaction.atomic
def edit_call(call: Call, *, by: Any, at: datetime, **changes: Any) -> Call:
    """Change dates and words of a call; its address only until it is public."""
    insist(rules.set_up(by))
    insist(rules.change_address(writing.locked(call), changes.get("slug", call.slug)))
    if "zone" in changes:
        insist(rules.name_zone(changes["zone"], for_deadline=True))
    return writing.edit("edit_call", call, changes, by=by, at=at)


@transaction.atomic
def publish_call(call: Call, *, by: Any, at: datetime) -> Call:
    """Show it to the public; proposals come in from its opening on."""
    insist(rules.set_up(by))
    insist(rules.publish_call(call))
    return writing.edit("publish_call", call, {"is_public": True}, by=by, at=at)


def hide_call(call: Call, *, by: Any, at: datetime) -> Call:
    """Take it out of public view; what was proposed stays."""
    return writing.edit("hide_call", call, {"is_public": False}, by=by, at=at)


def remove_call(call: Call, *, by: Any, at: datetime) -> None:
    """Delete a call in which nobody has proposed anything, with its formats and prompts."""
    writing.remove("remove_call", call, by=by, at=at)


@transaction.atomic
def extend(call: Call, *, person: Any, until: datetime, reason: str, by: Any, at: datetime) -> Extension:
    """Give one person until `until`, and tell her; a second extension of hers takes the place of the first."""
    insist(rules.set_up(by))
    insist(rules.extend(call, until, reason, at))
    values = {"until": until, "reason": reason.strip(), "by": by}
    extension, _ = Extension.objects.update_or_create(call=call, person=person, defaults=values)
    writing.check(extension)
    if person.email:
        telling.extended(extension, by=by, at=at)
    record("extend", call, by=by, at=at, person=person.pk, until=until.isoformat(), reason=reason.strip())
    return extension


@transaction.atomic
def end_extension(extension: Extension, *, by: Any, at: datetime) -> None:
    """Back to everybody's deadline; she is told while hers is still to come."""
    insist(rules.set_up(by))
    if extension.person.email and extension.until > at:
        telling.extension_ended(extension, by=by, at=at)
    record("end_extension", extension.call, by=by, at=at, person=extension.person_id, was=writing.held(extension))
    extension.delete()
