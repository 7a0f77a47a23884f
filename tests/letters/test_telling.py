"""What a letter told is read back from its calendar: a word that came back changed would be mailed each time."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from letters.invitees import telling
from letters.models import Invitee
from people.models import Person
from program.rendition.calendars import event_of
from program.rendition.setting import Setting
from rendering.calendar import CalendarEvent, Mailbox
from rendering.calendar_lint import lint
from tests.factories.letters import NOTE
from tests.factories.scheduling import FRIDAY
from tests.program.tricky import tricky_program
from tests.rendering.readers import by_vobject

NASTY = json.loads((Path(__file__).parents[1] / "rendering" / "nasty_events.json").read_text(encoding="utf-8"))
WORDS = [(each["summary"], each["location"], "") for each in NASTY if each["summary"].strip()] + [
    ("A video room only", "", "https://video.example/räum/%41?x=ü;y"),
    ("Long " * 90, "Hall " * 120, ""),
    ("Cancelled: not at all", "Cancelled: Hall", ""),
]


@pytest.mark.parametrize(("title", "place", "link"), WORDS)
def test_whatever_words_were_told_are_not_told_again_and_break_no_calendar(cast, at, settings, title, place, link):
    event = CalendarEvent(
        uid="uid-1",
        summary=title,
        starts_at=FRIDAY,
        ends_at=FRIDAY + timedelta(hours=1),
        revised_at=at,
        organizer=Mailbox('Our "Society"; ok', "office@society.example"),
        location=place,
        conference_url=link,
    )
    invitee = telling.invitee_for("test:1", "uid-1", cast.felix)
    values = {"name": "Felix", "link": f"{settings.SITE_ADDRESS}/x/"}
    letter = telling.tell(invitee, event, kind=NOTE.name, letter_set=None, values=values, by=None, at=at, hold=False)
    assert lint(letter.calendar.encode()) == []
    invitee.refresh_from_db()
    assert telling.due(invitee, event) is None
    gone = telling.due(invitee, replace(event, cancelled=True))
    telling.tell(invitee, gone.event, kind=NOTE.name, letter_set=None, values=values, by=None, at=at, hold=False)
    invitee.refresh_from_db()
    assert (invitee.is_cancelled, invitee.sequence) == (True, 1)
    assert telling.due(invitee, event).event.sequence == 2


@pytest.mark.parametrize("session", [each for each in tricky_program().sessions if each.people])
def test_an_invitation_of_any_script_breaks_no_calendar_and_is_read_by_others(session):
    program = tricky_program()
    setting = Setting(
        "https://meetings.example/tricky/", "Our Society", "#8c1d2f", "Gesellschaft für 血液", "o@x.example"
    )
    event = event_of(session, program, setting)
    for number, frozen in enumerate(program.people_of(session)):
        person = Person(pk=number, given_name=frozen.name, email=f"p{number}@example.org")
        invitee = Invitee(pk=number, person=person, address=person.email, uid=session.uid)
        calendar = telling.calendar_for(invitee, event).encode()
        assert lint(calendar) == []
        assert by_vobject(calendar)[session.uid][0] == ("Cancelled: " if session.cancelled else "") + session.title
        said = telling.told_in(calendar.decode())
        assert (said.title, said.starts_at, said.is_cancelled) == (
            session.title,
            session.starts_at,
            session.cancelled,
        )
