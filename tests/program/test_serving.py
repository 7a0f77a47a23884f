"""Feeds and files as calendar programs fetch them: conditional, compressed, without cookies, never a false empty."""

import gzip
import logging
import shutil
import subprocess
import sys
import time
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

import icalendar
import pytest
from django.conf import settings
from django.core.files.storage import storages
from django.test import Client
from django.urls import reverse

from config.logs import MaskSecrets
from program import shelf
from program.actions import itineraries
from program.shelf import path_of
from program.views.serving import accepts_gzip
from scheduling.actions import placing, sessions
from scheduling.models import Star
from tests.factories.program import make_release
from tests.factories.scheduling import make_room, make_session, place

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def feed(world):
    """The address of last year's feed."""
    return reverse("release_file", args=["ash-2026", "program.ics"])


@pytest.fixture
def personal(world, at):
    """The address of Ada's feed of last year's meeting."""
    Star.objects.create(session=world.past, person=world.cast.ada, at=at)
    _, token = itineraries.open_itinerary(world.past.meeting, by=world.cast.ada, at=at)
    return reverse("itinerary_ics", args=[token])


@pytest.mark.parametrize(
    ("header", "packed"),
    [
        ("", False),
        ("gzip", True),
        ("GZIP, deflate, br", True),
        ("br;q=1.0, gzip;q=0.8, *;q=0.1", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000", False),
        ("*", True),
        ("*;q=0", False),
        ("gzip;q=0, *", False),
        ("identity", False),
        ("identity;q=0.5, gzip;q=1", True),
        ("identity;q=1, gzip;q=0.5", False),
        ("x-gzip", True),
        ("gzip;q=nonsense", False),
        (",;,", False),
    ],
)
def test_gzip_is_sent_to_who_takes_it(header, packed):
    assert accepts_gzip(header) == packed


@pytest.mark.parametrize("reader", ["nobody", "ada"])
def test_a_file_is_the_same_for_everybody_without_a_cookie_or_a_query(
    world, feed, client, django_assert_num_queries, reader
):
    if reader != "nobody":
        client.force_login(world.cast.ada, backend="django.contrib.auth.backends.ModelBackend")
    with django_assert_num_queries(0):
        response = client.get(feed)
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert response["Vary"] == "Accept-Encoding"
    assert response["Cache-Control"] == "public, max-age=300, stale-while-revalidate=3600"
    assert response["Content-Disposition"] == 'inline; filename="ash-2026.ics"'
    assert not response.cookies


def test_each_encoding_has_its_own_tag_and_exact_length(feed, client):
    plain, packed = client.get(feed), client.get(feed, headers={"accept-encoding": "gzip"})
    assert gzip.decompress(packed.content) == plain.content
    assert (plain["Content-Length"], packed["Content-Length"]) == (str(len(plain.content)), str(len(packed.content)))
    assert "Content-Encoding" not in plain
    assert (packed["Content-Encoding"], packed["ETag"]) == ("gzip", plain["ETag"][:-1] + '-gz"')
    head = client.head(feed)
    assert (head.status_code, head.content) == (200, b"")
    assert {name: head[name] for name in ("Content-Length", "ETag", "Last-Modified", "Vary")} == {
        name: plain[name] for name in ("Content-Length", "ETag", "Last-Modified", "Vary")
    }


@pytest.mark.parametrize("held", ["{tag}", "W/{tag}", '"old", {tag}', '"old",W/{tag} , "x"', "*"])
def test_who_holds_the_tag_is_sent_nothing_again(feed, client, held):
    tag = client.get(feed)["ETag"]
    response = client.get(feed, headers={"if-none-match": held.format(tag=tag)})
    assert (response.status_code, response.content, response["ETag"]) == (304, b"", tag)
    assert response["Cache-Control"].startswith("public")
    assert response["Vary"] == "Accept-Encoding"


def test_the_other_encodings_tag_is_not_held(feed, client):
    tag = client.get(feed, headers={"accept-encoding": "gzip"})["ETag"]
    assert client.get(feed, headers={"if-none-match": tag}).status_code == 200


def test_a_date_counts_only_without_a_tag(world, feed, client):
    published = world.release.published_at
    dates = {days: format_datetime(published + timedelta(days=days), usegmt=True) for days in (-1, 0, 1)}
    answers = {
        days: client.get(feed, headers={"if-modified-since": date}).status_code for days, date in dates.items()
    }
    assert answers == {-1: 200, 0: 304, 1: 304}
    both = {"if-none-match": '"old"', "if-modified-since": dates[1]}
    assert client.get(feed, headers=both).status_code == 200
    assert client.get(feed, headers={"if-modified-since": "yesterday"}).status_code == 200


@pytest.mark.parametrize("accept", [None, "*/*", "text/html", "image/png;q=0.1"])
def test_no_accept_header_is_too_narrow(feed, client, accept):
    """Google's fetcher sends none."""
    assert client.get(feed, headers={"accept": accept} if accept else {}).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_file_is_only_read(feed, personal, method):
    client = Client(enforce_csrf_checks=True)
    for address in (feed, personal, "/agenda/wrong.ics", "/deadlines/ash-2026.ics", "/ash-2026/program/feed.ics"):
        assert getattr(client, method)(address).status_code == 405


def test_a_lost_file_is_a_fault_to_come_back_after_and_never_an_empty_calendar(world, feed, client):
    storages["releases"].delete(path_of(world.release.files.get(name="program.ics").digest))
    for headers in ({}, {"accept-encoding": "gzip"}):
        response = client.get(feed, headers=headers)
        assert (response.status_code, response["Retry-After"]) == (503, "300")
        assert response["Content-Type"].startswith("text/plain")
        assert "no-store" in response["Cache-Control"]


def test_a_lost_program_makes_pages_ask_for_patience(world, client, caplog):
    shelf.program_under.cache_clear()
    storages["releases"].delete(path_of(world.release.digest))
    response = client.get(reverse("program", args=["ash-2026"]))
    assert (response.status_code, response["Retry-After"]) == (503, "300")
    assert "look again in a few minutes" in response.content.decode()
    assert "lost the program" in caplog.text


def test_cancelled_sessions_can_be_hidden(world, client, at):
    place(world.version, make_session(world.meeting, "Another"), make_room(world.meeting, "hall-b"))
    make_release(world.version, world.cast.olga, at)
    sessions.cancel_session(world.session, reason="", by=world.cast.olga, at=at)
    make_release(placing.draft_of(world.meeting, at=at), world.cast.olga, at + timedelta(days=1))
    names = ["program.ics", "rooms/hall-a.ics", "rooms/hall-b.ics", f"sessions/{world.session.code}.ics"]
    shown, hidden = [], []
    for name in names:
        address = reverse("release_file", args=["ash-2027", name])
        shown.append(titles(client.get(address)))
        hidden.append(titles(client.get(address, {"cancelled": "hide"})))
    cancelled = "Cancelled: Canary session"
    assert shown == [[cancelled, "Another"], [cancelled], ["Another"], [cancelled]]
    assert hidden == [["Another"], ["Annual Meeting 2027"], ["Another"], ["Annual Meeting 2027"]]


def titles(response) -> list[str]:
    assert response.status_code == 200
    return [str(event["SUMMARY"]) for event in icalendar.Calendar.from_ical(response.content).walk("VEVENT")]


def test_a_slug_with_an_underscore_has_a_feed(world, client, at):
    place(world.version, make_session(world.meeting, "Another"), make_room(world.meeting, "hall_B"))
    make_release(world.version, world.cast.olga, at)
    assert titles(client.get(reverse("release_file", args=["ash-2027", "rooms/hall_B.ics"]))) == ["Another"]


PRIVATE = {
    "Cache-Control": "private, no-cache",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


def test_a_personal_feed_is_private_and_conditional(personal, client, django_assert_num_queries):
    client.get(personal)  # notes its use, at most every ten minutes
    with django_assert_num_queries(2):  # the secret, the stars
        response = client.get(personal)
    assert titles(response) == ["Iron and infection"]
    assert {name: response[name] for name in PRIVATE} == PRIVATE
    assert "Vary" not in response or "Cookie" not in response["Vary"]
    again = client.get(personal, headers={"if-none-match": response["ETag"]})
    assert (again.status_code, again["Cache-Control"]) == (304, "private, no-cache")


def test_a_personal_feed_changes_its_tag_with_the_stars(world, personal, client):
    tag = client.get(personal)["ETag"]
    Star.objects.all().delete()
    response = client.get(personal, headers={"if-none-match": tag})
    assert (response.status_code, titles(response)) == (200, ["Annual Meeting 2026"])


@pytest.mark.parametrize("ending", ["ics", "pdf"])
@pytest.mark.parametrize("reader", ["nobody", "ada"])
def test_a_wrong_or_changed_secret_is_told_so_in_plain_text(world, personal, client, at, ending, reader):
    old = personal.rpartition(".")[0]
    itineraries.open_itinerary(world.past.meeting, by=world.cast.ada, at=at)
    if reader != "nobody":
        client.force_login(world.cast.ada, backend="django.contrib.auth.backends.ModelBackend")
    for address, status in ((f"/agenda/wrong.{ending}", 404), (f"{old}.{ending}", 410)):
        response = client.get(address)
        assert (response.status_code, response["Content-Type"]) == (status, "text/plain; charset=utf-8")
        assert response.cookies.output() == ""
        assert {name: response[name] for name in PRIVATE} == PRIVATE


def test_the_secret_of_a_closed_account_or_meeting_shows_nothing(world, personal, client):
    world.past.meeting.is_public = False
    world.past.meeting.save()
    response = client.get(personal)
    assert (response.status_code, response["Content-Type"]) == (404, "text/plain; charset=utf-8")
    world.past.meeting.is_public = True
    world.past.meeting.save()
    world.cast.ada.is_active = False
    world.cast.ada.save()
    assert client.get(personal).status_code == 404


def test_search_engines_are_kept_out_of_personal_addresses(client):
    assert "\nDisallow: /agenda/\n" in client.get("/robots.txt").content.decode()


def test_our_log_masks_the_secret_of_an_address(personal):
    record = logging.LogRecord("django.request", 30, "", 0, "%s: %s", ("Gone", personal), None)
    assert MaskSecrets().filter(record)
    assert record.getMessage() == "Gone: /agenda/***.ics"
    assert "secrets" in settings.LOGGING["handlers"]["console"]["filters"]


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not here")
def test_the_web_servers_access_log_masks_the_secret(tmp_path):
    secret = "Zx9-" * 8
    log, socket = tmp_path / "access.log", tmp_path / "s"
    command = [sys.executable, "-m", "gunicorn", "tests.program.small_site:application", "--no-control-socket"]
    command += ["--bind", f"unix:{socket}", "--access-logfile", str(log)]
    server = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        deadline = time.monotonic() + 60
        while not socket.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        asked = ["curl", "-s", "--retry", "5", "--retry-all-errors", "--unix-socket", str(socket)]
        subprocess.run([*asked, "-e", f"http://x/agenda/{secret}.ics", f"http://x/agenda/{secret}.ics"], check=True)  # noqa: S603
    finally:
        server.terminate()
        server.wait(20)
    assert '"GET /agenda/***.ics HTTP/1.1" 200' in log.read_text()
    assert secret not in log.read_text()
