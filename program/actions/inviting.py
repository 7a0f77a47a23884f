"""Write the letters that a release makes necessary in people's calendars. Staff let them go from the outbox."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from audit.actions import record
from audit.models import key_of
from jobs.actions import enqueue
from jobs.models import Job
from letters.invitees.telling import due, invitee_for, nothing_due
from letters.invitees.telling import tell as tell_her
from letters.kinds import KINDS as LETTERS
from letters.models import Invitee, Letter
from people.refusal import Refusal, Refused, insist
from program import rules
from program.actions.releasing import INVITE, Tell, setting_of
from program.inviting.plan import DROPPED, KINDS, Outgoing, mailing_of, when_of
from program.models import Release
from program.rendition.calendars import event_of
from program.shelf import program_of_release
from rendering.calendar import CalendarEvent
from workshops.models import Meeting

TOGETHER = 50
"""Letters that are written in one transaction."""


def batch_of(meeting: Meeting) -> str:
    """Letters that staff release together, whichever release they come from: of two only the later one is held."""
    return f"Calendar invitations, {meeting}"[:120]


def ask_for_invitations(meeting: Meeting, *, by: Any, at: datetime) -> Job:
    """Have a worker write what is missing."""
    insist(rules.release(by, meeting))
    release = _to_tell(meeting)
    return enqueue(INVITE, by=by, at=at, key=str(release.pk), meeting=meeting.pk)


def write_invitations(meeting: Meeting, *, by: Any, at: datetime, tell: Tell = lambda progress, message: None) -> int:
    """Hold a letter for everybody whose calendar does not say what the public program says; returns how many are new.

    Some at a time, so that nobody waits for thousands. Safe to run twice and to be killed: what is held already
    stays, and what is overtaken is discarded. It stops where a later release takes its place, whose letters count.
    """
    insist(rules.release(by, meeting))
    release = _to_tell(meeting)
    program = program_of_release(release)
    mailing = mailing_of(meeting, program, at)
    held = set(Letter.objects.held().filter(batch=batch_of(meeting)).values_list("about", flat=True))
    for invitee in mailing.settled:
        if key_of(invitee) in held:
            nothing_due(invitee, at=at)
    setting, written = setting_of(meeting), 0
    for begin in range(0, len(mailing.outgoing), TOGETHER):
        some = mailing.outgoing[begin : begin + TOGETHER]
        tell(100 * begin // len(mailing.outgoing), f"{begin} of {len(mailing.outgoing)} letters")
        with transaction.atomic():
            Meeting.objects.select_for_update().get(pk=meeting.pk)
            if Release.objects.current(meeting) != release:
                return written
            events = {each.session.code: event_of(each.session, program, setting) for each in some}
            written += sum(_write(each, events[each.session.code], meeting, by=by, at=at) for each in some)
    record("write invitations", release, by=by, at=at, number=release.number, letters=written)
    return written


def _to_tell(meeting: Meeting) -> Release:
    """The public release, where the meeting wants calendars to be told of it."""
    release = Release.objects.current(meeting)
    if release is None or not meeting.tells_calendars:
        raise Refused(
            Refusal("There is nothing to tell calendars.", "The program has to be public, and invitations chosen.")
        )
    return release


def _write(each: Outgoing, event: CalendarEvent, meeting: Meeting, *, by: Any, at: datetime) -> bool:
    """Look again, since letters may have been let go meanwhile."""
    invitee = invitee_for(each.about, each.session.uid, each.person)
    found = due(invitee, replace(event, cancelled=event.cancelled or each.kind == DROPPED))
    if found is None:
        return False
    kind = DROPPED if each.kind == DROPPED else KINDS[found.step]
    values = values_for(each, invitee, event, meeting)
    letter = tell_her(
        invitee,
        found.event,
        kind=kind,
        letter_set=meeting.letter_set,
        values={name: values[name] for name in LETTERS[kind].placeholders},
        by=by,
        at=at,
        batch=batch_of(meeting),
        hold=True,
    )
    return letter is not None


def values_for(each: Outgoing, invitee: Invitee, event: CalendarEvent, meeting: Meeting) -> dict[str, str]:
    before = f"{when_of(invitee.starts_at, meeting.zone)}, {invitee.place}" if invitee.starts_at else ""
    return {
        "name": each.person.name,
        "session": each.session.title,
        "meeting": meeting.name,
        "role": each.role,
        "when": when_of(each.session.starts_at, meeting.zone),
        "place": event.location,
        "before": before,
        "link": settings.SITE_ADDRESS.rstrip("/") + reverse("session", args=[meeting.slug, each.session.code]),
        "calendar": settings.SITE_ADDRESS.rstrip("/") + reverse("my_invitations"),
    }
