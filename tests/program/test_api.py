"""The read API tells what is released, in JSON, to everybody alike."""

import json
from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.urls import reverse

from program import shelf
from program.shelf import path_of
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
    found = client.get(ROOT).json()
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
    assert response.json()["detail"][0]["loc"][-1] == query.partition("=")[0]


@pytest.mark.parametrize("path", ["nowhere/release", "nowhere/sessions", "ash-2027/sessions/nothing"])
def test_what_is_not_there_is_not_found(released, client, path):
    response = client.get(f"{ROOT}/{path}")
    assert (response.status_code, response.json()) == (404, {"detail": "Not Found"})


def test_it_is_only_read(released, client):
    assert client.post(f"{ROOT}/ash-2027/sessions", "{}", content_type="application/json").status_code == 405


def test_a_lost_program_is_a_fault_to_come_back_after(released, client):
    storages["releases"].delete(path_of(released.meeting.releases.get().digest))
    shelf.program_under.cache_clear()
    response = client.get(f"{ROOT}/ash-2027/sessions")
    assert (response.status_code, response["Retry-After"]) == (503, "300")
    assert "ask again" in response.json()["detail"]


def test_its_document_describes_every_address(client, db):
    document = client.get(reverse("api:openapi-json")).json()
    assert sorted(document["paths"]) == [
        "/api/v1/meetings",
        "/api/v1/meetings/{meeting}/release",
        "/api/v1/meetings/{meeting}/sessions",
        "/api/v1/meetings/{meeting}/sessions/{code}",
    ]
    operations = [each["operationId"] for path in document["paths"].values() for each in path.values()]
    assert len(operations) == len(set(operations)) == 4
    told = json.dumps(document["components"]["schemas"])
    assert "FrozenRoom" in told
    assert "email" not in told


@pytest.mark.parametrize("count", [1, 3, 300])
def test_it_asks_one_query_at_any_size(world, client, at, django_assert_num_queries, count):
    rooms = [make_room(world.meeting, f"room-{number}") for number in range(10)]
    for number in range(count - 1):
        session = make_session(world.meeting, f"Session {number}")
        place(world.version, session, rooms[number % 10], FRIDAY + timedelta(minutes=15 * (1 + number // 10)))
    make_release(world.version, world.cast.olga, at)
    with django_assert_num_queries(1):
        found = client.get(f"{ROOT}/ash-2027/sessions?limit=500").json()
    assert found["count"] == count
    with django_assert_num_queries(1):
        client.get(f"{ROOT}/ash-2027/sessions/{world.session.code}")
    with django_assert_num_queries(2):  # the release, its files
        client.get(f"{ROOT}/ash-2027/release")
