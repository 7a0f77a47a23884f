"""For everybody who attends: her next starred sessions, and the programs she can read."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from dashboard.waiting import MOST, Section, Step, Waiting, counted, here, section
from program.models import Release
from program.shelf import program_of_release
from program.snapshot import FrozenSession, Program
from scheduling.models import Star


def current_releases() -> list[Release]:
    """The newest public release of each public meeting, the next meeting first. One query."""
    rows = Release.objects.published().filter(meeting__is_public=True).select_related("meeting")
    newest: dict[int, Release] = {}
    for release in rows.order_by("-number"):
        newest.setdefault(release.meeting_id, release)
    return sorted(newest.values(), key=lambda release: (release.meeting.starts_on, release.pk), reverse=True)


def attending(person: Any, releases: list[Release], at: datetime) -> Section | None:
    """What she starred, as the released program has it; a draft never shows here."""
    coming = [release for release in releases if release.meeting.ends_on >= at.date()]
    if not coming:
        return None
    stars = set(
        Star.objects.filter(person=person, session__meeting__in=[each.meeting_id for each in coming]).values_list(
            "session__code", flat=True
        )
    )
    chosen = sorted(
        (
            (session, program)
            for program in map(program_of_release, coming)
            for session in program.sessions
            if session.code in stars and session.ends_at > at
        ),
        key=lambda pair: pair[0].starts_at,
    )
    nearest = coming[-1].meeting
    return section(
        "attending",
        "Your agenda",
        [_row(session, program, at) for session, program in chosen[:MOST]],
        total=len(chosen),
        url=reverse("my_agenda", args=[chosen[0][1].meeting.slug if chosen else nearest.slug]),
        link="Your agenda",
        empty=f"The program of {nearest} is out. Star what you want to see, and it stands here in order of time.",
        steps=(Step("Open the program", reverse("program", args=[nearest.slug])),),
    )


def _row(session: FrozenSession, program: Program, at: datetime) -> Waiting:
    room = program.room_by_slug[session.room].name
    if session.cancelled:
        what = f"Cancelled. {session.cancel_reason}".strip()
    else:
        what = f"{room}, {counted(session.minutes, 'minute')}."
    url = reverse("session", args=[program.meeting.slug, session.code])
    return Waiting(session.title, what, url, program.meeting.name, here(program.meeting, session.starts_at, "", at))
