"""Verbs on a meeting as a whole."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from letters.models import LetterSet
from people.refusal import insist
from workshops import rules
from workshops.actions import writing
from workshops.models import Meeting, Series


@transaction.atomic
def create_meeting(
    *, slug: str, name: str, starts_on: date, ends_on: date, by: Any, at: datetime, series: str = "", **fields: Any
) -> Meeting:
    """A meeting that only staff see. `series` is a name; without a letter set it gets the society's first."""
    insist(rules.set_up(by))
    insist(rules.name_address(slug))
    insist(rules.take_address(slug))
    insist(rules.name_zone(fields.get("zone", "UTC")))
    fields.setdefault("letter_set", None)
    fields["letter_set"] = (
        fields["letter_set"] or LetterSet.objects.first() or LetterSet.objects.create(name="Letters")
    )
    meeting = Meeting(
        slug=slug, name=name, starts_on=starts_on, ends_on=ends_on, series=series_named(series), **fields
    )
    return writing.add("create_meeting", meeting, by=by, at=at)


@transaction.atomic
def edit_meeting(meeting: Meeting, *, by: Any, at: datetime, **changes: Any) -> Meeting:
    """Change what is said about a meeting; its address only until it is public."""
    insist(rules.set_up(by))
    now = writing.locked(meeting)
    if changes.get("slug", now.slug) != now.slug:
        insist(rules.change_address(now, changes["slug"]))
        insist(rules.name_address(changes["slug"]))
    if "zone" in changes:
        insist(rules.name_zone(changes["zone"]))
    if "series" in changes:
        changes["series"] = series_named(changes["series"])
    return writing.edit("edit_meeting", meeting, changes, by=by, at=at)


def publish_meeting(meeting: Meeting, *, by: Any, at: datetime) -> Meeting:
    """Show it to the public, with those of its calls that are shown."""
    return writing.edit("publish_meeting", meeting, {"is_public": True}, by=by, at=at)


def hide_meeting(meeting: Meeting, *, by: Any, at: datetime) -> Meeting:
    """Take it and everything in it out of public view; nothing is lost."""
    return writing.edit("hide_meeting", meeting, {"is_public": False}, by=by, at=at)


@transaction.atomic
def remove_meeting(meeting: Meeting, *, by: Any, at: datetime) -> None:
    """Delete a meeting that nobody has proposed to, with its calls, topics and committees."""
    insist(rules.set_up(by))
    insist(rules.remove_meeting(meeting))
    writing.remove("remove_meeting", meeting, by=by, at=at)


def series_named(name: str) -> Series | None:
    return Series.objects.get_or_create(name=name.strip())[0] if name.strip() else None
