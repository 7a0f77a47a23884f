"""May she? Answers nothing when she may, a Refusal when not. Pages, actions and jobs ask the same."""

from people.refusal import Refusal
from workshops.models import Meeting, Right, Seat


def has_right(person, meeting: Meeting, right: Right) -> bool:
    """Does a seat in any committee of the meeting give this right? Staff rights are asked by `is_staff`."""
    return Seat.objects.of(person).with_right(right).filter(committee__meeting=meeting).exists()


def set_up(person) -> Refusal | None:
    """Create and edit meetings, calls, formats, topics, committees, seats and the society's page."""
    if person.is_authenticated and person.is_staff:
        return None
    return Refusal("Only program staff set up meetings.", "Ask the society's office to do it or to make you staff.")
