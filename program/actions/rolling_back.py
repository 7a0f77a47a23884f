"""Release an earlier program again, under a new number: what is public was a mistake."""

from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.refusal import insist
from program import rules
from program.actions.releasing import keep_program, last_program, next_number
from program.attending.freezing import asked_now
from program.changes import Change, changes
from program.freezing import program_again, reasons_of
from program.models import Release
from program.shelf import program_of_release
from program.snapshot import FrozenSession, Program
from scheduling.models import Session
from workshops.models import Meeting


@transaction.atomic
def release_again(earlier: Release, *, note: str, by: Any, at: datetime, in_background: bool = True) -> Release:
    """What it said becomes the meeting's next release, whatever tables say by now; the draft stays as it is."""
    meeting = Meeting.objects.select_for_update().get(pk=earlier.meeting_id)
    insist(rules.release_again(by, earlier, meeting.releases.order_by("-number")[0]))
    coming = coming_again(earlier, note=note or f"Program {earlier.number} again.", at=at)
    made = keep_program(coming, meeting, earlier.version, by=by, at=at, in_background=in_background)
    record("release again", made, by=by, at=at, number=made.number, of=earlier.number)
    return made


def coming_again(earlier: Release, *, note: str, at: datetime) -> Program:
    """The program that a release of it would publish. Raises FileLost."""
    meeting = earlier.meeting
    return program_again(
        program_of_release(earlier),
        number=next_number(meeting),
        note=note,
        at=at,
        before=last_program(meeting) or program_of_release(earlier),
        reasons=reasons_of(meeting),
        asked=asked_now(meeting),
    )


def would_change(earlier: Release, *, at: datetime) -> list[Change]:
    """What readers would see change."""
    newest = last_program(earlier.meeting)
    return changes(newest, coming_again(earlier, note="", at=at)) if newest else []


def called_off(meeting: Meeting, coming: Program) -> list[FrozenSession]:
    """Sessions that would be shown as taking place although they are cancelled in the schedule."""
    living = set(Session.objects.living().filter(meeting=meeting).values_list("code", flat=True))
    return [each for each in coming.living if each.code not in living]
