"""Words go in by the forms, through a release, into the feed as served, and come out of others' parsers unchanged."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from program.rendition.words import session_words
from program.shelf import program_of_release
from rendering.calendar_lint import lint
from rendering.text import one_line, plain
from scheduling.actions.places import keep
from scheduling.actions.placing import place
from scheduling.actions.sessions import keep_session
from scheduling.forms.places import RoomForm
from scheduling.forms.sessions import SessionForm
from scheduling.models import Session
from tests.factories.program import make_release
from tests.rendering.readers import READERS, home_assistants_events, trimmed

NASTY = json.loads((Path(__file__).parents[1] / "rendering" / "nasty_events.json").read_text(encoding="utf-8"))
TITLED = [raw for raw in NASTY if raw["summary"].strip()]
LONGEST_PLACE = 160


@pytest.fixture
def entered(world, at) -> dict[str, Session]:
    """Every nasty event as a session that Olga entered, each in a room of its own, by key."""
    return {raw["key"]: enter(world, raw, at) for raw in TITLED}


def enter(world, raw, at) -> Session:
    starts_at, minutes = times(raw)
    typed = {"title": raw["summary"], "abstract": raw["description"], "minutes": minutes}
    form = SessionForm(world.meeting, typed)
    assert form.is_valid(), form.errors
    session = keep_session(form.save(commit=False), by=world.cast.olga, at=at)
    form = RoomForm(
        world.meeting, {"name": f"Room {raw['key']}", "location": raw["location"][:LONGEST_PLACE], "order": 1}
    )
    assert form.is_valid(), form.errors
    room = keep(form.save(commit=False), meeting=world.meeting, by=world.cast.olga, at=at)
    place(world.version, session, room=room, starts_at=starts_at, by=world.cast.olga, at=at)
    session.refresh_from_db()
    return session


def times(raw) -> tuple[datetime, int]:
    """When it starts, in UTC, and its minutes; a day for whole days, one for no length."""
    zone = ZoneInfo(raw["tz"] or "UTC")
    starts, ends = (datetime.fromisoformat(raw[key]).replace(tzinfo=zone) for key in ("start", "end"))
    starts_at = starts.replace(fold=raw.get("fold", 0)).astimezone(UTC)
    return starts_at, max(1, int((ends.astimezone(UTC) - starts_at) / timedelta(minutes=1)))


def served(client, world, at) -> bytes:
    make_release(world.version, world.cast.olga, at)
    return client.get(reverse("release_file", args=["ash-2027", "program.ics"])).content


@pytest.mark.parametrize("reader", READERS)
def test_each_parser_reads_the_words_that_are_stored(entered, world, client, at, reader):
    feed = served(client, world, at)
    places = {key: session.placements.first().room for key, session in entered.items()}
    expected = {
        session.uid: (
            session.title,
            session.abstract,
            ", ".join(filter(None, (places[key].name, places[key].location, "Congress Centre", "Orlando"))),
        )
        for key, session in entered.items()
    }
    found = READERS[reader](feed)
    assert found.pop(world.session.uid)[0] == "Canary session"
    assert found == (trimmed(expected) if reader == "Evolution" else expected)


def test_what_is_stored_is_what_was_typed_made_plain(entered):
    assert {key: (session.title, session.abstract) for key, session in entered.items()} == {
        raw["key"]: (one_line(raw["summary"]), plain(raw["description"]).strip()) for raw in TITLED
    }


def test_a_title_of_nothing_is_refused_beside_its_field(world):
    for raw in [each for each in NASTY if each not in TITLED] + [{"summary": "\ufeff\x07\u2028"}]:
        form = SessionForm(world.meeting, {"title": raw["summary"], "minutes": 30})
        assert form.errors["title"] == ["This field is required."]


def test_the_feed_of_nasty_words_has_no_fault_and_the_right_instants(entered, world, client, at):
    feed = served(client, world, at)
    assert lint(feed) == []
    starts = {each.uid: each.dtstart.astimezone(UTC) for each in home_assistants_events(feed)}
    assert {key: starts[session.uid] for key, session in entered.items()} == {
        raw["key"]: times(raw)[0] for raw in TITLED
    }


@pytest.mark.parametrize("reader", READERS)
def test_each_parser_reads_format_people_and_running_order(world, client, reader):
    program = program_of_release(world.release)
    feed = client.get(reverse("release_file", args=["ash-2026", "program.ics"])).content
    assert READERS[reader](feed) == {
        session.uid: (session.title, session_words(session, program), "Hall Z, Congress Centre, Orlando")
        for session in program.sessions
    }
    assert "Speaker: Felix Fuchs, Klinikum Nordwald" in session_words(program.sessions[0], program)
