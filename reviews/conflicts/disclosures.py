"""What members were asked to disclose, as the rules look at it: two queries."""

from collections.abc import Collection
from datetime import datetime

from reviews.conflicts.facts import Stated
from workshops.models import Seat
from workshops.models.disclosure import Disclosure, DisclosurePolicy, Step


def stated_of(meetings: Collection[int], people: Collection[int]) -> dict[tuple[int, int], Stated]:
    """Of everybody with a seat in a meeting whose policy lets her read nothing before she has stated."""
    waits = DisclosurePolicy.objects.filter(meeting__in=meetings, asks_seats=True, seats_wait=True)
    asked = Seat.objects.serving().filter(person__in=people, committee__meeting__disclosure_policy__in=waits)
    rows = asked.order_by().values_list(
        "committee__meeting", "person", "committee__meeting__disclosure_policy__months"
    )
    current = Disclosure.objects.filter(meeting__in=meetings, person__in=people).current().whole()
    stated = {(each.meeting_id, each.person_id): each for each in current}
    return {(meeting, person): _stated(stated.get((meeting, person)), months) for meeting, person, months in rows}


def not_stated(meeting: int, people: Collection[int]) -> set[int]:
    """Who of these may read nothing in a meeting before she has stated; two queries."""
    waits = DisclosurePolicy.objects.filter(meeting=meeting, asks_seats=True, seats_wait=True)
    asked = Seat.objects.serving().filter(committee__meeting__disclosure_policy__in=waits)
    current = Disclosure.objects.filter(meeting=meeting, person__in=people).current()
    stated = {each.person_id for each in current if each.stated_on is not None}
    return set(asked.people().values_list("person", flat=True)).intersection(people) - stated


def _stated(disclosure: Disclosure | None, months: int) -> Stated:
    if disclosure is None:
        return Stated(None, months, ())
    on = disclosure.stated_on
    standing = [row.company for row in disclosure.relationships.all() if _stands(row)]
    return Stated(on.date() if isinstance(on, datetime) else on, months, tuple(dict.fromkeys(standing)))


def _stands(row) -> bool:
    """Not judged irrelevant, and not mitigated; who is recused from what concerns the company keeps out of it."""
    return row.relevant is not False and row.step in ("", Step.RECUSE)
