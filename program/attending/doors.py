"""When and by whom it can be noted who is in a room. The public program says when a session is."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from people.refusal import Refusal
from program.models import AttendeeRules
from program.snapshot import FrozenSession
from proposals.models.faculty import Role
from scheduling.models import Session
from workshops.models import Meeting

CHAIRS = (Role.CHAIR, Role.CO_CHAIR, Role.MODERATOR)


@dataclass(frozen=True)
class Window:
    """From `opens_at` until `closes_at` (exclusive) a code counts."""

    opens_at: datetime
    closes_at: datetime

    def is_open(self, at: datetime) -> bool:
        return self.opens_at <= at < self.closes_at


def window_of(session: FrozenSession, asked: AttendeeRules) -> Window:
    return Window(
        session.starts_at - timedelta(minutes=asked.code_minutes_before),
        session.ends_at + timedelta(minutes=asked.code_minutes_after),
    )


def kept_by(person: Any, meeting: Meeting):
    """Sessions whose people she notes: all for staff, else those that she chairs."""
    if person.is_staff:
        return meeting.sessions.all()
    return meeting.sessions.filter(people__person=person, people__role__in=CHAIRS).distinct()


def note(person: Any, session: Session, window: Window | None, at: datetime, reason: str) -> Refusal | None:
    """Note by list who is there: staff and whoever chairs while the code counts, later staff only, with a reason."""
    if not kept_by(person, session.meeting).filter(pk=session.pk).exists():
        return Refusal("Only program staff, and who chairs the session, note who is there.")
    if window is None:
        return Refusal("This session does not take place in the public program.")
    if at < window.opens_at:
        return Refusal("The session has not begun yet.")
    if at < window.closes_at:
        return None
    if not person.is_staff:
        return Refusal("The list is closed.", "Ask the society's office to add who is missing.")
    if not reason:
        return Refusal("The list is closed.", "Say why somebody is added so late.")
    return None


def counts(window: Window | None, at: datetime) -> Refusal | None:
    """Whether the code of a session counts now."""
    if window and window.is_open(at):
        return None
    return Refusal(
        "This code does not count now.", "It does from shortly before the session until some time after it."
    )
