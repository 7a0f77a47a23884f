"""A workshop with few places, and more people than places: who asked first comes, the others wait."""

from datetime import timedelta
from typing import Any

from program.actions import signing_up
from program.actions.releasing import waiting_for
from scheduling.actions.placing import draft_of
from scheduling.models import Session
from workshops.models import Meeting

PLACES = 4
ASKED = ("felix", "ada", "rita", "raj", "stan", "paula")


def limit(meeting: Meeting, *, by: Any, at: Any) -> Session:
    """The first workshop by name that the coming release shows."""
    held = [each.session.pk for each in waiting_for(draft_of(meeting, at=at))]
    shown = meeting.sessions.filter(proposal__format__sets_agenda=False).exclude(pk__in=held)
    session = shown.order_by("title")[0]
    signing_up.open_sign_up(session, places=PLACES, by=by, at=at)
    return session


def ask(session: Session, story: Any) -> None:
    for minute, key in enumerate(ASKED):
        signing_up.sign_up(session, by=story.person(key), at=story.days(-10) + timedelta(minutes=7 * minute))
