"""What a letter told is read back from its calendar: a word that came back changed would be mailed each time."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from letters.invitees import telling
from rendering.calendar import CalendarEvent, Mailbox
from rendering.calendar_lint import lint
from tests.factories.letters import NOTE
from tests.factories.scheduling import FRIDAY

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
