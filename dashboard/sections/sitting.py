"""Sittings that are ahead or under way, and minutes to approve. Nothing here says what is on an agenda."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from dashboard.waiting import Section, Waiting, here, section
from reviews.models import Sitting


def sitting(person: Any, at: datetime) -> Section | None:
    """For members, secretaries and program staff; one query."""
    rows = list(Sitting.objects.for_page().waiting_for(person, at))
    if not rows:
        return None
    meeting = rows[0].committee.meeting
    return section(
        "sitting",
        "Sittings ahead",
        [_row(each, at) for each in rows],
        url=reverse("sitting_list", args=[meeting.slug]),
        link="All sittings",
        empty="",
    )


def _row(each: Sitting, at: datetime) -> Waiting:
    meeting = each.committee.meeting
    page = {"closed": "minutes", "open": "room", "planned": "sitting"}[each.state]
    called = "You are called; see the agenda." if each.called_at else "Planned; its members are not called yet."
    what = {"closed": "Its minutes wait to be approved.", "open": "Under way: enter the room.", "planned": called}
    begins = None if each.closed_at else here(meeting, each.starts_at, "Begins", at)
    url = reverse(page, args=[meeting.slug, each.pk])
    return Waiting(f"{each.committee}: {each}", what[each.state], url, "Yours", begins)
