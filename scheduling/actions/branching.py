"""Alternatives to the draft: copied from a version, compared with it, made the draft in its place, or thrown away."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from audit.actions import record
from people.refusal import Refusal, insist
from scheduling import rules
from scheduling.actions.journal import locked
from scheduling.models import Acknowledgement, Placement, Session, Version
from workshops.models import Meeting


@transaction.atomic
def branch(source: Version, *, name: str, by: Any, at: datetime) -> Version:
    """An alternative with the places, locks and acknowledged clashes of the draft, of another alternative or of a
    released version; sessions that do not take place any more are left out."""
    meeting = Meeting.objects.select_for_update().get(pk=source.meeting_id)
    insist(rules.set_up_places(by))
    insist(_named(meeting, name))
    made = Version.objects.create(
        meeting=meeting, number=next_number(meeting), name=name.strip(), is_alternative=True, created_at=at
    )
    copy_places(source, made)
    record("branch schedule", made, by=by, at=at, source=source.number, name=made.name)
    return made


@transaction.atomic
def make_draft(alternative: Version, *, by: Any, at: datetime) -> Version:
    """What is worked on and released from now on; the draft before it stays as an alternative."""
    meeting = Meeting.objects.select_for_update().get(pk=alternative.meeting_id)
    insist(rules.set_up_places(by))
    alternative = locked(alternative)
    insist(_is_alternative(alternative))
    if draft := meeting.versions.drafts().first():
        draft.is_alternative, draft.name = True, draft.name or _free_name(meeting, f"Draft {draft.number}")
        draft.save(update_fields=["is_alternative", "name"])
    alternative.is_alternative = False
    alternative.approved_at, alternative.approved_by = None, None
    alternative.save(update_fields=["is_alternative", "approved_at", "approved_by"])
    record("make draft", alternative, by=by, at=at, before=draft.number if draft else None)
    return alternative


@transaction.atomic
def remove_alternative(alternative: Version, *, by: Any, at: datetime) -> None:
    alternative = locked(alternative)
    insist(rules.set_up_places(by))
    insist(_is_alternative(alternative))
    record("remove alternative", alternative, by=by, at=at, name=alternative.name, number=alternative.number)
    alternative.delete()


def next_number(meeting: Meeting) -> int:
    return int(meeting.versions.aggregate(highest=Max("number"))["highest"] or 0) + 1


def copy_places(source: Version, target: Version) -> None:
    """Places, locks and what was acknowledged of them."""
    living = source.placements.filter(session__in=Session.objects.living())
    Placement.objects.bulk_create(
        Placement(
            version=target,
            session_id=each.session_id,
            room_id=each.room_id,
            starts_at=each.starts_at,
            room_locked=each.room_locked,
            time_locked=each.time_locked,
        )
        for each in living
    )
    rows = list(source.acknowledgements.all())
    for row in rows:
        row.pk, row.version = None, target
    Acknowledgement.objects.bulk_create(rows)


def _is_alternative(version: Version) -> Refusal | None:
    if version.is_alternative:
        return None
    return Refusal(f"{version} is no alternative.", "Choose one from the list of versions.")


def _named(meeting: Meeting, name: str) -> Refusal | None:
    if not name.strip():
        return Refusal("An alternative has a name.", "Say in a word or two what is different in it.")
    if meeting.versions.filter(name__iexact=name.strip()).exists():
        return Refusal(f"There is a version called “{name.strip()}” already.", "Choose another name.")
    return None


def _free_name(meeting: Meeting, stem: str) -> str:
    taken = set(meeting.versions.values_list("name", flat=True))
    return next(name for count in range(1, 1000) if (name := f"{stem} ({count})" if count > 1 else stem) not in taken)
