"""May she? Nothing when she may, a Refusal when not."""

from datetime import datetime
from typing import Any

from people.models import Person
from people.refusal import Refusal
from proposals.faculty.released import is_released
from scheduling.models import Ballot, Version
from workshops.models import Right
from workshops.rules import has_right


def set_up_places(person: Any) -> Refusal | None:
    """Rooms, blocks of time and sessions are staff's, and the command line's (nobody)."""
    if person is None or (person.is_authenticated and person.is_staff):
        return None
    return Refusal("Only program staff change rooms, times and sessions.", "Ask the society's office.")


def tell_times(person: Any, of: Person) -> Refusal | None:
    """When somebody cannot be there is said by herself, or by staff."""
    if person is None or (person.is_authenticated and (person.is_staff or person.pk == of.pk)):
        return None
    return Refusal("Only somebody herself, or program staff, says when she cannot be there.")


def vote(person: Any, ballot: Ballot, at: datetime) -> Refusal | None:
    if not person.is_authenticated:
        return Refusal("Sign in to vote.")
    if at < ballot.opens_at:
        return Refusal("Voting has not begun.")
    if at >= ballot.closes_at:
        return Refusal("Voting is over.", "The program is planned by what was voted.")
    if is_released(ballot.meeting):
        return Refusal("The program is public now.", "Star in it what you want to see.")
    return None


def place(person: Any, version: Version) -> Refusal | None:
    """Put sessions into rooms and times, and take them out."""
    return _frozen(version) or _right(person, version, Right.PLACE, "place sessions")


def lock(person: Any, version: Version) -> Refusal | None:
    return _frozen(version) or _right(person, version, Right.LOCK, "lock placements")


def approve(person: Any, version: Version) -> Refusal | None:
    """Approving is a committee's word before a release; staff may release without it."""
    if _frozen(version):
        return _frozen(version)
    if has_right(person, version.meeting, Right.APPROVE_SCHEDULE):
        return None
    return Refusal("Your seat does not approve the schedule.", "The committee's chair can give a seat that right.")


def _right(person: Any, version: Version, right: Right, doing: str) -> Refusal | None:
    if person is None or (person.is_authenticated and (person.is_staff or has_right(person, version.meeting, right))):
        return None
    return Refusal(f"Your seat does not {doing} in this meeting.", "Program staff can give a seat that right.")


def _frozen(version: Version) -> Refusal | None:
    if version.frozen_at:
        return Refusal(f"Version {version.number} was released and is frozen.", "Work on the draft instead.")
    return None
