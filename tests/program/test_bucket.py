"""Releases in a bucket: what the public reads is the same as from a folder, also while the bucket does not answer."""

import gzip

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from moto.server import ThreadedMotoServer

from config import releases
from program import current, shelf
from scheduling.actions.placing import draft_of
from tests.factories.program import make_release

PAGES = ("program/", "people/", "program/changes/", "program.ics", "program.json", "schedule.xml", "rooms/hall-a.ics")


@pytest.fixture
def server(monkeypatch):
    """A server that speaks S3, with the bucket."""
    for name, said in {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_MAX_ATTEMPTS": "1"}.items():
        monkeypatch.setenv(name, said)
    found = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    found.start()
    yield found
    found.stop()


@pytest.fixture
def in_bucket(server, settings, tmp_path):
    host, port = server.get_host_and_port()
    asked = {
        "bucket": "programs",
        "endpoint": f"http://{host}:{port}",
        "region": "us-east-1",
        "prefix": tmp_path.name,
    }
    settings.STORAGES = settings.STORAGES | {"releases": releases.storage(tmp_path, **asked)}
    storage = storages["releases"]
    storage.connection.create_bucket(Bucket="programs")
    return storage


@pytest.fixture
def released(world, in_bucket, at):
    make_release(world.version, world.cast.olga, at)
    return world


def test_without_a_bucket_it_is_a_folder(tmp_path):
    assert releases.storage(tmp_path) == {
        "BACKEND": "program.storage.WholeFileStorage",
        "OPTIONS": {"location": tmp_path},
    }


def test_the_public_reads_the_same_as_from_a_folder(released, in_bucket, client):
    told = {}
    for page in PAGES:
        first = client.get(f"/ash-2027/{page}")
        held = client.get(f"/ash-2027/{page}", headers={"if-none-match": first["ETag"]})
        assert (first.status_code, held.status_code, held.content) == (200, 304, b"")
        packed = client.get(f"/ash-2027/{page}", headers={"accept-encoding": "gzip"})
        assert (packed["Content-Encoding"], gzip.decompress(packed.content)) == ("gzip", first.content)
        told[page] = first.content
    assert b"Canary session" in told["program/"]
    assert client.get("/api/v1/meetings/ash-2027/sessions").json()["count"] == 1
    kept = in_bucket.bucket.Object(f"{in_bucket.location}/current/ash-2027.json").get()["Body"].read()
    assert released.meeting.releases.get().digest in kept.decode()


def test_a_request_costs_no_query_and_nothing_is_fetched_twice(
    released, in_bucket, client, django_assert_num_queries
):
    client.get("/ash-2027/program.ics")
    asked = []
    in_bucket.connection.meta.client.meta.events.register("before-call.s3", lambda **said: asked.append(said))
    with django_assert_num_queries(0):
        client.get("/ash-2027/program.ics")
        client.get("/ash-2027/program/")
    assert len(asked) <= 2  # what is current is asked for once, and whose pages these are


def test_a_new_release_is_seen_and_a_hidden_one_is_not(released, in_bucket, client, at, monkeypatch):
    monkeypatch.setattr("program.bucket.FRESH_SECONDS", 0.0)
    first = client.get("/ash-2027/program.ics")
    draft = draft_of(released.meeting, at=at)
    make_release(draft, released.cast.olga, at.replace(day=2), note="Another.")
    assert client.get("/api/v1/meetings/ash-2027/release").json()["number"] == 2
    assert client.get("/ash-2027/program.json")["ETag"] != first["ETag"]
    released.meeting.is_public = False
    released.meeting.save()
    current.mend(at)
    assert client.get("/ash-2027/program.ics").status_code == 404
    assert "ash-2027" not in current.public_slugs()


def test_while_the_bucket_does_not_answer_what_was_read_is_still_told(
    released, in_bucket, server, client, monkeypatch
):
    monkeypatch.setattr("program.bucket.FRESH_SECONDS", 0.0)
    before = client.get("/ash-2027/program.ics")
    server.stop()
    assert client.get("/ash-2027/program.ics").content == before.content
    unread = client.get("/ash-2027/rooms/hall-a.ics")
    assert (unread.status_code, unread["Retry-After"]) == (503, "300")
    server.start()


def test_what_the_bucket_lost_is_a_fault_to_come_back_after(released, in_bucket, client):
    in_bucket.delete(shelf.path_of(released.meeting.releases.get().files.get(name="schedule.xml").digest))
    assert client.get("/ash-2027/schedule.xml").status_code == 503


def test_a_bucket_that_takes_nothing_leaves_public_what_was(released, in_bucket, server, client, at):
    draft = draft_of(released.meeting, at=at)
    client.get("/api/v1/meetings/ash-2027/release")
    server.stop()
    with pytest.raises(OSError, match="bucket"):
        make_release(draft, released.cast.olga, at.replace(day=2))
    server.start()
    assert client.get("/api/v1/meetings/ash-2027/release").json()["number"] == 1


def test_the_same_content_is_kept_once(released, in_bucket):
    digest = shelf.put(b"the same words")
    asked = []
    in_bucket.connection.meta.client.meta.events.register("before-call.s3.PutObject", lambda **said: asked.append(1))
    assert shelf.put(b"the same words") == digest
    assert asked == []
    in_bucket.save("society.json", ContentFile(b"one"))
    in_bucket.save("society.json", ContentFile(b"two"))
    assert in_bucket.open("society.json").read() == b"two"
