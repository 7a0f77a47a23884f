"""The next release writes the events of sessions that changed, and gives the bytes of one that wrote all."""

from dataclasses import replace

import pytest
from django.core.files.storage import storages

from program.rendition import kept_events
from program.rendition.calendars import Calendars, Feed
from program.rendition.setting import Setting
from tests.program.synthetic import synthetic_program

pytestmark = pytest.mark.any_database
SLUG = "kept-2027"
SETTING = Setting("https://convoke.example/kept-2027/", "Society", "#8b1a1a", "Office", "office@convoke.example")


@pytest.fixture
def program():
    yield synthetic_program(20)
    storages["releases"].delete(f"events/{SLUG}.json.gz")


def written(program, kept):
    calendars = Calendars(program, SETTING, kept)
    return calendars.write(Feed("program.ics", program.sessions)), calendars


def test_one_changed_session_is_one_event_written(program):
    _, first = written(program, {})
    kept_events.keep_events(SLUG, first.events)
    changed = replace(program.sessions[3], title="Moved words", sequence=1)
    after = replace(program, sessions=(*program.sessions[:3], changed, *program.sessions[4:]))
    body, second = written(after, kept_events.kept_events(SLUG))
    assert (first.written, second.written) == (20, 1)
    assert body == written(after, {})[0]


def test_another_address_of_the_site_is_in_every_event(program):
    _, first = written(program, {})
    moved = Calendars(program, replace(SETTING, address="https://elsewhere.example/kept-2027/"), first.events)
    moved.write(Feed("program.ics", program.sessions))
    assert moved.written == 20


def test_what_was_lost_or_broken_is_written_anew(program):
    assert kept_events.kept_events(SLUG) == {}
    kept_events.keep_events(SLUG, written(program, {})[1].events)
    with open(storages["releases"].path(f"events/{SLUG}.json.gz"), "wb") as file:
        file.write(b"half")
    assert kept_events.kept_events(SLUG) == {}
