"""Releases for tests, through the actions but without the printed book, which takes seconds."""

from datetime import date, datetime

from program.actions import releasing
from program.models import Release
from program.rendition.calendars import Calendars
from program.shelf import keep, program_of_release
from scheduling.models import Session, Version
from tests.factories.scheduling import make_room, make_session, make_version, place
from tests.factories.workshops import make_meeting, make_topic


def make_release(version: Version, by, at: datetime, note: str = "") -> Release:
    """A public release of a draft, with every file but what is printed, whatever rules it breaks."""
    return finish(releasing.release(version, note=note, by=by, at=at, in_background=False, despite="A test"), at)


def finish(release: Release, at: datetime) -> Release:
    """Every file of it but what is printed, then it is public."""
    calendars = Calendars(program_of_release(release), releasing.setting_of(release.meeting))
    for file in releasing.files_for(release, calendars):
        if file.paper is None:
            keep(release, file.name, file.content_type, file.make() or b"")
    return releasing.publish(release, at=at)


def make_past(by, speaker, at: datetime) -> tuple[Session, Release]:
    """Last year's meeting, released, with one session."""
    meeting = make_meeting(
        "ash-2026", name="Annual Meeting 2026", starts_on=date(2026, 12, 4), ends_on=date(2026, 12, 7)
    )
    starts_at = datetime(2026, 12, 4, 18, 0, tzinfo=at.tzinfo)
    session = make_session(meeting, "Iron and infection", speaker, abstract="How **iron** feeds microbes.")
    session.topics.add(make_topic(meeting, "iron"))
    version = make_version(meeting, at)
    place(version, session, make_room(meeting, "hall-z"), starts_at)
    return session, make_release(version, by, at)
