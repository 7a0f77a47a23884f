"""What people's seats make them, for the list of people."""

from people.models import Person
from people.roles import tells_roles
from workshops.models import Seat


@tells_roles
def seats_of(people: list[Person]) -> dict[int, list[str]]:
    """`Chair, Committee on Scientific Affairs (Annual Meeting 2027)`, the newest meeting first."""
    found: dict[int, list[str]] = {}
    seats = Seat.objects.serving().filter(person__in=people).select_related("committee__meeting")
    for seat in seats.order_by("-committee__meeting__starts_on", "committee__order", "pk"):
        role = f"{seat.title}, {seat.committee} ({seat.committee.meeting})"
        found.setdefault(seat.person_id, []).append(role)
    return found
