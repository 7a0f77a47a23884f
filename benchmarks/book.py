"""What a printed page costs: our book beside a straightforward template of the same sessions, by the same engine.

    python -m benchmarks.book [--sizes 50 200 1000] [--json]

The straightforward template lies with the benchmark data, in ``book-baseline`` (see benchmarks.where); where it is
missing there is nothing to compare with, and the exit is 2. Its sessions are read from its own HTML and printed again
as a program of ours: cover, contents, timetables, sessions, indexes, tags. Each is printed by a process of its own
with the packaged fonts. CPU is that of this process from its start, for ours with the making of HTML in its parent.
Bars: at most half the CPU for a page at 200 and more sessions, and at the largest size at most 1.25 times the CPU of
the page at 200. The exit is 1 where one is missed.
"""

import argparse
import html
import importlib.util
import io
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.where import folder

ROOT = Path(__file__).resolve().parent.parent
HALF = 0.5
FROM = 200
"""Sessions; below them the start of the process and its fonts are most of the work."""
GROWTH = 1.25
ARTICLE = re.compile(
    r'<article id="s(\d+)"><div class="meta"><h3>(.*?)</h3>(\d+):00, Room (\d+) — (.*?)</div>'
    r'<div class="body">(.*?)</div></article>',
    re.DOTALL,
)


@dataclass(frozen=True)
class Printed:
    """`cpu` in seconds, `megabytes` of the process that needed most."""

    pages: int
    cpu: float
    megabytes: int
    load: float

    @property
    def page(self) -> float:
        """Milliseconds of CPU."""
        return 1000 * self.cpu / self.pages


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.book", description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[50, 200, 1000], help="sessions")
    parser.add_argument("--json", action="store_true", help="one line of JSON instead of a table")
    parser.add_argument("--print", type=int, metavar="SESSIONS", help="print ours once and tell it as JSON")
    asked = parser.parse_args(arguments)
    plain = folder("book-baseline")
    if plain is None:
        print("There is no folder book-baseline among the benchmark data: set BENCHMARK_DATA to where it is.")
        return 2
    if asked.print:
        print(json.dumps(asdict(ours(plain, asked.print))))
        return 0
    rows = {}
    for size in asked.sizes:
        rows[size] = {"plain": plainly(plain, size), "ours": in_a_process(size)}
        if not asked.json:
            show(size, rows[size])
    faults = faults_of(rows)
    if asked.json:
        found = {size: {name: asdict(each) for name, each in row.items()} for size, row in rows.items()}
        print(json.dumps({"sizes": found, "faults": faults}))
    else:
        print("\n".join(f"MISSED {fault}" for fault in faults))
    return 1 if faults else 0


def plainly(plain: Path, size: int) -> Printed:
    from rendering.pdf import _environment

    with tempfile.TemporaryDirectory(prefix="convoke-book-") as place:
        paper = Path(place, "plain.pdf")
        call = [sys.executable, str(plain / "measure.py"), str(size), "block", "none", str(paper)]
        surroundings = os.environ | _environment()
        child = subprocess.Popen(call, env=surroundings, stdout=subprocess.DEVNULL)  # noqa: S603  our own words
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise SystemExit(f"The straightforward template ended with {child.returncode}.")
        return told(paper.read_bytes(), used.ru_utime + used.ru_stime, used.ru_maxrss)


def in_a_process(size: int) -> Printed:
    """`ours`, asked of another process, since the memory of children is known only as the most of all of them."""
    done = subprocess.run(  # noqa: S603  our own words
        [sys.executable, "-m", "benchmarks.book", "--print", str(size)], cwd=ROOT, capture_output=True, check=True
    )
    return Printed(**json.loads(done.stdout))


def told(paper: bytes, cpu: float, kilobytes: int) -> Printed:
    from pypdf import PdfReader

    pages = len(PdfReader(io.BytesIO(paper)).pages)
    return Printed(pages, round(cpu, 1), kilobytes // 1024, round(os.getloadavg()[0], 1))


def ours(plain: Path, size: int) -> Printed:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.tests")
    import django

    django.setup()
    from program.rendition.papers import papers_of, print_paper
    from program.rendition.setting import Setting
    from rendering.pdf import available

    setting = Setting("https://example.org/w/", "Example Org", "#8b1a1a", "Office", "office@example.org")
    program = program_of(html_of(plain, size), size)
    if lack := available():  # which also lets the fonts be listed, as they are once for each worker
        raise SystemExit(lack)
    begun = spent()
    *_, book = papers_of(program, setting)
    paper = print_paper(book)
    cpu = spent() - begun
    return told(paper or b"", cpu, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)


def spent() -> float:
    """Seconds of CPU of this process and of its children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def html_of(plain: Path, size: int) -> str:
    """The straightforward document, from the file that makes it."""
    spec = importlib.util.spec_from_file_location("book_baseline", plain / "prog.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"{plain / 'prog.py'} cannot be read.")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made.doc(size, "block")


def program_of(document: str, size: int) -> Any:
    """Its sessions as a program of ours: fifty a day, six an hour."""
    from program.snapshot import (
        FrozenMeeting,
        FrozenPerson,
        FrozenRole,
        FrozenRoom,
        FrozenSession,
        Program,
    )

    days = max(1, size // 50)
    a_day = -(-size // days)
    first = datetime(2027, 12, 10, 9, tzinfo=UTC)
    codes: dict[str, str] = {}
    sessions = []
    for number, title, _, room, people, body in ARTICLE.findall(document):
        day, within = divmod(int(number), a_day)
        starts_at = first + timedelta(days=day, hours=within // 6)
        named = [codes.setdefault(html.unescape(name), f"p{len(codes)}") for name in people.split(", ")]
        sessions.append(
            FrozenSession(
                f"s{number}",
                f"uid-{number}",
                html.unescape(title),
                starts_at,
                starts_at + timedelta(minutes=55),
                f"room-{room}",
                abstract="\n\n".join(map(html.unescape, re.findall(r'<p class="a">(.*?)</p>', body))),
                people=tuple(FrozenRole(code, "chair") for code in named),
            )
        )
    if len(sessions) != size:
        raise SystemExit(f"{len(sessions)} of {size} sessions were found in the straightforward document.")
    begun = date(2027, 12, 10)
    return Program(
        FrozenMeeting("example", "Programme of the Example Workshop", begun, begun + timedelta(days=days - 1), "UTC"),
        1,
        first,
        rooms=tuple(FrozenRoom(f"room-{number}", f"Room {number}") for number in range(6)),
        people=tuple(FrozenPerson(code, name, name) for name, code in codes.items()),
        sessions=tuple(sessions),
    )


def faults_of(rows: dict[int, dict[str, Printed]]) -> list[str]:
    faults = []
    for size, row in rows.items():
        ratio = row["ours"].page / row["plain"].page
        if size >= FROM and ratio > HALF:
            faults.append(
                f"{size} sessions: {ratio:.2f} of the straightforward template's CPU a page, at most {HALF}"
            )
    large = max(rows)
    if FROM in rows and large > FROM:
        growth = rows[large]["ours"].page / rows[FROM]["ours"].page
        if growth > GROWTH:
            faults.append(f"a page of {large} sessions takes {growth:.2f} times the CPU, at most {GROWTH}")
    return faults


def show(size: int, row: dict[str, Printed]) -> None:
    for name, each in row.items():
        print(
            f"{size:5} {name:6} {each.pages:4} pages {each.cpu:6.1f} s {each.page:4.0f} ms a page"
            f" {1000 * each.cpu / size:4.0f} ms a session {each.megabytes:5} MB  load {each.load}"
        )
    ratio = row["ours"].page / row["plain"].page
    print(f"{size:5} ratio  {ratio:.2f} a page, {row['ours'].cpu / row['plain'].cpu:.2f} in all", flush=True)


if __name__ == "__main__":
    sys.exit(main())
