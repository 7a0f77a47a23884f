"""What is public stands in the storage as the database decided it, and is mended where a fault came between."""

import json
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.db import connection
from django.urls import reverse

from program import current, window
from program.actions import releasing
from tests.factories.program import make_release
from workshops.actions.meetings import hide_meeting, publish_meeting
from workshops.models import Meeting

LAST = "ash-2026"


@pytest.fixture
def feed(world):
    return reverse("release_file", args=[LAST, "program.ics"])


@pytest.fixture
def pointer(world) -> Path:
    return Path(storages["releases"].path(current.place_of(LAST)))


def test_feeds_are_answered_while_the_database_is_away(feed, client):
    there = client.get(feed)

    def away(*asked):
        raise AssertionError("the database was asked")

    nowhere = reverse("release_file", args=[LAST, "topics/nowhere.ics"])
    with connection.execute_wrapper(away):
        answers = [client.get(feed), client.get(feed, headers={"If-None-Match": there["ETag"]}), client.get(nowhere)]
    assert [answer.status_code for answer in answers] == [200, 304, 404]
    assert answers[0].content == there.content


def test_what_is_hidden_has_no_feed_any_more_and_has_it_again_once_shown(
    world, cast, at, feed, client, django_capture_on_commit_callbacks
):
    answers = []
    for verb in (hide_meeting, publish_meeting):
        with django_capture_on_commit_callbacks(execute=True):
            verb(Meeting.objects.get(slug=LAST), by=cast.olga, at=at)
        answers.append(client.get(feed).status_code)
    assert answers == [404, 200]


def test_the_next_release_is_public_at_once_and_never_half(world, cast, at, client):
    before = make_release(world.version, cast.olga, at)
    feed = reverse("release_file", args=["ash-2027", "program.json"])
    coming = releasing.release(
        world.meeting.versions.get(frozen_at=None), note="", by=cast.olga, at=at, in_background=False
    )
    assert client.get(feed).json()["number"] == before.number
    releasing.publish(coming, at=at)
    assert client.get(feed).json()["number"] == coming.number


def test_a_tick_mends_what_a_fault_left_behind(feed, pointer, client, at):
    said = pointer.read_bytes()
    pointer.unlink()
    assert client.get(feed).status_code == 404
    current.mend(at)
    assert (client.get(feed).status_code, pointer.read_bytes()) == (200, said)
    Meeting.objects.filter(slug=LAST).update(is_public=False)
    current.mend(at)
    assert not pointer.exists()


@pytest.mark.parametrize("step", ["lay_out", "take_away"])
def test_a_window_that_a_fault_kept_as_it_was_is_mended_too(world, pointer, at, monkeypatch, step):
    """The pointer moves last: while it says something else than the database, the next tick tries again."""
    said = pointer.read_bytes()
    if step == "lay_out":
        pointer.unlink()
        window.take_away(LAST)
    else:
        Meeting.objects.filter(slug=LAST).update(is_public=False)

    def full(*asked):
        raise OSError("No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(current, step, full)
        with pytest.raises(OSError, match="No space"):
            current.mend(at)
    current.mend(at)
    is_shown = step == "lay_out"
    assert (window.folder_of(LAST) / "now").exists() == is_shown
    assert (pointer.exists() and pointer.read_bytes() == said) == is_shown


def test_a_tick_writes_nothing_where_all_is_well(pointer, at, monkeypatch):
    monkeypatch.setattr(current, "point", lambda meeting: pytest.fail("pointed again"))
    current.mend(at)


def test_what_cannot_be_read_is_no_empty_program(feed, pointer, client):
    pointer.write_text("{")
    answer = client.get(feed)
    assert (answer.status_code, answer["Retry-After"]) == (503, "300")


def test_the_pointer_tells_nothing_but_the_release(pointer):
    assert set(json.loads(pointer.read_bytes())) == {"number", "published_at", "snapshot", "contents"}
