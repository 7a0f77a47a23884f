"""Write the letters that a release makes necessary in people's calendars. Staff let them go from the outbox."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from audit.actions import record
from letters.invitees.telling import invitee_for, nothing_due, tell
from letters.kinds import KINDS as LETTERS
from people.refusal import Refusal, insist
from program import rules
from program.inviting.plan import Outgoing, mailing_of, when_of
from program.models import Release
from program.shelf import program_of_release
from workshops.models import Meeting


def batch_of(meeting: Meeting) -> str:
    """Letters that staff release together, whichever release they come from: of two only the later one is held."""
    return f"Calendar invitations, {meeting}"[:120]


@transaction.atomic
def write_invitations(meeting: Meeting, *, by: Any, at: datetime) -> int:
    """Hold a letter for everybody whose calendar does not say what the public program says; returns how many are new.
    Safe to run twice: what is held already stays, and what is overtaken is discarded."""
    insist(rules.release(by, meeting))
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    release = Release.objects.current(meeting)
    if release is None or not meeting.tells_calendars:
        insist(
            Refusal("There is nothing to tell calendars.", "The program has to be public, and invitations chosen.")
        )
        return 0
    program = program_of_release(release)
    mailing = mailing_of(meeting, program, at)
    for invitee in mailing.settled:
        nothing_due(invitee, at=at)
    written = sum(_write(each, meeting, by=by, at=at) for each in mailing.outgoing)
    record("write invitations", release, by=by, at=at, number=release.number, letters=written)
    return written


def _write(each: Outgoing, meeting: Meeting, *, by: Any, at: datetime) -> bool:
    invitee = each.invitee or invitee_for(each.about, each.session.uid, each.person)
    values = values_for(each, meeting)
    letter = tell(
        invitee,
        each.due.event,
        kind=each.kind,
        letter_set=meeting.letter_set,
        values={name: values[name] for name in LETTERS[each.kind].placeholders},
        by=by,
        at=at,
        batch=batch_of(meeting),
        hold=True,
    )
    return letter is not None


def values_for(each: Outgoing, meeting: Meeting) -> dict[str, str]:
    event, invitee = each.due.event, each.invitee
    before = ""
    if invitee and invitee.starts_at:
        before = f"{when_of(invitee.starts_at, meeting.zone)}, {invitee.place}"
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
