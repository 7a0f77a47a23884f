"""The program of the meeting that is about to take place: placed, approved, released, starred.

Chen, whose seat may place sessions, puts the agenda-setting sessions on Saturday to Monday by hand and locks them.
Olga adds a short session for the chairs and says how many people each session expects. The planner finds rooms for
the rest, Chen approves, and Olga releases all but one session, whose last speaker has not disclosed. Later the chairs
want their lunch, so that a second release ends their session earlier. One workshop has few places, for which two
people wait. Ada stars what she wants to hear.
"""

from datetime import datetime, time
from typing import Any

from demo import attending, disclosing
from demo.dates import last_years
from demo.material import dice
from demo.places import clock
from program import stars
from program.actions import releasing
from scheduling.actions.placing import apply_plan, approve, draft_of, lock, place
from scheduling.actions.sessions import keep_session
from scheduling.draft.problem_of import moment_of
from scheduling.models import Session, Version
from scheduling.planner.planning import run_planner
from workshops.models import Meeting

PATIENCE = (4, 15, 60)
"""Seconds for the planner: more only where a busy machine has left a session without a place."""
STARS = 4
FOR_CHAIRS = "For the chairs: how the day runs"
HANDS = ((1, time(9, 30)), (1, time(16)), (2, time(9, 30)), (2, time(16)), (3, time(9, 30)))


def tell(story: Any) -> None:
    meeting = Meeting.objects.get(slug=last_years(story.now).slug)
    olga, chen = story.person("olga"), story.person("chen")
    disclosing.faculty(meeting, by=olga, at=story.days(-120))
    expect(story, meeting)
    by_hand(story, meeting)
    welcome(story, meeting)
    draft = draft_of(meeting, at=story.days(-60))
    version = apply_plan(draft, planned(draft), by=olga, at=story.days(-60))
    approve(version, by=chen, at=story.days(-58))
    limited = attending.limit(meeting, by=olga, at=story.days(-58))
    publish(version, "The first public program", olga, story.days(-57))
    shorten(story, meeting)
    publish(draft_of(meeting, at=story.days(-30)), "The chairs have time for lunch", olga, story.days(-30))
    attending.ask(limited, story)
    loved = sorted(meeting.sessions.all(), key=lambda session: dice(1000, "Ada", session.title))[:STARS]
    stars.merge([session.code for session in loved], story.person("ada"), at=story.days(-3))


def publish(version: Version, note: str, olga: Any, at: datetime) -> None:
    releasing.render(releasing.release(version, note=note, by=olga, at=at, in_background=False), at=at)


def shorten(story: Any, meeting: Meeting) -> None:
    session = meeting.sessions.get(title=FOR_CHAIRS)
    session.minutes = 20
    keep_session(session, by=story.person("olga"), at=story.days(-31))


def planned(draft: Version) -> dict[int, tuple[int, datetime]]:
    for seconds in PATIENCE:
        found = run_planner(draft, seconds=seconds, seed=1)
        if not found["hard"]:
            break
    return {int(key): (int(room), moment_of(start)) for key, (room, start) in found["places"].items()}


def expect(story: Any, meeting: Meeting) -> None:
    for session in meeting.sessions.all():
        session.audience = 40 + 10 * dice(12, "audience", session.title)
        session.needs = ["hybrid"] if dice(6, "hybrid", session.title) == 0 else []
        keep_session(session, by=story.person("olga"), at=story.days(-75))


def by_hand(story: Any, meeting: Meeting) -> None:
    chen, at = story.person("chen"), story.days(-70)
    agenda = Session.objects.filter(meeting=meeting, proposal__format__sets_agenda=True).order_by("title")
    room = meeting.rooms.get(slug="lagoon-room")
    for session, (day, hour) in zip(agenda, HANDS, strict=True):
        version = draft_of(meeting, at=at)
        placed = place(version, session, room=room, starts_at=clock(meeting, day, hour), by=chen, at=at)
        lock(placed, room=True, time=True, by=chen, at=at)


def welcome(story: Any, meeting: Meeting) -> None:
    """A session that nobody proposed."""
    olga, at = story.person("olga"), story.days(-70)
    session = Session(
        meeting=meeting,
        title=FOR_CHAIRS,
        abstract="Rooms, microphones, who to call, and what the society would like to hear from you afterwards.",
        minutes=30,
        audience=40,
    )
    keep_session(session, by=olga, at=at)
    room, hour = meeting.rooms.get(slug="harbor-hall"), clock(meeting, 0, time(12, 15))
    placed = place(draft_of(meeting, at=at), session, room=room, starts_at=hour, by=olga, at=at)
    lock(placed, room=True, time=True, by=olga, at=at)
