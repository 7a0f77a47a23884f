"""What a certificate of attendance says of a person, counted from who was noted and from the public program."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from people.refusal import Refusal
from program.attending.registrants import registered
from program.engine.credit import Interval, Rate, credited_minutes, credits_for
from program.models import AttendeeRules, Presence
from program.snapshot import FrozenSession, Program
from workshops.models import Meeting


@dataclass(frozen=True)
class Credited:
    """`sessions` at which she was, in order of time, as far as they are over."""

    sessions: tuple[FrozenSession, ...]
    minutes: int
    credits: Decimal
    asked: AttendeeRules

    @property
    def credits_told(self) -> str:
        """2.25 credits; nothing where the meeting gives none."""
        return f"{self.credits.normalize():f} {self.asked.credit_name}" if self.asked.minutes_per_credit else ""


def credited(person: Any, meeting: Meeting, program: Program, at: datetime) -> Credited:
    """Two queries."""
    asked = AttendeeRules.of(meeting)
    codes = set(
        Presence.objects.filter(person=person, session__meeting=meeting).values_list("session__code", flat=True)
    )
    there = tuple(each for each in program.living if each.code in codes and each.ends_at <= at)
    minutes = credited_minutes(Interval(each.starts_at, each.ends_at) for each in there)
    rate = Rate(asked.minutes_per_credit, asked.credit_step, "down" if asked.credits_round_down else "nearest")
    return Credited(there, minutes, credits_for(minutes, rate), asked)


def certify(person: Any, meeting: Meeting, program: Program, found: Credited, at: datetime) -> Refusal | None:
    """Whether she gets a certificate now."""
    if any(each.ends_at > at for each in program.living):
        return Refusal(
            "Certificates are given once the meeting is over.", "Until then your minutes are counted here."
        )
    if not found.sessions:
        return Refusal(
            "You are noted at no session of this meeting.", "If you were there, write to the society's office."
        )
    return registered(person, meeting, "A certificate")
