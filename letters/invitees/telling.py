"""What a person's calendar has to be told next, the letter that tells it, and that it was told.

Whatever was let go counts as told. So of letters that are held only the last one to each person is kept, and what it
says is compared with what she knows, never with a letter that nobody released.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from django.db import transaction

from audit.models import key_of
from letters import rules
from letters.actions import compose, discard
from letters.invitees.address import address_of
from letters.models import Answered, Invitee, Letter, LetterSet, LetterState
from people.refusal import Refusal, insist
from rendering.calendar import CANCELLED_PREFIX, CalendarEvent, Mailbox, invitation_bytes
from rendering.text import one_line

Step = Literal["invite", "update", "cancel"]
PARTSTAT = {Answered.ACCEPTED: "ACCEPTED", Answered.TENTATIVE: "TENTATIVE", Answered.DECLINED: "DECLINED"}


@dataclass(frozen=True)
class Due:
    """`event` has the sequence that this person's calendar will take for newer."""

    step: Step
    event: CalendarEvent


def due(invitee: Invitee | None, event: CalendarEvent) -> Due | None:
    """Nothing where her calendar says so already, or was never told of what is cancelled. A new time, place or title
    is worth a letter; other words follow in the feeds."""
    if invitee is None or invitee.told_at is None:
        return None if event.cancelled else Due("invite", event)
    if invitee.is_cancelled:
        return None if event.cancelled else Due("invite", _later(event, invitee.sequence + 1))
    if event.cancelled:
        return Due("cancel", _later(event, invitee.sequence + 1))
    if (event.starts_at, event.ends_at) != (invitee.starts_at, invitee.ends_at):
        return Due("update", _later(event, invitee.sequence + 1))
    if (_title(event), _place(event)) != (invitee.title, invitee.place):
        return Due("update", _later(event, invitee.sequence))
    return None


def _later(event: CalendarEvent, sequence: int) -> CalendarEvent:
    return replace(event, sequence=max(event.sequence, sequence))


def _title(event: CalendarEvent) -> str:
    return one_line(event.summary)[:300]


def _place(event: CalendarEvent) -> str:
    return one_line(event.where)[:500]


def calendar_for(invitee: Invitee, event: CalendarEvent) -> str:
    """The file that goes along. Who has said yes to this very time is not asked again."""
    mailbox = Mailbox(invitee.person.name, invitee.address)
    answers_to = address_of(invitee)
    if answers_to:
        event = replace(event, organizer=Mailbox(event.organizer.name, answers_to))
    same_time = (event.starts_at, event.ends_at) == (invitee.starts_at, invitee.ends_at)
    stands = not invitee.is_cancelled and same_time and invitee.is_answer_of_now
    partstat = PARTSTAT[Answered(invitee.answer)] if stands else "NEEDS-ACTION"
    return invitation_bytes(event, mailbox, rsvp=bool(answers_to) and not stands, partstat=partstat).decode()


def invitee_for(about: str, uid: str, person: Any) -> Invitee:
    """Her row about this thing; a new one has not been told anything."""
    fresh = {"uid": uid, "address": person.email}
    invitee, _ = Invitee.objects.get_or_create(about=about, person=person, defaults=fresh)
    return invitee


@transaction.atomic
def tell(
    invitee: Invitee,
    event: CalendarEvent,
    *,
    kind: str,
    letter_set: LetterSet | None,
    values: Mapping[str, str],
    by: Any,
    at: datetime,
    batch: str = "",
    hold: bool,
) -> Letter | None:
    """Write the letter; None where the very same one is held already. Earlier ones that are held are discarded."""
    invitee.address = invitee.person.email
    calendar = calendar_for(invitee, event)
    held = Letter.objects.held().about(key_of(invitee))
    if hold and held.filter(calendar=calendar, to_address=invitee.address).exists():
        return None
    discard(held, by=None, at=at)
    invitee.save(update_fields=["address"])
    letter = compose(
        kind,
        letter_set,
        values,
        to=invitee.person,
        by=by,
        at=at,
        about=invitee,
        batch=batch,
        hold=hold,
        calendar=calendar,
        reply_to=address_of(invitee),
    )
    if not hold:
        _was_told(letter, at)
    return letter


def nothing_due(invitee: Invitee, *, at: datetime) -> None:
    """What is held is no longer so: it moved, and moved back before anybody was told."""
    discard(Letter.objects.held().about(key_of(invitee)), by=None, at=at)


def let_go(letter: Letter, by: Any, at: datetime) -> None:
    """A held letter with an invitation leaves (letters.kinds.Kind.when_released)."""
    insist(rules.release(by))
    insist(_overtaken(letter))
    _was_told(letter, at)


def _overtaken(letter: Letter) -> Refusal | None:
    """A letter that was discarded and put back may be older than what she knows."""
    gone = [LetterState.QUEUED, LetterState.SENT, LetterState.FAILED]
    if not Letter.objects.about(letter.about).filter(pk__gt=letter.pk, state__in=gone).exists():
        return None
    return Refusal(f"“{letter.subject}” to {letter.to_name} is older than what was sent since.", "Discard it.")


def _was_told(letter: Letter, at: datetime) -> None:
    invitee = Invitee.objects.select_for_update().filter(pk=letter.about.rpartition(":")[2]).first()
    if invitee is None:
        return
    said = told_in(letter.calendar)
    retimed = invitee.told_at is None or (said.starts_at, said.ends_at) != (invitee.starts_at, invitee.ends_at)
    again = invitee.is_cancelled and not said.is_cancelled
    if retimed or again:
        invitee.timed_sequence = said.sequence
    invitee.sequence, invitee.title, invitee.place = said.sequence, said.title, said.place
    invitee.starts_at, invitee.ends_at, invitee.is_cancelled = said.starts_at, said.ends_at, said.is_cancelled
    invitee.told_at = at
    invitee.save()


@dataclass(frozen=True)
class Said:
    sequence: int
    title: str
    place: str
    starts_at: datetime
    ends_at: datetime
    is_cancelled: bool


def told_in(calendar: str) -> Said:
    """Read back what a letter of ours says, so that the letter itself is what counts."""
    from icalendar import Calendar

    read = Calendar.from_ical(calendar)
    event = read.walk("VEVENT")[0]
    is_cancelled = read["METHOD"] == "CANCEL"
    title = str(event["SUMMARY"]).removeprefix(CANCELLED_PREFIX if is_cancelled else "")
    starts_at = event["DTSTART"].dt
    return Said(
        sequence=int(event["SEQUENCE"]),
        title=one_line(title)[:300],
        place=one_line(str(event.get("LOCATION", "")))[:500],
        starts_at=starts_at,
        ends_at=event["DTEND"].dt if "DTEND" in event else starts_at,
        is_cancelled=is_cancelled,
    )
