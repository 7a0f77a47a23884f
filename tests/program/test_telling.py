"""What search engines and link previews are told, read back as they would read it."""

import json
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from defusedxml.ElementTree import fromstring
from django.urls import reverse

from tests.program.test_public_pages import TRICKY, draw
from workshops.models import Meeting

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
NASTY = "</script><script>alert(1)</script> & \u2028 é"


class Head(HTMLParser):
    """Canonical address, meta by name, and the data of a page."""

    def __init__(self, page: str):
        super().__init__()
        self.canonical, self.meta, self.data, self._in = "", {}, "", False
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        said = dict(attributes)
        if said.get("rel") == "canonical":
            self.canonical = said["href"]
        if tag == "meta":
            self.meta[said.get("name") or said.get("property")] = said.get("content")
        self._in = tag == "script" and said.get("type") == "application/ld+json"

    def handle_data(self, data):
        self.data += data if self._in else ""


def test_a_session_is_told_as_an_event():
    head = Head(draw(TRICKY, "session", "s1"))
    event = json.loads(head.data)
    session = TRICKY.session_by_code["s1"]
    assert (event["@context"], event["@type"], event["name"]) == ("https://schema.org", "Event", session.title)
    assert (event["startDate"], event["endDate"]) == ("2027-11-06T08:00:00-04:00", "2027-11-06T09:30:00-04:00")
    assert event["eventStatus"] == "https://schema.org/EventScheduled"
    assert event["location"]["name"] == "Hall B, Level 2, West, Convention Center West"
    assert [person["name"] for person in event["performer"]] == [each.name for each in TRICKY.people_of(session)]
    assert event["superEvent"]["name"] == TRICKY.meeting.name
    assert json.loads(Head(draw(TRICKY, "session", "gone")).data)["eventStatus"].endswith("EventCancelled")
    assert head.meta["og:title"] == f"{session.title} · {TRICKY.meeting.name}"
    assert head.meta["og:description"].startswith(
        "Saturday, 6 November 2027, 08:00–09:30 (America/New York), Hall B."
    )


ROOM = replace(TRICKY.room_by_slug[TRICKY.sessions[0].room], location="Level 2")
ONLINE = "https://stream.example/hall"


@pytest.mark.parametrize(
    ("room", "mode", "kinds", "url"),
    [
        (ROOM, "Offline", ["Place"], ""),
        (replace(ROOM, online_address=ONLINE), "Mixed", ["Place", "VirtualLocation"], ONLINE),
        (replace(ROOM, for_registrants=True), "Mixed", ["Place", "VirtualLocation"], "its page"),
        (replace(ROOM, online_address=ONLINE, location="", capacity=None), "Online", ["VirtualLocation"], ONLINE),
        (replace(ROOM, location="", capacity=None), "Offline", ["Place"], ""),
    ],
)
def test_a_session_says_whether_it_is_in_a_room_online_or_both(room, mode, kinds, url):
    code = TRICKY.sessions[0].code
    rooms = tuple(room if each.slug == room.slug else each for each in TRICKY.rooms)
    event = json.loads(Head(draw(replace(TRICKY, rooms=rooms), "session", code)).data)
    told = event["location"] if isinstance(event["location"], list) else [event["location"]]
    assert event["eventAttendanceMode"] == f"https://schema.org/{mode}EventAttendanceMode"
    assert [each["@type"] for each in told] == kinds
    page = f"http://127.0.0.1:8000/tricky/sessions/{code}/"
    assert told[-1].get("url", "") == (page if url == "its page" else url)


def test_what_is_typed_cannot_leave_the_data():
    first = replace(TRICKY.sessions[0], title=NASTY, abstract=NASTY, subtitle="")
    head = Head(draw(replace(TRICKY, sessions=(first,)), "session", first.code))
    assert json.loads(head.data)["name"] == NASTY
    assert json.loads(head.data)["description"] == " ".join(NASTY.split())


@pytest.mark.parametrize(
    ("said", "canonical", "is_kept_out"),
    [
        ({}, "", False),
        ({"day": "2027-11-07"}, "?day=2027-11-07", False),
        ({"day": "2027-11-07", "zone": "Asia/Tokyo"}, "?day=2027-11-07", True),
        ({"q": "iron"}, "", True),
        ({"day": "<b>"}, "", False),
        ({"day": "2031-01-01"}, "", False),
        ({"letter": "N"}, "?letter=N", False),
        ({"letter": "Q"}, "", False),
        ({"letter": "buy-pills"}, "", False),
    ],
)
def test_a_page_has_one_address(said, canonical, is_kept_out):
    head = Head(draw(TRICKY, "program", **said))
    assert head.canonical == f"http://127.0.0.1:8000/tricky/program/{canonical}"
    assert ("robots" in head.meta) == is_kept_out


def test_a_long_abstract_is_told_short():
    assert len(Head(draw(TRICKY, "session", "s3")).meta["description"]) <= 200


def test_the_sitemap_names_every_page_of_every_public_program(world, client, django_assert_num_queries):
    with django_assert_num_queries(0):
        index = fromstring(client.get("/sitemap.xml").content)
        site = fromstring(client.get("/ash-2026/sitemap.xml").content)
    assert "http://127.0.0.1:8000/ash-2026/sitemap.xml" in [each.text for each in index.iter(LOC)]
    places = [each.text.removeprefix("http://127.0.0.1:8000") for each in site.iter(LOC)]
    assert reverse("session", args=["ash-2026", world.past.code]) in places
    assert [place for place in places if client.get(place).status_code != 200] == []
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_what_is_hidden_is_in_no_sitemap(world, client, django_capture_on_commit_callbacks):
    def told() -> tuple[int, bool]:
        index = client.get("/sitemap.xml").content.decode()
        return client.get("/ash-2026/sitemap.xml").status_code, "/ash-2026/" in index

    assert told() == (200, True)
    meeting = Meeting.objects.get(slug="ash-2026")
    meeting.is_public = False
    with django_capture_on_commit_callbacks(execute=True):
        meeting.save()
    assert told() == (404, False)


def test_a_shared_link_has_a_picture(world, client, django_assert_num_queries):
    for page in (reverse("program", args=["ash-2026"]), reverse("session", args=["ash-2026", world.past.code])):
        address = Head(client.get(page).content.decode()).meta["og:image"].removeprefix("http://127.0.0.1:8000")
        with django_assert_num_queries(0):
            picture = client.get(address)
        assert (picture.status_code, picture["Content-Type"]) == (200, "image/png")
        assert client.get(address, headers={"If-None-Match": picture["ETag"]}).status_code == 304
    assert client.get("/ash-2026/sessions/nothing/card.png").status_code == 404
