"""Last year's set-up again. Each floor copies its own parts; dashboard.actions.cloning asks them in turn.

A floor's `copying` module has PARTS and copy_setup(source, target, parts, by, at). What was copied below is found
again by slug, with `twins`.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models, transaction

from audit.actions import record
from people.refusal import insist
from workshops import rules
from workshops.disclosing import policy_of
from workshops.models import Allotment, Call, Committee, Format, Meeting, Seat, Topic
from workshops.zones import shifted


@dataclass(frozen=True)
class Part:
    """`needs` are the keys of parts without which this one would hang in the air."""

    key: str
    label: str
    needs: tuple[str, ...] = ()


PARTS = (
    Part("calls", "Calls, their dates moved by as many days as the meeting moves"),
    Part("formats", "Formats", ("calls",)),
    Part("allotments", "How many slots each format has, day by day", ("formats",)),
    Part("prompts", "Questions of the calls", ("calls",)),
    Part("topics", "Topics"),
    Part("committees", "Committees"),
    Part(
        "seats",
        "Who sits in them, with their rights; terms keep their days, and those that are over stay behind",
        ("committees",),
    ),
    Part("disclosures", "Of whom disclosures are asked, and in which words"),
)


@transaction.atomic
def copy_setup(source: Meeting, target: Meeting, parts: set[str], by: Any, at: datetime) -> None:
    """Copies are hidden from the public; personal extensions are never copied."""
    insist(rules.set_up(by))
    if "topics" in parts:
        Topic.objects.bulk_create([copied(topic, meeting=target) for topic in source.topics.all()])
    if "committees" in parts:
        for committee in source.committees.all():
            copy_committee(committee, target, parts, at)
    if "calls" in parts:
        for call in source.calls.all():
            copy_call(call, target, parts)
    if "disclosures" in parts and (policy := policy_of(source)):
        copied(policy, meeting=target).save()
    kept = sorted(parts & {part.key for part in PARTS})
    record("copy_setup", target, by=by, at=at, source=source.slug, parts=kept)


def copy_committee(committee: Committee, target: Meeting, parts: set[str], at: datetime) -> None:
    """A term is of the calendar, not of the meeting: its days do not move, and one that is over is not copied."""
    twin = copied(committee, meeting=target)
    twin.save()
    if "seats" in parts:
        seats = [seat for seat in committee.seats.all() if seat.stands(at) != "past"]
        Seat.objects.bulk_create([copied(seat, committee=twin) for seat in seats])


def copy_call(call: Call, target: Meeting, parts: set[str]) -> None:
    """Every date keeps its distance to the meeting, and its clock time in the call's zone."""
    days = days_between(call.meeting, target)
    moments = {name: shifted(getattr(call, name), call.zone, days) for name in ("opens_at", "closes_at")}
    dates = {name: moved(getattr(call, name), days) for name in ("letter_by_on", "confirm_by_on", "later_by_on")}
    twin = copied(call, meeting=target, is_public=False, **moments, **dates)
    twin.save()
    if "formats" in parts:
        Format.objects.bulk_create([copied(form, call=twin) for form in call.formats.all()])
    if "allotments" in parts:
        copy_allotments(call, twin, days)
    if "prompts" in parts:
        formats = twins(call.formats.all(), twin.formats.all())
        for prompt in call.prompts.asked().prefetch_related("formats"):
            again = copied(prompt, call=twin)
            again.save()
            again.formats.set(formats[form.pk] for form in prompt.formats.all() if form.pk in formats)


def copy_allotments(call: Call, twin: Call, days: int) -> None:
    formats = twins(call.formats.all(), twin.formats.all())
    rows = [row for row in call.allotments.all() if row.format_id in formats]
    Allotment.objects.bulk_create(
        copied(row, call=twin, format=formats[row.format_id], day=moved(row.day, days)) for row in rows
    )


def days_between(source: Meeting, target: Meeting) -> int:
    return (target.starts_on - source.starts_on).days


def moved(day: date | None, days: int) -> date | None:
    """A date, that many days later; nothing stays nothing."""
    return day + timedelta(days=days) if day else None


def copied(row: models.Model, **changes: Any) -> Any:
    """An unsaved row like this one but for the changes."""
    columns = {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key
    }
    again = type(row)(**columns)
    for name, value in changes.items():
        setattr(again, name, value)
    return again


def twins(originals: models.QuerySet, copies: models.QuerySet) -> dict[int, Any]:
    """For each original's key the row of the same slug among the copies."""
    by_slug = {row.slug: row for row in copies}
    return {row.pk: by_slug[row.slug] for row in originals if row.slug in by_slug}
