"""The shipped nginx gives what Python gives, from the folder of releases, and passes the rest on."""

import gzip
import http.client
import time
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.signals import request_started
from django.urls import reverse

from config.tool.postgres import free_port
from program import window
from program.actions import itineraries
from scheduling.models import Star
from tests.deploy import nginx
from workshops.actions.meetings import hide_meeting
from workshops.models import Meeting

pytestmark = [pytest.mark.nginx, pytest.mark.any_database, pytest.mark.django_db(transaction=True)]
SAME = ("Content-Type", "Content-Disposition", "Cache-Control", "Content-Encoding", "Vary", "X-Content-Type-Options")


@pytest.fixture
def front(world, live_server, tmp_path):
    """Where nginx answers, and Python behind it."""
    tmp_path.chmod(0o755)
    with nginx.started(tmp_path, var=settings.VAR, python=urlsplit(live_server.url).port) as (_, port):
        address = f"http://127.0.0.1:{port}"
        wait_for(address)
        yield address, live_server.url


def ask(address: str, path: str, method: str = "GET", **headers: str):
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    answer.whole = answer.read()
    connection.close()
    return answer


def wait_for(address: str) -> None:
    for _ in range(100):
        try:
            ask(address, "/healthz")
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail("nginx does not answer")


@pytest.mark.parametrize("taken", ["gzip", "identity"])
@pytest.mark.parametrize(
    "name",
    [
        "program.ics",
        "program.json",
        "program.csv",
        "program.xlsx",
        "schedule.xml",
        "schedule.json",
        "topics/iron.ics",
    ],
)
def test_a_file_is_the_same_from_nginx_as_from_python(front, name, taken):
    ours, theirs = (ask(address, f"/ash-2026/{name}", Accept_Encoding=taken) for address in front)
    assert (ours.status, theirs.status) == (200, 200)
    assert plain(ours) == plain(theirs)
    facts = [{each: answer.headers[each] for each in SAME} for answer in (ours, theirs)]
    assert facts[0] == facts[1]


def plain(answer) -> bytes:
    return gzip.decompress(answer.whole) if answer.headers["Content-Encoding"] == "gzip" else answer.whole


def test_nginx_answers_without_python_and_conditionally(front, settings):
    first = ask(front[0], "/ash-2026/program.ics", Accept_Encoding="gzip")
    assert "X-Frame-Options" not in first.headers  # every answer of Python has it
    again = ask(front[0], "/ash-2026/program.ics", Accept_Encoding="gzip", If_None_Match=first.headers["ETag"])
    assert (again.status, again.whole) == (304, b"")


@pytest.mark.parametrize(
    "path", ["/ash-2026/program.ics?cancelled=hide", "/ash-2026/topics/nowhere.ics", "/nowhere/program.ics", "/"]
)
def test_the_rest_is_passed_on(front, path):
    ours, theirs = (ask(address, path) for address in front)
    assert ours.status == theirs.status
    assert "X-Frame-Options" in ours.headers


@pytest.mark.parametrize(
    "path", ["/ash-2026/now/program.ics", "/ash-2026/../current/ash-2026.json", "/ash-2026/topics/..%2f..%2fx.ics"]
)
def test_nothing_else_of_the_folder_is_given(front, path):
    assert ask(front[0], path).status in {400, 404}


def test_what_is_hidden_is_away_at_once(front, world, cast, at):
    hide_meeting(Meeting.objects.get(slug="ash-2026"), by=cast.olga, at=at)
    assert ask(front[0], "/ash-2026/program.ics").status == 404
    assert not window.folder_of("ash-2026").exists()


def test_a_secret_address_is_in_no_log(front, world, at, tmp_path):
    Star.objects.create(session=world.past, person=world.cast.ada, at=at)
    _, token = itineraries.open_itinerary(world.past.meeting, by=world.cast.ada, at=at)
    path = reverse("itinerary_ics", args=[token])
    assert ask(front[0], path).status == 200
    log = tmp_path / "access.log"
    for _ in range(100):  # it writes once the answer is gone
        if "agenda" in log.read_text():
            break
        time.sleep(0.1)
    assert "/agenda/..." in log.read_text()
    assert token not in log.read_text() + (tmp_path / "error.log").read_text()


def test_a_token_that_somebody_put_into_an_address_is_in_no_log(front, tmp_path):
    assert ask(front[0], "/api/v1/meetings?token=cvk_abcdefghijklmnop").status == 200
    log = tmp_path / "access.log"
    for _ in range(100):
        if "token of the API" in log.read_text():
            break
        time.sleep(0.1)
    assert "token of the API" in log.read_text()
    assert "cvk_" not in log.read_text()


def test_a_secret_address_is_in_no_log_either_when_python_is_away(world, tmp_path):
    tmp_path.chmod(0o755)
    secret = "Zx9-" * 8
    with nginx.started(tmp_path, var=settings.VAR, python=free_port()) as (_, port):
        address = f"http://127.0.0.1:{port}"
        wait_for(address)
        assert ask(address, f"/agenda/{secret}.ics").status == 502
        assert ask(address, "/ash-2026/deadlines/").status == 502
    log = (tmp_path / "error.log").read_text()
    assert "/ash-2026/deadlines/" in log
    assert secret not in log + (tmp_path / "access.log").read_text()


def test_a_feed_is_given_when_python_is_away(world, tmp_path):
    tmp_path.chmod(0o755)
    with nginx.started(tmp_path, var=settings.VAR, python=free_port()) as (_, port):
        address = f"http://127.0.0.1:{port}"
        wait_for(address)
        assert ask(address, "/ash-2026/program.ics").whole.startswith(b"BEGIN:VCALENDAR")


@pytest.fixture
def reached(front):
    """Paths that came through to Python."""
    found = []

    def note(sender, environ, **said):
        found.append(environ["PATH_INFO"])

    request_started.connect(note)
    yield found
    request_started.disconnect(note)


@pytest.mark.parametrize("path", ["/ash-2026/program/", "/ash-2026/people/", "/ash-2026/program/?q=iron"])
def test_a_page_is_kept_for_a_minute_with_its_tag(front, reached, path):
    first, second = (ask(front[0], path, Accept_Encoding="gzip") for _ in range(2))
    held = ask(front[0], path, Accept_Encoding="gzip", If_None_Match=first.headers["ETag"])
    assert (first.status, second.status, held.status, held.whole) == (200, 200, 304, b"")
    assert plain(second) == plain(first)
    assert second.headers["ETag"] == first.headers["ETag"]
    assert len(reached) == 1
    unpacked = ask(front[0], path, Accept_Encoding="identity")
    assert (plain(unpacked), len(reached)) == (plain(first), 2)


def test_what_is_one_readers_own_is_kept_for_nobody(front, reached):
    for _ in range(2):
        assert ask(front[0], "/ash-2026/program/mine/").status == 200
    assert ask(front[0], "/ash-2027/program/").status == 404
    assert ask(front[0], "/ash-2027/program/").status == 404
    assert len(reached) == 4


def test_a_page_that_was_read_is_given_when_python_is_away(world, live_server, tmp_path):
    tmp_path.chmod(0o755)
    with nginx.started(tmp_path, var=settings.VAR, python=urlsplit(live_server.url).port) as (_, port):
        wait_for(f"http://127.0.0.1:{port}")
        before = ask(f"http://127.0.0.1:{port}", "/ash-2026/program/")
    for kept in (each for each in (tmp_path / "kept").rglob("*") if each.is_file()):
        age(kept)
    with nginx.started(tmp_path, var=settings.VAR, python=free_port()) as (_, port):
        address = f"http://127.0.0.1:{port}"
        wait_for(address)
        assert ask(address, "/ash-2026/program/").whole == before.whole
        assert ask(address, "/ash-2026/rooms/hall-z/").status == 502


def age(kept) -> None:
    """As nginx would find the file after that minute: it keeps until when it holds in the second long of its head."""
    body = bytearray(kept.read_bytes())
    body[8:16] = (int(time.time()) - 10).to_bytes(8, "little")
    kept.write_bytes(body)
