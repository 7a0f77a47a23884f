"""The read API tells what is released, in JSON, to everybody alike."""

import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.storage import storages
from django.db import OperationalError
from django.urls import reverse

from program import shelf
from program.shelf import path_of
from scheduling.actions.placing import draft_of
from tests.factories.program import make_release
from tests.factories.scheduling import FRIDAY, make_room, make_session, place
from tests.factories.workshops import make_meeting

ROOT = "/api/v1/meetings"


@pytest.fixture
def released(world, at):
    """The meeting under way, released with its session and another one an hour later."""
    session = make_session(world.meeting, "Iron — and infection", world.cast.chen, abstract="About *iron*.")
    session.topics.add(world.topic)
    place(world.version, session, make_room(world.meeting, "hall-b"), FRIDAY + timedelta(hours=1))
    make_release(world.version, world.cast.olga, at, note="The first program.")
    return world


def test_public_meetings_are_told_with_their_release(world, client):
    make_meeting("secret", is_public=False)
    answer = client.get(ROOT).json()
    found = answer["meetings"]
    assert (answer["count"], answer["next"], answer["previous"]) == (2, None, None)
    assert client.get(f"{ROOT}/ash-2027").json() == found[0]
    assert client.get(f"{ROOT}/secret").status_code == 404
    assert [(each["slug"], each["release"]) for each in found] == [("ash-2027", None), ("ash-2026", 1)]
    assert found[0] == {
        "slug": "ash-2027",
        "name": "Annual Meeting 2027",
        "starts_on": "2027-12-10",
        "ends_on": "2027-12-13",
        "zone": "America/New_York",
        "venue": "Congress Centre",
        "city": "Orlando",
        "release": None,
    }


def test_the_release_names_its_files(released, client):
    found = client.get(f"{ROOT}/ash-2027/release").json()
    assert (found["number"], found["note"], found["sessions"], found["cancelled"]) == (1, "The first program.", 2, 0)
    assert "program.ics" in found["files"]
    statuses = {name: client.get(f"/ash-2027/{name}").status_code for name in found["files"]}
    assert set(statuses.values()) == {200}


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Canary session", "Iron — and infection"]),
        ("?room=hall-b", ["Iron — and infection"]),
        ("?topic=coagulation", ["Iron — and infection"]),
        ("?q=FUCHS", ["Canary session"]),
        ("?day=2027-12-10&limit=1", ["Canary session"]),
        ("?limit=1&offset=1", ["Iron — and infection"]),
        ("?day=2027-12-11", []),
        ("?person=nobody", []),
    ],
)
def test_sessions_are_filtered(released, client, query, titles):
    found = client.get(f"{ROOT}/ash-2027/sessions{query}").json()
    assert [each["title"] for each in found["sessions"]] == titles
    assert found["release"] == 1


def test_a_session_tells_names_not_only_codes(released, client):
    code = client.get(f"{ROOT}/ash-2027/sessions?q=iron").json()["sessions"][0]["code"]
    found = client.get(f"{ROOT}/ash-2027/sessions/{code}").json()
    assert found["starts_at"] == "2027-12-10T14:00:00Z"
    assert (found["room"]["name"], [topic["name"] for topic in found["topics"]]) == ("Hall B", ["Coagulation"])
    assert found["people"] == [
        {
            "code": released.cast.chen.code,
            "name": "Chen Wei",
            "role": "speaker",
            "affiliation": "Lakeside University",
        }
    ]
    assert found["abstract"] == "About *iron*."


def test_answers_are_conditional_cacheable_and_the_same_for_everybody(released, client):
    address = f"{ROOT}/ash-2027/sessions"
    nobodys = client.get(address)
    client.force_login(released.cast.olga, backend="django.contrib.auth.backends.ModelBackend")
    staffs = client.get(address)
    assert staffs.content == nobodys.content
    assert "Cookie" not in staffs.get("Vary", "")
    assert staffs["Cache-Control"].startswith("public, max-age=300")
    assert staffs["Access-Control-Allow-Origin"] == "*"
    held = client.get(address, headers={"if-none-match": staffs["ETag"]})
    assert (held.status_code, held.content) == (304, b"")
    assert client.get(f"{address}?q=iron")["ETag"] != staffs["ETag"]


@pytest.mark.parametrize("query", ["day=someday", "limit=0", "limit=501", "offset=-1", "q=" + "x" * 101])
def test_a_question_out_of_bounds_is_refused(released, client, query):
    response = client.get(f"{ROOT}/ash-2027/sessions?{query}")
    assert response.status_code == 422
    name = query.partition("=")[0]
    said = response.json()
    assert [each["name"] for each in said["errors"]] == [name]
    assert said["detail"].startswith(f"{name}: ")
    assert said["detail"].endswith(".")
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "path",
    [
        "nowhere",
        "nowhere/release",
        "nowhere/releases",
        "nowhere/changes",
        "nowhere/sessions",
        "x" * 500 + "/sessions",
        "ash-2027/sessions/nothing",
        "ash-2027/people/nobody",
        "ash-2027/changes?since=1",
        "ash-2027/elsewhere",
        "%00/sessions",
    ],
)
def test_what_is_not_there_is_not_found_and_says_so(released, client, path):
    response = client.get(f"{ROOT}/{path}")
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
    said = response.json()
    assert (said["status"], said["title"]) == (404, "Not Found")
    assert said["detail"].endswith((".", "has."))
    assert not response.cookies


def test_it_is_only_read(released, client):
    for path in (ROOT, f"{ROOT}/ash-2027/sessions", f"{ROOT}/ash-2027/sessions/x"):
        response = client.post(path, "{}", content_type="application/json")
        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
        assert "only read" in response.json()["detail"]


def test_a_lost_program_is_a_fault_to_come_back_after(released, client):
    storages["releases"].delete(path_of(released.meeting.releases.get().digest))
    shelf.program_under.cache_clear()
    response = client.get(f"{ROOT}/ash-2027/sessions")
    assert (response.status_code, response["Retry-After"]) == (503, "300")
    assert "ask again" in response.json()["detail"]


def test_a_day_without_a_database_is_told_as_such(released, client, monkeypatch):
    def away(*args, **kwargs):
        raise OperationalError("gone")

    monkeypatch.setattr("program.api.meetings._numbers", away)
    response = client.get(ROOT)
    assert (response.status_code, response["Retry-After"]) == (503, "300")
    assert "gone" not in response.content.decode()


def test_a_long_list_is_read_slice_by_slice(released, client):
    seen, address = [], f"{ROOT}/ash-2027/sessions?limit=1&topic=coagulation&q=iron"
    answer = client.get(address).json()
    assert (answer["count"], answer["next"]) == (1, None)
    address = f"{ROOT}/ash-2027/sessions?limit=1"
    while address:
        answer = client.get(address).json()
        seen += [each["title"] for each in answer["sessions"]]
        address = answer["next"]
    assert seen == ["Canary session", "Iron — and infection"]
    assert answer["previous"] == f"{settings.SITE_ADDRESS}{ROOT}/ash-2027/sessions?limit=1&offset=0"
    narrow = client.get(f"{ROOT}/ash-2027/sessions?limit=1&day=2027-12-10").json()
    assert "day=2027-12-10" in narrow["next"]


def test_people_rooms_and_topics_are_listed(released, client):
    people = client.get(f"{ROOT}/ash-2027/people?q=WEI").json()
    assert [(each["name"], len(each["sessions"])) for each in people["people"]] == [("Chen Wei", 1)]
    assert client.get(f"{ROOT}/ash-2027/people/{released.cast.chen.code}").json() == people["people"][0]
    rooms = client.get(f"{ROOT}/ash-2027/rooms").json()
    assert [each["name"] for each in rooms["rooms"]] == ["Hall A", "Hall B"]
    topics = client.get(f"{ROOT}/ash-2027/topics?limit=1").json()
    assert [each["name"] for each in topics["topics"]] == ["Coagulation"]


def test_changes_are_told_from_the_release_before_or_an_earlier_one(released, client, at):
    first = client.get(f"{ROOT}/ash-2027/changes").json()
    assert (first["release"], first["since"], first["changes"]) == (1, None, [])
    for number in (2, 3):
        draft = draft_of(released.meeting, at=at)
        draft.placements.update(starts_at=FRIDAY + timedelta(hours=number))
        make_release(draft, released.cast.olga, at + timedelta(days=number))
    told = client.get(f"{ROOT}/ash-2027/changes").json()
    assert (told["release"], told["since"], told["count"]) == (3, 2, 2)
    assert told["changes"][0]["kind"] == "moved"
    assert told["changes"][0]["sentence"].startswith("Moved from Fri 10 Dec 10:00")
    assert client.get(f"{ROOT}/ash-2027/changes?since=1&limit=1").json()["count"] == 2
    listed = client.get(f"{ROOT}/ash-2027/releases").json()
    assert [each["number"] for each in listed["releases"]] == [3, 2, 1]
    assert listed["releases"][-1]["note"] == "The first program."


def test_what_was_public_is_not_told_once_the_meeting_is_hidden(released, client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        released.meeting.is_public = False
        released.meeting.save()
    paths = ("", "/release", "/releases", "/changes", "/sessions", "/people", "/rooms", "/topics")
    assert {client.get(f"{ROOT}/ash-2027{path}").status_code for path in paths} == {404}


def test_its_document_describes_every_address(client, db):
    document = client.get(reverse("api:openapi-json")).json()
    assert sorted(document["paths"]) == [
        "/api/v1/meetings",
        "/api/v1/meetings/{meeting}",
        "/api/v1/meetings/{meeting}/changes",
        "/api/v1/meetings/{meeting}/draft",
        "/api/v1/meetings/{meeting}/people",
        "/api/v1/meetings/{meeting}/people/{code}",
        "/api/v1/meetings/{meeting}/proposals",
        "/api/v1/meetings/{meeting}/release",
        "/api/v1/meetings/{meeting}/releases",
        "/api/v1/meetings/{meeting}/rooms",
        "/api/v1/meetings/{meeting}/sessions",
        "/api/v1/meetings/{meeting}/sessions/{code}",
        "/api/v1/meetings/{meeting}/submissions",
        "/api/v1/meetings/{meeting}/topics",
    ]
    operations = [each["operationId"] for path in document["paths"].values() for each in path.values()]
    assert len(operations) == len(set(operations)) == 14
    told = json.dumps(document["components"]["schemas"])
    assert "FrozenRoom" in told
    assert "email" not in told


@pytest.mark.parametrize("count", [1, 3, 300])
def test_a_release_is_told_without_a_query_at_any_size(world, client, at, django_assert_num_queries, count):
    rooms = [make_room(world.meeting, f"room-{number}") for number in range(10)]
    for number in range(count - 1):
        session = make_session(world.meeting, f"Session {number}")
        place(world.version, session, rooms[number % 10], FRIDAY + timedelta(minutes=15 * (1 + number // 10)))
    make_release(world.version, world.cast.olga, at)
    with django_assert_num_queries(0):
        found = client.get(f"{ROOT}/ash-2027/sessions?limit=500").json()
        client.get(f"{ROOT}/ash-2027/sessions/{world.session.code}")
        client.get(f"{ROOT}/ash-2027/release")
        client.get(f"{ROOT}/ash-2027/people")
    assert found["count"] == count
    with django_assert_num_queries(1):  # the release before
        client.get(f"{ROOT}/ash-2027/changes")
    with django_assert_num_queries(2):  # meetings, their releases
        client.get(ROOT)
