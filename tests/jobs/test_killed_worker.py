"""A worker killed in the middle of a job loses nothing: its job is done after a restart."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ENQUEUE = """
import django; django.setup()
from django.utils import timezone
from jobs.actions import enqueue
enqueue("test.slow", by=None, at=timezone.now())
"""
WORKER = ["manage.py", "db_worker", "--no-reload", "--no-startup-delay", "--interval", "0.1", "--queue-name", "long"]
PATIENCE = 300


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


class Machine:
    """A database file, and processes that share it."""

    def __init__(self, folder):
        self.database, self.trace = folder / "jobs.sqlite3", folder / "trace"
        self.surroundings = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.jobs.worker_settings",
            "DATABASE_URL": f"sqlite:///{self.database}",
            "SLOW_WORK_TRACE": str(self.trace),
        }

    def run(self, *command):
        subprocess.run([sys.executable, *command], cwd=ROOT, env=self.surroundings, check=True, timeout=PATIENCE)  # noqa: S603

    def start(self, *command):
        return subprocess.Popen([sys.executable, *command], cwd=ROOT, env=self.surroundings, start_new_session=True)  # noqa: S603

    def job(self):
        with sqlite3.connect(self.database, timeout=20) as connection:
            return connection.execute("SELECT state, attempts, result FROM jobs_job").fetchone()


def wait_until(holds):
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.1)


@pytest.mark.slow
def test_a_job_whose_worker_was_killed_is_done_after_a_restart(machine):
    machine.run("manage.py", "migrate", "--verbosity", "0")
    machine.run("-c", ENQUEUE)
    worker = machine.start(*WORKER)
    try:
        wait_until(machine.trace.exists)
        time.sleep(1)  # at work for a while, its heart beating
    finally:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
    assert machine.job()[:2] == ("running", 1)
    time.sleep(2.5)  # until it is taken for dead
    machine.run(*WORKER, "--batch")
    assert machine.job() == ("done", 2, '{"try": 2}')
    assert machine.trace.read_text() == "try 1\ntry 2\n"
