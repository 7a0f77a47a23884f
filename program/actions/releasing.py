"""Freeze a version into a release, render its files, publish it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from audit.actions import record
from jobs.actions import enqueue
from people.refusal import insist
from program import changelog, rules
from program.actions.printing import print_all
from program.current import point
from program.freezing import program_of
from program.holding import Held, held_back, held_of, something_left
from program.models import Release
from program.rendition.bundle import File, files_of, is_public
from program.rendition.calendars import Calendars
from program.rendition.kept_events import keep_events, kept_events
from program.rendition.papers import Paper
from program.rendition.setting import Setting
from program.shelf import SNAPSHOT, keep, keep_again, program_of_release
from program.snapshot import Program, digest_of, to_json
from rendering.pdf import PDF_MEDIA_TYPE
from scheduling.actions.acknowledging import acknowledge
from scheduling.actions.freezing import freeze
from scheduling.draft.clashes import broken_in
from scheduling.models import Version
from workshops.models import Meeting, Society

RENDER = "program.render"
A_SECOND = timedelta(seconds=1)  # as fine as HTTP dates are
INVITE = "program.invite"
Tell = Callable[[int, str], None]
"""Called with per cent and words."""


@transaction.atomic
def release(
    version: Version, *, note: str, by: Any, at: datetime, in_background: bool = True, despite: str = ""
) -> Release:
    """Freeze the draft as the meeting's next release. It becomes public once all its files are rendered. Sessions
    that wait for disclosures and were never public are left out. `despite`: the reason for which all that is broken
    is acknowledged, where somebody has not done so before."""
    insist(rules.release(by, version.meeting))
    insist(rules.releasable(version))
    if despite:
        acknowledge(version, reason=despite, by=by, at=at)
    insist(rules.answered_for([each for each in broken_in(version) if not each.acknowledged]))
    meeting = Meeting.objects.select_for_update().get(pk=version.meeting_id)
    held = waiting_for(version)
    insist(something_left(version, held))
    frozen = freeze(version, by=by, at=at)
    coming = program_of(
        frozen,
        number=next_number(meeting),
        note=note,
        at=at,
        before=last_program(meeting),
        without=held_back(held),
    )
    made = keep_program(coming, meeting, frozen, by=by, at=at, in_background=in_background)
    told = [each.session.code for each in held]
    record("release", made, by=by, at=at, number=made.number, **({"without_disclosures": told} if told else {}))
    return made


def next_number(meeting: Meeting) -> int:
    return (meeting.releases.aggregate(highest=Max("number"))["highest"] or 0) + 1


def keep_program(
    coming: Program, meeting: Meeting, version: Version | None, *, by: Any, at: datetime, in_background: bool
) -> Release:
    """Write down a program as the meeting's next release, and have it rendered."""
    body = to_json(coming)
    made = Release.objects.create(
        meeting=meeting,
        version=version,
        number=coming.number,
        note=coming.note,
        digest=digest_of(body),
        by=by,
        frozen_at=at,
    )
    keep(made, SNAPSHOT, "application/json; charset=utf-8", body)
    if in_background:
        enqueue(RENDER, by=by, at=at, key=str(made.pk), release=made.pk)
    return made


def last_program(meeting: Meeting) -> Program | None:
    """What the newest release holds, public or about to be."""
    last = meeting.releases.order_by("-number").first()
    return program_of_release(last) if last else None


def waiting_for(version: Version) -> list[Held]:
    """What a release of this draft would say about sessions whose disclosures are not complete."""
    return held_of(version, last_program(version.meeting))


def render(made: Release, *, at: datetime, tell: Tell = lambda progress, message: None) -> Release:
    """Render every file of the release that is not there yet, then publish it. Run again after a killed worker,
    it goes on where it stopped; nothing of it is public before the last file is there. Two workers that render
    at once make the same bytes twice, and one release."""
    slug = made.meeting.slug
    calendars = Calendars(program_of_release(made), setting_of(made.meeting), kept_events(slug))
    done = set(made.files.values_list("name", flat=True))
    files = [file for file in files_for(made, calendars) if file.name not in done]
    papers = []
    for count, file in enumerate(files):
        tell(int(100 * count / len(files)), f"{file.name} ({count + 1} of {len(files)})")
        if file.paper is None:
            keep(made, file.name, file.content_type, file.make() or b"")
        elif not keep_again(made, file.name, file.content_type, file.paper.key):
            papers.append(file.paper)
    _print(made, papers, tell=tell)
    if calendars.written:
        keep_events(slug, calendars.events)
    return publish(made, at=at)


def files_for(made: Release, calendars: Calendars) -> list[File]:
    """What a release consists of besides its snapshot."""
    before = made.meeting.releases.published().filter(number__lt=made.number).first()
    names = before.files.filter(name__endswith=".ics").values_list("name", flat=True) if before else ()
    followed = [name for name in names if is_public(name)]
    log = File(changelog.CHANGELOG, "application/json", lambda: changelog.to_json(changelog.changelog_of(made)))
    return [log, *files_of(calendars.program, calendars.setting, calendars, followed)]


def _print(made: Release, some: list[Paper], *, tell: Tell) -> None:
    ready = []

    def keep_it(paper: Paper, body: bytes) -> None:
        ready.append(keep(made, paper.name, PDF_MEDIA_TYPE, body, key=paper.key))

    def tell_words(words: str) -> None:
        tell(int(100 * len(ready) / len(some)), f"{len(ready)} of {len(some)} papers printed. {words}")

    print_all(some, keep=keep_it, tell=tell_words)


def publish(made: Release, *, at: datetime) -> Release:
    """Make a rendered release the public one, first in the database, then where feeds are answered from. It is later
    than the one before, also when the clock was set back: who asks for what is newer by date gets it."""
    last = made.meeting.releases.published().exclude(pk=made.pk).aggregate(last=Max("published_at"))["last"]
    at = max(at, last + A_SECOND) if last else at
    with transaction.atomic():
        if Release.objects.filter(pk=made.pk, published_at__isnull=True).update(published_at=at):
            record("publish release", made, by=made.by, at=at, number=made.number)
            if made.meeting.tells_calendars and made.meeting.is_public:
                enqueue(INVITE, by=made.by, at=at, key=str(made.pk), meeting=made.meeting_id)
    made.refresh_from_db()
    point(made.meeting)
    return made


def setting_of(meeting: Meeting) -> Setting:
    """What renditions need besides the program: whose it is, and under which address it stands."""
    society = Society.current()
    return Setting(
        address=f"{settings.SITE_ADDRESS.rstrip('/')}/{meeting.slug}/",
        society=society.name,
        accent=society.accent,
        organizer_name=society.sender_name or society.name,
        organizer_address=society.sender_address or f"no-reply@{_host() or 'example.invalid'}",
        logo=urljoin(settings.SITE_ADDRESS, society.logo.url) if society.logo and _host() else "",
    )


def _host() -> str:
    """By which others find this site; nothing where it has no name."""
    host = settings.SITE_ADDRESS.split("//")[-1].split("/")[0].split(":")[0]
    return host if "." in host and not host[0].isdigit() else ""
