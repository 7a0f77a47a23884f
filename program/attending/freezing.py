"""What a program says of what a meeting asks of its attendees: now, also where an earlier release comes back."""

from dataclasses import dataclass, replace

from program.models import AttendeeRules, SignUp
from program.snapshot import FrozenRoom, Program
from workshops.models import Meeting


@dataclass(frozen=True)
class AskedNow:
    """`limited` are the codes of sessions for which people sign up."""

    registrants_only: bool
    asks_feedback: bool
    limited: frozenset[str]


def asked_now(meeting: Meeting) -> AskedNow:
    """Two queries."""
    asked = AttendeeRules.of(meeting)
    codes = SignUp.objects.filter(session__meeting=meeting).values_list("session__code", flat=True)
    return AskedNow(asked.registrants_only, asked.feedback_days > 0, frozenset(codes))


def with_what_is_asked(program: Program, now: AskedNow) -> Program:
    """An address that is for registrants is in no room of it."""
    return replace(
        program,
        meeting=replace(program.meeting, asks_feedback=now.asks_feedback),
        rooms=tuple(_for_registrants(each) for each in program.rooms) if now.registrants_only else program.rooms,
        sessions=tuple(replace(each, limited=each.code in now.limited) for each in program.sessions),
    )


def _for_registrants(room: FrozenRoom) -> FrozenRoom:
    return replace(room, online_address="", for_registrants=True) if room.online_address else room
