"""Write to attendees whose starred sessions a release changed; and have no more such letters."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from audit.actions import record
from audit.models import key_of
from jobs.actions import enqueue
from jobs.models import Job, JobState
from letters.actions import compose
from letters.models import Letter
from people.models import Person
from program.actions.releasing import Tell
from program.following.letter_kinds import CHANGED
from program.following.plan import Notice, notices_of
from program.following.stopping import address_to_stop
from program.models import Release, Silence
from workshops.models import Meeting
from workshops.zones import spoken

TELL = "program.tell"
TOGETHER = 50
"""Letters that are written in one transaction."""


def ask_to_tell(at: datetime) -> None:
    """Have a worker write what the public releases make necessary. Each tick asks; a job that failed for good is for
    staff to try again."""
    for release in Release.objects.public().filter(told_at__isnull=True).select_related("meeting"):
        tried = Job.objects.about(TELL, str(release.pk)).exclude(state=JobState.DONE)
        if release == Release.objects.current(release.meeting) and not tried.exists():
            enqueue(TELL, by=None, at=at, key=str(release.pk), release=release.pk)


def tell_followers(release: Release, *, at: datetime, tell: Tell = lambda progress, message: None) -> int:
    """One letter for everybody whose starred sessions this release changed; returns how many are new.

    Some at a time, each with its row in the outbox or not at all: who runs this again after a killed worker goes on
    with those who have none. It stops where the release is public no more; the next one makes up for it.
    """
    meeting, written = release.meeting, 0
    if release.told_at or Release.objects.current(meeting) != release:
        return 0
    notices = notices_of(release, at)
    for begin in range(0, len(notices), TOGETHER):
        tell(100 * begin // len(notices), f"{begin} of {len(notices)} letters")
        with transaction.atomic():
            Meeting.objects.select_for_update().get(pk=meeting.pk)
            if Release.objects.current(meeting) != release:
                return written
            written += _write(release, notices[begin : begin + TOGETHER], at=at)
    with transaction.atomic():
        untold = meeting.releases.published().filter(number__lte=release.number, told_at__isnull=True)
        untold.update(told_at=at)
        record("tell attendees", release, by=None, at=at, letters=written)
    return written


def _write(release: Release, notices: list[Notice], *, at: datetime) -> int:
    """Look again: another worker may have written some meanwhile, and somebody may have stopped her letters."""
    persons = [each.person.pk for each in notices]
    done = Letter.objects.filter(kind=CHANGED, about=key_of(release), to__in=persons).values_list("to", flat=True)
    silent = release.meeting.silences.filter(person__in=persons).values_list("person", flat=True)
    passed_over = {*done, *silent}
    wanted = [each for each in notices if each.person.pk not in passed_over]
    for notice in wanted:
        stop = address_to_stop(notice.person, release.meeting)
        compose(
            CHANGED,
            release.meeting.letter_set,
            values_for(notice, release, stop),
            to=notice.person,
            by=None,
            at=at,
            about=release,
            batch=f"Changes for attendees, {release.meeting}"[:120],
            hold=False,
            unsubscribe=stop,
        )
    return len(wanted)


def values_for(notice: Notice, release: Release, stop: str) -> dict[str, str]:
    one, count = notice.changes[0].session.title, len(notice.changes)
    return {
        "name": notice.person.name,
        "meeting": release.meeting.name,
        "what": f"“{one}”" if count == 1 else f"{count} sessions that you starred",
        "number": str(release.number),
        "changes": "\n\n".join(f"“{each.session.title}”: {each.sentence}" for each in notice.changes),
        "zone": spoken(release.meeting.zone),
        "agenda": settings.SITE_ADDRESS.rstrip("/") + reverse("my_agenda", args=[release.meeting.slug]),
        "stop": stop,
    }


@transaction.atomic
def stop_letters(meeting: Meeting, person: Person, *, by: Any, at: datetime) -> None:
    """No more letters to her about changes of this meeting. Asked twice, it changes nothing more."""
    silence, is_new = Silence.objects.get_or_create(meeting=meeting, person=person, defaults={"at": at})
    if is_new:
        record("stop letters", silence, by=by, at=at)


@transaction.atomic
def want_letters(meeting: Meeting, *, by: Person, at: datetime) -> None:
    for silence in Silence.objects.filter(meeting=meeting, person=by):
        record("want letters", silence, by=by, at=at)
        silence.delete()
