"""What a calendar costs a server: 304, gzip and plain, beside nginx with the same bytes, and beside a naive build.

    python -m benchmarks.feeds [--events 1000] [--requests 300] [--json]

A program of so many sessions is laid out in a folder that is thrown away. gunicorn with one worker answers as in
production, nginx answers the shipped configuration from that folder (left out, and said, where none is installed),
and "bare" is an nginx that knows nothing but the files: the shipped configuration is measured by it. Each is asked
over one connection, and what counts is the CPU of the server alone, read from /proc. The naive feed writes every
event with the icalendar library at each request. Then 400 ask Python at once, and each must get the whole feed.
Last, one session changes: how many events are written anew for the next release.
"""

import argparse
import gzip
import http.client
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from config.tool import system
from config.tool.postgres import free_port

ROOT = Path(__file__).resolve().parent.parent
SLUG = "big-2027"
FEED = f"/{SLUG}/program.ics"
MOST_304 = 0.0012
"""Seconds of CPU of a 304, with all that stands before the view."""
AT_ONCE = 400
AIM = 35
"""Times the CPU of nginx, for the same bytes through Python."""
WAYS = {
    "304": {"Accept-Encoding": "gzip"},
    "200 gzip": {"Accept-Encoding": "gzip"},
    "200 plain": {"Accept-Encoding": "identity"},
}


@dataclass(frozen=True)
class Told:
    """`cpu` in milliseconds of a request, by server and way; `written` are the events of the next release, `at_once`
    the seconds in which all who asked at once were answered, but for so many as `unanswered` tells."""

    cpu: dict[str, dict[str, float]]
    naive: float
    kilobytes: float
    written: int
    at_once: float
    unanswered: int


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.feeds", description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=1000)
    parser.add_argument("--requests", type=int, default=300)
    parser.add_argument("--json", action="store_true", help="one line of JSON instead of a table")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="convoke-feeds-") as var:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings.demo", "CONVOKE_VAR": var}
        import django

        django.setup()
        told = measured(Path(var), asked.events, asked.requests)
    faults = faults_of(told)
    if asked.json:
        print(json.dumps(vars(told) | {"faults": faults}))
    else:
        show(told, faults)
    return 1 if faults else 0


def measured(var: Path, events: int, requests: int) -> Told:
    from program.rendition.calendars import Calendars, Feed
    from program.rendition.setting import Setting
    from tests.program.synthetic import synthetic_program

    program = synthetic_program(events)
    setting = Setting(f"https://convoke.example/{SLUG}/", "Society", "#8b1a1a", "Office", "office@convoke.example")
    feed = Feed("program.ics", program.sessions)
    first = Calendars(program, setting)
    body = first.write(feed)
    released(body)
    cpu = {}
    with python_on(var) as (pid, port):
        cpu["python"] = asked_of(pid, port, requests)
        begun = time.monotonic()
        unanswered = AT_ONCE - answered_at_once(port, AT_ONCE, len(body))
        at_once = time.monotonic() - begun
    if system.nginx():
        for name, server in (("nginx", nginx_on), ("bare", bare_nginx_on)):
            with server(var) as (pid, port):
                cpu[name] = asked_of(pid, port, 20 * requests)
    changed = replace(program.sessions[0], title="Another title", sequence=1)
    after = replace(program, sessions=(changed, *program.sessions[1:]))
    second = Calendars(after, setting, first.events)
    second.write(Feed("program.ics", after.sessions))
    begun = time.process_time()
    Calendars(program, setting).write(feed)
    naive = 1000 * (time.process_time() - begun)
    return Told(cpu, round(naive, 1), round(len(body) / 1000, 1), second.written, round(at_once, 1), unanswered)


def released(body: bytes) -> None:
    """As a release leaves it in the storage."""
    from django.core.files.base import ContentFile
    from django.core.files.storage import storages

    from program.current import Current, place_of
    from program.shelf import put
    from program.window import lay_out
    from rendering.calendar import MEDIA_TYPE

    digest = put(body)
    contents = put(json.dumps({"program.ics": [digest, MEDIA_TYPE]}).encode())
    now = asdict(Current(1, datetime(2027, 3, 1, tzinfo=UTC), digest, contents))
    storages["releases"].save(place_of(SLUG), ContentFile(json.dumps(now, default=datetime.isoformat).encode()))
    lay_out(SLUG, contents, [("program.ics", digest)])


@contextmanager
def python_on(var: Path) -> Iterator[tuple[int, int]]:
    """One worker of gunicorn: its process, and where it listens."""
    port = free_port()
    command = ["-m", "gunicorn", "-w", "1", "--threads", "4", "-b", f"127.0.0.1:{port}", "config.wsgi"]
    own = {"GUNICORN_CMD_ARGS": "", "CONVOKE_VAR": str(var)}
    server = subprocess.Popen(  # noqa: S603  our own words
        [sys.executable, *command], cwd=ROOT, env=os.environ | own, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(port)
        children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
        yield int(children[0]), port
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)


@contextmanager
def nginx_on(var: Path) -> Iterator[tuple[int, int]]:
    from tests.deploy import nginx

    folder = var / "nginx"
    folder.mkdir()
    with nginx.started(folder, var=var, python=free_port()) as (process, port):
        wait_for(port)
        yield process.pid, port


@contextmanager
def bare_nginx_on(var: Path) -> Iterator[tuple[int, int]]:
    from program.window import folder_of
    from tests.deploy import nginx

    folder, files, port = var / "bare", var / "bare-files", free_port()
    folder.mkdir()
    files.mkdir()
    (files / SLUG).symlink_to(folder_of(SLUG) / "now")
    with nginx.running(folder, nginx.bare(folder, files, port)) as process:
        wait_for(port)
        yield process.pid, port


def answered_at_once(port: int, count: int, length: int) -> int:
    """How many of so many who ask at the same moment get the whole feed."""
    start = threading.Barrier(count)

    def ask(_: int) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        start.wait()
        connection.request("GET", FEED, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        return answer.status == 200 and len(gzip.decompress(answer.read())) == length

    with ThreadPoolExecutor(count) as threads:
        return sum(threads.map(ask, range(count)))


def wait_for(port: int) -> None:
    for _ in range(300):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", FEED)
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise SystemExit(f"Nothing answers {FEED} on port {port}.")


def asked_of(pid: int, port: int, requests: int) -> dict[str, float]:
    """Milliseconds of the server's CPU for a request of each way."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    tags = {name: fetch(connection, headers)[1] for name, headers in WAYS.items()}
    found = {}
    for name, headers in WAYS.items():
        wanted = 304 if name == "304" else 200
        asked = headers | ({"If-None-Match": tags[name]} if wanted == 304 else {})
        before = spent(pid)
        for _ in range(requests):
            if fetch(connection, asked)[0] != wanted:
                raise SystemExit(f"{name} was not answered with {wanted}.")
        found[name] = round(1000 * (spent(pid) - before) / requests, 3)
    return found


def fetch(connection: http.client.HTTPConnection, headers: Mapping[str, str]) -> tuple[int, str]:
    connection.request("GET", FEED, headers=dict(headers))
    answer = connection.getresponse()
    answer.read()
    return answer.status, answer.headers.get("ETag", "")


def spent(pid: int) -> float:
    """Seconds of CPU of a process (proc(5): utime and stime are its fields 14 and 15)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def faults_of(told: Told) -> list[str]:
    faults = []
    if told.cpu["python"]["304"] > 1000 * MOST_304:
        faults.append(f"a 304 takes {told.cpu['python']['304']} ms of Python, at most {1000 * MOST_304}")
    if told.unanswered:
        faults.append(f"{told.unanswered} of {AT_ONCE} who asked at once got no feed")
    if told.written != 1:
        faults.append(f"{told.written} events were written anew after one session changed")
    return faults


def show(told: Told, faults: Sequence[Any]) -> None:
    print(f"{told.kilobytes} kB; a naive build takes {told.naive} ms of CPU; written anew: {told.written}")
    for name in WAYS:
        both = "   ".join(f"{server} {ways[name]:8.3f} ms" for server, ways in told.cpu.items())
        ratio = (
            f"   {told.cpu['python'][name] / max(told.cpu['nginx'][name], 0.001):5.1f} times"
            if "nginx" in told.cpu
            else ""
        )
        print(f"{name:10} {both}{ratio}")
    print(f"{AT_ONCE} at once: {AT_ONCE - told.unanswered} answered by Python in {told.at_once} s")
    if "nginx" in told.cpu:
        print(f"The aim for gzip through Python is {AIM} times.")
    for fault in faults:
        print(f"MISSED {fault}")


if __name__ == "__main__":
    sys.exit(main())
