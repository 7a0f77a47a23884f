"""What every feed of a program ought to say, from the program itself."""

from program.rendition.calendars import days_of, feeds_of
from program.rendition.setting import Setting
from program.rendition.words import session_words
from program.snapshot import FrozenSession, Program
from tests.rendering.readers import Words


def said(program: Program, setting: Setting) -> dict[str, Words]:
    """By the feed's path: title, words and place by UID."""
    days = days_of(program, setting)
    nothing = {days.uid: (days.summary, days.description, days.location)}
    return {
        feed.path: {session.uid: _said(session, program) for session in feed.sessions} or nothing
        for feed in feeds_of(program)
    }


def _said(session: FrozenSession, program: Program) -> tuple[str, ...]:
    room, meeting = program.room_by_slug[session.room], program.meeting
    title = f"Cancelled: {session.title}" if session.cancelled else session.title
    place = ", ".join(filter(None, (room.name, room.location, meeting.venue, meeting.city)))
    return title, session_words(session, program), place
