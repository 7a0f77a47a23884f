"""May she? Nothing when she may, a Refusal when not."""

from datetime import datetime
from typing import Any

from people.refusal import Refusal
from program.attending.registrants import registered
from program.models import SignUp
from program.snapshot import FrozenSession
from workshops.models import Meeting


def run(person: Any) -> Refusal | None:
    """What attendees are asked and given is staff's to set up, and the command line's (nobody)."""
    if person is None or (person.is_authenticated and person.is_staff):
        return None
    return Refusal("Only program staff do this.", "Ask the society's office.")


def sign_up(person: Any, meeting: Meeting, session: FrozenSession | None, at: datetime) -> Refusal | None:
    """`session` as the public program has it."""
    if not person.is_authenticated:
        return Refusal("Sign in first: a place is kept for a person.")
    return _closed(session, at) or registered(person, meeting, "Signing up")


def leave(session: FrozenSession | None, at: datetime) -> Refusal | None:
    if session and not session.cancelled and session.starts_at <= at:
        return Refusal("The session has begun, so nobody can take your place any more.")
    return None


def _closed(session: FrozenSession | None, at: datetime) -> Refusal | None:
    if session is None:
        return Refusal("This session is not in the public program.")
    if session.cancelled:
        return Refusal("This session is cancelled.")
    if session.starts_at <= at:
        return Refusal("The session has begun; signing up is over.", "Ask at the door whether there is room.")
    return None


def end_sign_up(sign_up: SignUp) -> Refusal | None:
    """Who signed up relies on it."""
    if sign_up.enrolments.exists():
        return Refusal(
            "People have signed up for this session.", "Raise the number of places instead, or remove them first."
        )
    return None
