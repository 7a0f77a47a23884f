"""The pages from which a meeting is run, as far as this person may open them."""

from typing import Any

from django.urls import reverse

from outcomes.models import Exercise
from reviews.offers import stages_led
from workshops.models import Meeting, Right, Seat

Link = tuple[str, str]
DRAFT_RIGHTS = (Right.PLACE, Right.LOCK, Right.APPROVE_SCHEDULE)


def nav_of(person: Any, meeting: Meeting) -> list[Link]:
    """Labels with addresses, in the order of a meeting's life; nothing for who has no part in it, and no query for
    strangers.
    """
    if not person.is_authenticated:
        return []
    here = [meeting.slug]
    seats = list(Seat.objects.of(person).filter(committee__meeting=meeting))
    leads = person.is_staff or Exercise.objects.visible_to(person).filter(meeting=meeting).exists()
    if not (seats or leads):
        return []
    links = staff_links(meeting) if person.is_staff else []
    links += [(f"{stage}: {pages[0][0].lower()}", pages[0][1]) for stage, pages in stages_led(person, meeting)]
    if person.is_staff or seats:
        links.append(("Sittings", reverse("sitting_list", args=here)))
    if has(seats, Right.REVIEW):
        links.append(("My reviews", reverse("worklist", args=here)))
    if person.is_staff or has(seats, *DRAFT_RIGHTS):
        links.append(("Schedule", reverse("schedule", args=here)))
    if leads:
        links.append(("Priorities", reverse("exercise_list", args=here)))
    if person.is_staff:
        links += [
            ("Releases", reverse("releases", args=here)),
            ("Attendees", reverse("sign_up_list", args=here)),
            ("Letters", reverse("outbox")),
        ]
    return links


def staff_links(meeting: Meeting) -> list[Link]:
    calls = list(meeting.calls.all())
    proposals = [
        (
            f"Proposals: {call}" if len(calls) > 1 else "Proposals",
            reverse("call_proposals", args=[meeting.slug, call.slug]),
        )
        for call in calls
    ]
    return [("Set-up", reverse("meeting_edit", args=[meeting.slug])), *proposals]


def has(seats: list[Seat], *rights: Right) -> bool:
    return any(getattr(seat, f"may_{right.value}") for seat in seats for right in rights)
