"""A search as a feed: what matches, from the storage alone, and after a release what matches then."""

import gzip
import re
from datetime import timedelta
from html import unescape
from unittest.mock import patch

import icalendar
import pytest
from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.urls import reverse

from program.models import Release
from program.rendition.setting import SETTING
from rendering.calendar_lint import lint
from scheduling.actions import placing
from tests.factories.program import make_release
from tests.factories.scheduling import FRIDAY, make_room, make_session, place
from tests.factories.workshops import make_topic


@pytest.fixture
def address(world, at):
    """Of searches in a program of three sessions in two rooms, two topics, two formats, on two days."""
    meeting = world.meeting
    iron = make_topic(meeting, "iron")
    first = make_session(
        meeting, "Iron in winter", world.cast.felix, format_name="Workshop", abstract="A&B <On ferritin."
    )
    second = make_session(meeting, "Clots", format_name="Ágenda-setting session")
    first.topics.add(iron)
    place(world.version, first, make_room(meeting, "hall-b"))
    place(world.version, second, meeting.rooms.get(slug="hall-b"), FRIDAY + timedelta(days=1))
    make_release(world.version, world.cast.olga, at)
    return reverse("choice_ics", args=["ash-2027"])


def titles(response) -> list[str]:
    assert response.status_code == 200, response.content
    assert lint(response.content) == []
    return [str(event["SUMMARY"]) for event in icalendar.Calendar.from_ical(response.content).walk("VEVENT")]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["Canary session", "Iron in winter", "Clots"]),
        ({"q": "FERRITIN"}, ["Iron in winter"]),
        ({"topic": "iron"}, ["Iron in winter"]),
        ({"room": "hall-b"}, ["Iron in winter", "Clots"]),
        ({"room": "hall-b", "day": "2027-12-11"}, ["Clots"]),
        ({"format": "agenda-setting-session"}, ["Clots"]),
        ({"q": "iron", "format": "workshop", "unknown": "x"}, ["Iron in winter"]),
        ({"q": "nothing of this"}, ["Annual Meeting 2027"]),
    ],
)
def test_a_search_is_a_feed_of_what_matches(address, client, asked, found):
    assert titles(client.get(address, asked)) == found


def test_the_sessions_of_a_person(address, world, client):
    assert titles(client.get(address, {"person": world.cast.felix.code, "q": "winter"})) == ["Iron in winter"]


@pytest.mark.parametrize(
    "asked", [{"topic": "gone"}, {"room": "x"}, {"format": "x"}, {"person": "x"}, {"day": "soon"}]
)
def test_a_filter_that_names_nothing_is_no_address(address, client, asked):
    response = client.get(address, asked)
    assert (response.status_code, response["Content-Type"]) == (404, "text/plain; charset=utf-8")


def test_a_search_has_the_events_of_the_program_a_name_and_its_own_address(address, client):
    whole = client.get(reverse("release_file", args=["ash-2027", "program.ics"])).content
    found = client.get(address, {"q": "Ferritin", "room": "hall-b"}).content
    (event,) = events(found)
    assert event in events(whole)
    head = icalendar.Calendar.from_ical(found)
    assert str(head["NAME"]) == "“Ferritin” · Hall B · Annual Meeting 2027"
    assert str(head["SOURCE"]).endswith("/ash-2027/program/feed.ics?q=Ferritin&room=hall-b")


def events(body: bytes) -> list[bytes]:
    return body.removesuffix(b"END:VCALENDAR\r\n").split(b"BEGIN:VEVENT")[1:]


def test_a_search_asks_the_database_for_nothing_and_is_conditional(address, client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get(address, {"q": "iron"})
        assert client.get(address, {"q": "iron"}, headers={"if-none-match": response["ETag"]}).status_code == 304
        dated = {"if-modified-since": response["Last-Modified"]}
        assert client.get(address, {"q": "iron"}, headers=dated).status_code == 304
        assert client.get(address, {"q": "clots"}, headers={"if-none-match": response["ETag"]}).status_code == 200
    assert response["Content-Disposition"] == 'inline; filename="ash-2027-search.ics"'
    assert not response.cookies


def test_each_encoding_of_a_search_has_its_own_tag(address, client):
    plain, packed = client.get(address), client.get(address, headers={"accept-encoding": "gzip"})
    assert gzip.decompress(packed.content) == plain.content
    assert (packed["Content-Encoding"], packed["ETag"]) == ("gzip", plain["ETag"][:-1] + '-gz"')
    assert plain["Vary"] == packed["Vary"] == "Accept-Encoding"


def test_a_search_follows_the_next_release(address, world, client, at):
    before = client.get(address, {"q": "ferritin"})
    draft = placing.draft_of(world.meeting, at=at)
    place(draft, make_session(world.meeting, "Ferritin again"), world.meeting.rooms.get(slug="hall-b"),
          FRIDAY + timedelta(hours=3))  # fmt: skip
    make_release(draft, world.cast.olga, at)  # the clock has not moved
    dated = {"if-modified-since": before["Last-Modified"]}
    assert titles(client.get(address, {"q": "ferritin"}, headers=dated)) == ["Iron in winter", "Ferritin again"]


def test_a_release_that_kept_no_setting_still_has_searches(address, world, client):
    Release.objects.get(meeting=world.meeting).files.filter(name=SETTING).delete()
    world.meeting.save()
    assert titles(client.get(address, {"q": "ferritin"})) == ["Iron in winter"]


def test_public_feeds_are_given_while_the_database_is_down_and_the_others_ask_for_patience(address, client):
    files = reverse("release_file", args=["ash-2027", "program.ics"])
    connection.close()
    with patch.object(BaseDatabaseWrapper, "cursor", side_effect=OperationalError("down")):
        answers = {path: client.get(path) for path in (files, address, "/agenda/x.ics", "/deadlines/ash-2027.ics")}
    assert {path: answer.status_code for path, answer in answers.items()} == {
        files: 200,
        address: 200,
        "/agenda/x.ics": 503,
        "/deadlines/ash-2027.ics": 503,
    }
    for path in ("/agenda/x.ics", "/deadlines/ash-2027.ics"):
        assert answers[path]["Retry-After"] == "300"
        assert answers[path]["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize("asked", [{"q": "ferritin", "room": "hall-b"}, {"q": "A&B <on", "topic": "iron"}])
def test_the_page_of_a_search_leads_to_its_feed(address, client, asked):
    page = client.get(reverse("program", args=["ash-2027"]), asked).content.decode()
    feed = re.search(r'href="http://[^/]+(/ash-2027/program/feed\.ics\?[^"]+)" download', page)
    assert titles(client.get(unescape(feed[1]))) == titles(client.get(address, asked)) == ["Iron in winter"]


def test_what_is_not_narrowed_or_finds_nothing_offers_no_feed_of_a_search(address, client):
    for asked in ({}, {"day": "all"}, {"q": "nothing of this"}, {"topic": "gone"}):
        assert "feed.ics" not in client.get(reverse("program", args=["ash-2027"]), asked).content.decode()


def test_every_feed_that_the_page_offers_is_there(address, client):
    page = client.get(reverse("subscribe", args=["ash-2027"])).content.decode()
    offered = re.findall(r'href="http://[^/]+(/[^"]+\.ics)" download', page)
    assert "/ash-2027/formats/agenda-setting-session.ics" in offered
    assert {path: client.get(path).status_code for path in offered} == dict.fromkeys(offered, 200)
    hidden = re.search(r'href="(/ash-2027/program\.ics\?cancelled=hide)"', page)
    assert client.get(hidden[1]).status_code == 200
