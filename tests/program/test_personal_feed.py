"""One attendee's own feed: dated by what she chose, with reminders when she wants them."""

from datetime import timedelta

import icalendar
import pytest
from django.urls import reverse
from django.utils.http import http_date

from program.actions import itineraries
from program.models import Itinerary
from rendering.calendar_lint import lint
from scheduling.actions import placing, sessions
from scheduling.models import Star
from tests.factories.program import make_release
from tests.factories.scheduling import make_room, make_session, place
from tests.rendering.readers import READERS


@pytest.fixture
def two(world, at):
    """Two sessions that Ada starred, released."""
    other = make_session(world.meeting, "Another")
    place(world.version, other, make_room(world.meeting, "hall-b"))
    for session in (world.session, other):
        Star.objects.create(session=session, person=world.cast.ada, at=at)
    make_release(world.version, world.cast.olga, at)
    return world.session, other


@pytest.fixture
def personal(world, two, at):
    _, token = itineraries.open_itinerary(world.meeting, by=world.cast.ada, at=at)
    return reverse("itinerary_ics", args=[token])


def titles(response) -> list[str]:
    assert response.status_code == 200
    return [str(event["SUMMARY"]) for event in icalendar.Calendar.from_ical(response.content).walk("VEVENT")]


def dated(client, address, response):
    return client.get(address, headers={"if-modified-since": response["Last-Modified"]})


def test_its_date_moves_when_a_star_is_given_or_taken_away(world, two, personal, client, at):
    both = client.get(personal)
    assert titles(both) == ["Canary session", "Another"]
    assert dated(client, personal, both).status_code == 304
    Star.objects.filter(session=two[1]).delete()
    one = dated(client, personal, both)
    assert titles(one) == ["Canary session"]
    assert dated(client, personal, one).status_code == 304
    Star.objects.create(session=two[1], person=world.cast.ada, at=at)
    again = dated(client, personal, one)
    assert titles(again) == ["Canary session", "Another"]
    assert again.content == both.content


def test_its_date_never_goes_back_with_the_clock(two, personal, client, at):
    held = client.get(personal)
    itinerary = Itinerary.objects.get()
    before = itinerary.changed_at
    itineraries.note_use(itinerary, content="other", client="", at=before - timedelta(hours=1))
    itinerary.refresh_from_db()
    assert itinerary.changed_at == before + timedelta(seconds=1)
    assert held["Last-Modified"] == http_date(int(before.timestamp()))
    assert dated(client, personal, held).status_code == 200


def test_a_session_has_the_same_bytes_as_in_the_program(two, personal, client):
    whole = client.get(reverse("release_file", args=["ash-2027", "program.ics"])).content
    assert client.get(personal).content.partition(b"BEGIN:VEVENT")[2] == whole.partition(b"BEGIN:VEVENT")[2]


def test_she_is_reminded_of_what_is_not_cancelled_when_she_asked_for_it(world, two, personal, client, at):
    sessions.cancel_session(two[1], reason="", by=world.cast.olga, at=at)
    make_release(placing.draft_of(world.meeting, at=at), world.cast.olga, at + timedelta(days=1))
    silent = client.get(personal)
    assert b"VALARM" not in silent.content
    client.force_login(world.cast.ada, backend="django.contrib.auth.backends.ModelBackend")
    client.post(reverse("itinerary_remind", args=["ash-2027"]), {"minutes": 15})
    told = dated(client, personal, silent)
    assert lint(told.content) == []
    events = icalendar.Calendar.from_ical(told.content).walk("VEVENT")
    assert {str(each["SUMMARY"]): [alarm["TRIGGER"].dt for alarm in each.walk("VALARM")] for each in events} == {
        "Canary session": [timedelta(minutes=-15)],
        "Cancelled: Another": [],
    }
    assert b"VALARM" not in client.get(reverse("release_file", args=["ash-2027", "program.ics"])).content
    client.post(reverse("itinerary_remind", args=["ash-2027"]), {"minutes": ""})
    assert client.get(personal).content == silent.content


@pytest.mark.parametrize("reader", READERS)
def test_each_parser_reads_a_feed_with_reminders(two, personal, client, reader):
    Itinerary.objects.update(alarm_minutes=10)
    assert {words[0] for words in READERS[reader](client.get(personal).content).values()} == {
        "Canary session",
        "Another",
    }


@pytest.mark.parametrize("minutes", ["7", "-5", "soon"])
def test_no_other_reminder_is_kept(world, personal, client, minutes):
    client.force_login(world.cast.ada, backend="django.contrib.auth.backends.ModelBackend")
    client.post(reverse("itinerary_remind", args=["ash-2027"]), {"minutes": minutes})
    assert Itinerary.objects.get().alarm_minutes is None


def test_the_page_shows_the_reminder_that_is_kept_and_a_new_address_keeps_it(world, personal, client, at):
    itineraries.set_alarm(world.meeting, 30, by=world.cast.ada, at=at)
    itineraries.open_itinerary(world.meeting, by=world.cast.ada, at=at)
    client.force_login(world.cast.ada, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("my_agenda", args=["ash-2027"])).content.decode()
    assert '<option value="30" selected>30 minutes before</option>' in page


def test_the_page_says_which_program_fetched_it_last(world, personal, client):
    client.get(personal, headers={"user-agent": "Calendar/1 <b>"})
    client.force_login(world.cast.ada, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("my_agenda", args=["ash-2027"])).content.decode()
    assert "saying that it is “Calendar/1 &lt;b&gt;”" in page


def test_each_way_into_a_calendar_names_the_address(world, two, client):
    page = client.get(reverse("subscribe", args=["ash-2027"])).content.decode()
    whole = "127.0.0.1%3A8000%2Fash-2027%2Fprogram.ics"
    for way in (
        'href="webcal://127.0.0.1:8000/ash-2027/program.ics"',
        f"https://calendar.google.com/calendar/render?cid=webcal%3A%2F%2F{whole}",
        f"https://outlook.live.com/calendar/0/addfromweb?url=http%3A%2F%2F{whole}&amp;name=",
        f"https://outlook.office.com/calendar/0/addfromweb?url=http%3A%2F%2F{whole}&amp;name=",
    ):
        assert way in page
