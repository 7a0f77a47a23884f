"""Where a session is, as calendars understand it: the place on a map, and the address at which it can be followed."""

import icalendar
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from program.actions.importing import import_program
from program.exchange.formats import read
from program.shelf import program_of_release
from program.snapshot import to_json
from rendering.calendar_lint import lint
from scheduling.actions import placing
from scheduling.forms.places import RoomForm
from scheduling.models import Room
from tests.factories.program import make_release
from tests.rendering.readers import READERS
from workshops.coordinates import geo_of
from workshops.forms.meeting import MeetingForm
from workshops.models import Meeting

ONLINE = "https://video.example/hall-a?x=1"


@pytest.fixture
def feed(world, client, at) -> bytes:
    """Of a meeting with a place on the map, and a room that is followed online."""
    Meeting.objects.filter(pk=world.meeting.pk).update(coordinates="28.4256, -81.4700")
    Room.objects.filter(meeting=world.meeting, slug="hall-a").update(online_address=ONLINE)
    make_release(placing.draft_of(world.meeting, at=at), world.cast.olga, at)
    return client.get(reverse("release_file", args=["ash-2027", "program.ics"])).content


def test_a_calendar_knows_the_place_and_where_to_join(feed):
    assert lint(feed) == []
    (event,) = icalendar.Calendar.from_ical(feed).walk("VEVENT")
    assert event["GEO"].to_ical() == "28.4256;-81.47"
    assert str(event["LOCATION"]) == "Hall A, Congress Centre, Orlando"
    assert str(event["DESCRIPTION"]).endswith(f"Join: {ONLINE}")
    assert f"CONFERENCE;FEATURE=VIDEO;LABEL=Join;VALUE=URI:{ONLINE}".encode() in feed.replace(b"\r\n ", b"")


@pytest.mark.parametrize("reader", READERS)
def test_each_parser_reads_them(feed, reader):
    ((title, words, _),) = READERS[reader](feed).values()
    assert (title, words.endswith(ONLINE)) == ("Canary session", True)


def test_its_page_leads_there(feed, world, client):
    page = client.get(reverse("session", args=["ash-2027", world.session.code])).content.decode()
    assert f'href="{ONLINE}"' in page


def test_another_address_is_a_newer_event(feed, world, at):
    Room.objects.filter(meeting=world.meeting).update(online_address="")
    later = at.replace(hour=at.hour + 1)
    made = make_release(placing.draft_of(world.meeting, at=later), world.cast.olga, later)
    assert [each.revised_at for each in program_of_release(made).sessions] == [later]


def test_an_import_brings_both_along(feed, world, at):
    body = to_json(program_of_release(world.meeting.releases.first()))
    done = import_program(read(body).program, slug="copy-2027", by=None, at=at)
    assert done.meeting.coordinates == "28.4256, -81.4700"
    assert done.meeting.rooms.get(slug="hall-a").online_address == ONLINE


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("28.4256, -81.4700", (28.4256, -81.47)),
        ("90, 180", (90.0, 180.0)),
        ("91, 10", None),
        ("10, 181", None),
        ("28.4256 -81.4700", None),
        ("28.4256, -81.4700\n", None),
        ("", None),
    ],
)
def test_a_place_on_earth_is_a_latitude_and_a_longitude(typed, place):
    assert geo_of(typed) == place


@pytest.mark.parametrize(
    ("typed", "kept"), [("28.4256,-81.4700", "28.4256, -81.4700"), (" 28.4256  -81.47 ", "28.4256, -81.47"), ("", "")]
)
def test_what_a_map_gives_is_tidied(world, typed, kept):
    form = MeetingForm({"coordinates": typed}, instance=world.meeting)
    assert "coordinates" not in form.errors
    assert form.cleaned_data["coordinates"] == kept


@pytest.mark.parametrize("typed", ["Orlando", "100, 5", "1, 2, 3", "N 28, W 81"])
def test_what_is_no_place_is_refused_beside_its_field(world, typed):
    assert "coordinates" in MeetingForm({"coordinates": typed}, instance=world.meeting).errors


@pytest.mark.parametrize("typed", ["ftp://video.example/x", "javascript:alert(1)", "video"])
def test_only_the_web_can_be_joined(world, typed):
    assert "online_address" in RoomForm(world.meeting, {"name": "Hall", "order": 1, "online_address": typed}).errors


@pytest.mark.parametrize(
    ("model", "change"), [(Meeting, {"coordinates": "Orlando"}), (Room, {"online_address": "ftp://video.example"})]
)
def test_the_database_refuses_what_the_forms_do(world, model, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(**change)
