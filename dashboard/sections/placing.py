"""What waits for those whose seat places sessions, holds them or approves the schedule."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from dashboard.waiting import Section, Waiting, counted, section
from scheduling.models import Placement, Session, Version
from workshops.models import Meeting, Seat


def unplaced(meetings: Any) -> Counter[int]:
    """By meeting: living sessions that the draft gives no place. One query."""
    has_place = Placement.objects.filter(session=OuterRef("pk"), version__in=Version.objects.drafts())
    rows = Session.objects.living().filter(~Exists(has_place), meeting__in=meetings).order_by()
    return Counter(dict(rows.values_list("meeting").annotate(Count("pk"))))


def drafts(meetings: Any) -> dict[int, Version]:
    """By meeting: the draft, with `placed`, how many sessions have a place in it. One query."""
    rows = Version.objects.drafts().filter(meeting__in=meetings)
    return {each.meeting_id: each for each in rows.annotate(placed=Count("placements")).order_by()}


def placing(person: Any, at: datetime) -> Section | None:
    if person.is_staff:
        return None  # the same stands in the section of program staff
    seats = Seat.objects.of(person).filter(Q(may_place=True) | Q(may_lock=True) | Q(may_approve_schedule=True))
    seats = list(
        seats.filter(committee__meeting__ends_on__gte=at.date())
        .select_related("committee__meeting")
        .order_by("committee__meeting__starts_on", "pk")
    )
    if not seats:
        return None
    meetings = {seat.committee.meeting_id: seat.committee.meeting for seat in seats}
    waiting, draft = unplaced(meetings), drafts(meetings)
    rows = []
    for key, meeting in meetings.items():
        held = [seat for seat in seats if seat.committee.meeting_id == key]
        rows += rows_of(meeting, held, waiting[key], draft.get(key))
    return section(
        "placing",
        "The schedule",
        rows,
        url=reverse("schedule", args=[next(iter(meetings.values())).slug]),
        link="The schedule",
        empty="Nothing waits for you. Sessions without a place and drafts to approve stand here.",
    )


def rows_of(meeting: Meeting, seats: list[Seat], waiting: int, draft: Version | None) -> Iterator[Waiting]:
    url = reverse("schedule", args=[meeting.slug])
    if waiting and any(seat.may_place for seat in seats):
        what = f"{counted(waiting, 'session waits', 'sessions wait')} for a place."
        yield Waiting(str(meeting), what, url)
    is_new = draft and draft.placed and not draft.approved_at and not draft.is_as_released
    if is_new and any(seat.may_approve_schedule for seat in seats):
        what = f"{draft} places {counted(draft.placed, 'session')} and waits for your approval."
        yield Waiting(str(meeting), what, url)
