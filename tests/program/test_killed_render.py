"""A worker killed while it renders a release, and two that render at once: the release is whole or absent."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from audit.models import Entry
from people.refusal import Refused
from program.actions import releasing
from program.changelog import CHANGELOG
from program.rendition.bundle import files_of
from program.shelf import body_of, program_of_release
from program.storage import WholeFileStorage
from rendering.pdf import PdfFailed

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90
WORKER = ["manage.py", "db_worker", "--no-reload", "--no-startup-delay", "--interval", "0.1", "--queue-name", "long"]
RELEASE = """
import django; django.setup()
from people.refusal import Refused
from program.actions import releasing
from tests.conftest import AT
from tests.factories.cast import make_cast
from tests.factories.world import make_world
world = make_world(make_cast(), AT)
releasing.release(world.version, note="", by=world.cast.olga, at=AT)
"""
LOOK = """
import django, hashlib, json; django.setup()
from django.test import Client
from program.models import Release
from program.shelf import body_of
release, client = Release.objects.get(meeting__slug="ash-2027"), Client()
names = ("program/", "program.ics", "program.json", "schedule.xml", "program.pdf")
print(json.dumps({
    "answers": [client.get(f"/ash-2027/{name}").status_code for name in names],
    "files": {file.name: hashlib.sha256(body_of(file)).hexdigest() == file.digest for file in release.files.all()},
    "published": release.published_at is not None,
}))
"""


class Machine:
    """A database file and a folder of files, and processes that share them."""

    def __init__(self, folder: Path, *stuck_at: str):
        self.folder = folder
        self.surroundings = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.program.worker_settings",
            "DATABASE_URL": f"sqlite:///{folder / 'program.sqlite3'}",
            "RELEASES_FOLDER": str(folder / "releases"),
            "SLOW_WORK_TRACE": str(folder / "unused"),
            "STUCK_FOLDER": str(folder),
            "STUCK_AT": " ".join(stuck_at),
        }

    def run(self, *command: str) -> str:
        call = [sys.executable, *command]
        done = subprocess.run(  # noqa: S603
            call, cwd=ROOT, env=self.surroundings, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def look(self) -> dict:
        return json.loads(self.run("-c", LOOK))

    def work_until_killed_at(self, name: str) -> None:
        """Start a worker and kill -9 it while it makes the file."""
        worker = subprocess.Popen(  # noqa: S603
            [sys.executable, *WORKER], cwd=ROOT, env=self.surroundings, start_new_session=True
        )
        try:
            deadline = time.monotonic() + PATIENCE
            while not (self.folder / name).exists():
                assert time.monotonic() < deadline, "the worker never came to the file"
                time.sleep(0.1)
        finally:
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()
        time.sleep(2.5)  # until it is taken for dead


@pytest.mark.slow
def test_a_release_whose_workers_were_killed_is_absent_until_one_finishes_it(tmp_path):
    machine = Machine(tmp_path, "program.csv", "program.pdf")
    machine.run("manage.py", "migrate", "--run-syncdb", "--verbosity", "0")
    machine.run("-c", RELEASE)
    machine.work_until_killed_at("program.csv")
    machine.work_until_killed_at("program.pdf")
    before = machine.look()
    assert (before["answers"], before["published"]) == ([404] * 5, False)
    assert {"program.json", "program.ics", "program.csv", "schedule.xml"} <= set(before["files"])
    assert "program.pdf" not in before["files"]
    machine.run(*WORKER, "--batch")
    after = machine.look()
    assert (after["answers"], after["published"]) == ([200] * 5, True)
    papers = {"program.pdf", "pocket.pdf", "handouts.pdf", "rooms/hall-a.pdf"}
    assert set(after["files"]) == {*before["files"], *papers}
    assert set(after["files"].values()) == {True}


def test_two_workers_that_render_at_once_make_one_release(world, at, monkeypatch):
    monkeypatch.setattr("program.rendition.papers.print_paper", lambda paper, tell=None: b"%PDF-1.7")
    made = releasing.release(world.version, note="", by=world.cast.olga, at=at, in_background=False)
    others = []

    def meanwhile(progress, message):
        """The other worker does everything while this one is at its first file."""
        if not others:
            others.append("at work")
            releasing.render(made, at=at)

    done = releasing.render(made, at=at, tell=meanwhile)
    assert done.published_at == at
    program = program_of_release(made)
    expected = {file.name: file.make() for file in files_of(program, releasing.setting_of(world.meeting))}
    assert {file.name: body_of(file) for file in made.files.exclude(name__in=("program.json", CHANGELOG))} == expected
    assert Entry.objects.filter(verb="publish release", about=f"program.release:{made.pk}").count() == 1


class Cut(ContentFile):
    """Content whose writer is killed half way."""

    def chunks(self, chunk_size=None):
        yield b"half of"
        raise KeyboardInterrupt


def test_a_file_that_was_cut_short_is_not_there(tmp_path):
    storage = WholeFileStorage(location=tmp_path)
    with pytest.raises(KeyboardInterrupt):
        storage.save("ab/file.gz", Cut(b"half of it"))
    assert not storage.exists("ab/file.gz")
    storage.save("ab/file.gz", ContentFile(b"all of it"))
    storage.save("ab/file.gz", ContentFile(b"all of it"))
    assert storage.listdir("ab")[1].count("file.gz") == 1
    assert storage.open("ab/file.gz").read() == b"all of it"


def test_a_book_that_cannot_be_printed_says_so_and_nothing_is_published(world, at, monkeypatch):
    def fail(paper, tell=None):
        raise PdfFailed("The document needs more memory.")

    monkeypatch.setattr("program.rendition.papers.print_paper", fail)
    made = releasing.release(world.version, note="", by=world.cast.olga, at=at, in_background=False)
    with pytest.raises(Refused, match=r"\.pdf could not be made. The document needs more memory."):
        releasing.render(made, at=at)
    made.refresh_from_db()
    assert made.published_at is None
