"""The demo's processes are kept alive together, and end together."""

import os
import signal
import time

import pytest

from config.tool import children
from config.tool.says import Stop


@pytest.fixture
def start(tmp_path):
    """Starts a shell command as a child of the demo; whatever is left of it ends with the test."""
    started = []

    def child(command, kind=children.Child, **more):
        started.append(kind("worker", ["sh", "-c", command], tmp_path / "log", dict(os.environ), **more))
        started[-1].start()
        return started[-1]

    yield child
    for each in started:
        each.signal(signal.SIGKILL)


def until(true):
    deadline = time.monotonic() + 5
    while not true() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert true()


def test_a_killed_process_is_started_again_with_a_line_that_says_so(start, capsys):
    worker = start("exec sleep 60")
    killed = worker.process
    os.kill(killed.pid, signal.SIGKILL)
    killed.wait()
    worker.keep_alive()
    assert worker.runs()
    assert worker.process.pid != killed.pid
    assert capsys.readouterr().out == "The worker ended unexpectedly (-9); started again.\n"


def test_a_process_that_cannot_start_ends_the_demo_with_its_last_words(start):
    worker = start("echo no such table; exit 1")
    for _ in range(2):
        worker.process.wait()
        worker.keep_alive()
    worker.process.wait()
    with pytest.raises(Stop, match=r"The worker does not start\..*\n.*no such table"):
        worker.keep_alive()


def test_what_a_killed_process_had_started_ends_with_it(start, tmp_path):
    beats = tmp_path / "beats"
    worker = start(f"while :; do echo beat >> {beats}; sleep 0.02; done & wait")
    until(beats.exists)
    os.kill(worker.process.pid, signal.SIGKILL)
    worker.process.wait()
    worker.command = ["sleep", "60"]
    worker.keep_alive()
    heard = beats.stat().st_size
    time.sleep(0.3)
    assert beats.stat().st_size == heard


def test_the_end_asks_once_and_waits_for_the_task_in_hand(start, tmp_path):
    worker = start(
        f"trap 'echo asked >> {tmp_path}/asked; exit 0' TERM; echo > {tmp_path}/ready; while :; do sleep 0.05; done"
    )
    until((tmp_path / "ready").exists)
    children.end([worker])
    assert worker.process.wait() == 0
    assert (tmp_path / "asked").read_text() == "asked\n"


def test_the_end_does_not_wait_for_ever(start, tmp_path, monkeypatch):
    monkeypatch.setattr(children, "GRACE", 0.2)
    worker = start(f"trap '' TERM; echo > {tmp_path}/ready; while :; do sleep 0.05; done")
    until((tmp_path / "ready").exists)
    children.end([worker])
    assert worker.process.wait() == -signal.SIGKILL


def test_the_clock_runs_again_only_when_its_time_has_come(start):
    clock = start("exit 0", kind=children.Periodic, every=60)
    clock.process.wait()
    first = clock.process
    clock.keep_alive()
    assert clock.process is first
    clock.started -= 61
    clock.keep_alive()
    assert clock.process is not first
