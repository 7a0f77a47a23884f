"""When a session's feedback is asked, of whom, and what it came to."""

from datetime import datetime, timedelta
from typing import Any

from people.refusal import Refusal
from program.attending.registrants import is_registrant
from program.engine.feedback import Question, Summary, questions_in, summed_up
from program.models import AttendeeRules, Enrolment, Presence
from program.snapshot import FrozenSession
from scheduling.models import Session, Star


def questions_of(asked: AttendeeRules) -> list[Question]:
    return questions_in(asked.feedback_questions) if asked.feedback_days else []


def closes_at(session: FrozenSession, asked: AttendeeRules) -> datetime:
    return session.ends_at + timedelta(days=asked.feedback_days)


def summary_of(session: Session, asked: AttendeeRules) -> Summary:
    """One query."""
    return summed_up(questions_of(asked), session.feedback.values_list("answers", flat=True))


def give(person: Any, session: Session, frozen: FrozenSession, asked: AttendeeRules, at: datetime) -> Refusal | None:
    """Whether she is asked now."""
    if not questions_of(asked):
        return Refusal("This meeting asks for no feedback.")
    if frozen.cancelled:
        return Refusal("This session did not take place.")
    if at < frozen.ends_at:
        return Refusal("This session is not over yet.", "Come back when it is.")
    if at >= closes_at(frozen, asked):
        return Refusal("Feedback on this session is closed.", "Thank you all the same.")
    if _is_asked(person, session):
        return None
    return Refusal(
        "Feedback is asked of who was noted at the session, signed up for it or starred it, and of registrants."
    )


def _is_asked(person: Any, session: Session) -> bool:
    return (
        Presence.objects.filter(session=session, person=person).exists()
        or Star.objects.filter(session=session, person=person).exists()
        or Enrolment.objects.placed().filter(sign_up__session=session, person=person).exists()
        or is_registrant(person, session.meeting)
    )
