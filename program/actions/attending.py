"""Note who was at a session: by the code that is shown in the room, or by list."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.db import transaction

from audit.actions import record
from people.models import Person
from people.refusal import Refusal, Refused, insist
from program.attending import rules
from program.attending.doors import Window, counts, kept_by, note, window_of
from program.attending.places import public_program
from program.models import AttendeeRules, DoorCode, How, Presence
from program.models.presence import door_code
from scheduling.models import Session
from workshops.models import Meeting

WRONG_AN_HOUR = 10


@transaction.atomic
def change_code(session: Session, *, by: Any, at: datetime) -> DoorCode:
    """The first code of a session, or another where it got out of the room: who typed the old one stays noted."""
    if not kept_by(by, session.meeting).filter(pk=session.pk).exists():
        raise Refused(Refusal("Only program staff, and who chairs the session, see its code."))
    row, _ = DoorCode.objects.update_or_create(session=session, defaults={"code": door_code()})
    record("change door code", session, by=by, at=at)
    return row


def come(meeting: Meeting, code: str, *, by: Any, at: datetime) -> Presence:
    """She typed the code that is shown in the room. Asked twice, it is noted once."""
    insist(_not_too_many_wrong(by))
    found = DoorCode.objects.filter(session__meeting=meeting, code=code.strip().lower())
    row = found.select_related("session__meeting").first()
    if row is None:
        cache.incr(_key(by))  # outside of any transaction, which would take it back
        raise Refused(Refusal("No session of this meeting has this code.", "Look at the screen again."))
    insist(counts(_window(row.session), at))
    with transaction.atomic():
        there, is_new = Presence.objects.get_or_create(
            session=row.session, person=by, defaults={"at": at, "how": How.CODE}
        )
        if is_new:
            record("come by code", row.session, by=by, at=at)
    return there


@transaction.atomic
def note_people(session: Session, people: Iterable[Person], *, reason: str = "", by: Any, at: datetime) -> int:
    """Note by list who was there; returns how many are new. Once the list is closed it needs a reason."""
    window = _window(session)
    insist(note(by, session, window, at, reason))
    late = window is not None and at >= window.closes_at
    facts = {"at": at, "by": by, "how": How.LATE if late else How.LIST, "reason": reason if late else ""}
    new = 0
    for person in people:
        _, is_new = Presence.objects.get_or_create(session=session, person=person, defaults=facts)
        if is_new:
            new += 1
            record(
                "note presence", session, by=by, at=at, person=person.code, how=facts["how"], reason=facts["reason"]
            )
    return new


@transaction.atomic
def strike(presence: Presence, *, reason: str, by: Any, at: datetime) -> None:
    """Staff take back that somebody was there."""
    insist(rules.run(by))
    record("strike presence", presence.session, by=by, at=at, person=presence.person.code, reason=reason)
    presence.delete()


def _window(session: Session) -> Window | None:
    program = public_program(session.meeting)
    frozen = program.session_by_code.get(session.code) if program else None
    if frozen is None or frozen.cancelled:
        return None
    return window_of(frozen, AttendeeRules.of(session.meeting))


def _not_too_many_wrong(person: Any) -> Refusal | None:
    cache.add(_key(person), 0, timeout=3600)
    if cache.get(_key(person), 0) < WRONG_AN_HOUR:
        return None
    return Refusal(
        "You have typed many wrong codes within an hour.", "Try again later, or ask who chairs to note your name."
    )


def _key(person: Any) -> str:
    return f"door-codes-{person.pk}"
