"""Is the cost of a page set by the page, not by the call?

    python -m benchmarks.pages [--sizes 60 600 5000] [--releases 50 500 2500] [--page NAME ...] [--json]

Every list and dashboard of a committee's work is opened with few and with many proposals in the call, before a
committee of a hundred readers, in one run and in a database that is thrown away. Bars: at most 15 queries, the same
number at every size, at the largest size at most 1.5 times the CPU of the smallest (the least of several looks), and
the page of readers under 300 kB. The exit is 1 where one is missed.

Pages and files of a released program are opened with few and with many sessions in it (benchmarks/released.py): at
most 2 queries, and CPU that grows at most 1.5 times as much as the bytes do.

The home page gathers what every floor has to say, so its queries are only asked to stay as many as they are.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks import released

QUERIES = 15
KILOBYTES = {"readers": 300}
GATHERS = {"home of a chair"}
GROWTH = 1.5
LOOKS = 5
ENOUGH = 5.0
"""Seconds of CPU after which no further look is taken."""
GRACE = 0.005
"""Seconds: below them a clock tells nothing."""

PAGES = {
    "ranking": ("ranking", "chen", ""),
    "ranking by chance": ("ranking", "chen", "?sort=-chance"),
    "figures: ranks": ("figures", "chen", "?show=ranks"),
    "figures: scores": ("figures", "chen", "?show=scores"),
    "figures: topics": ("figures", "chen", "?show=topics"),
    "figures: progress": ("figures", "chen", "?show=progress"),
    "how readers score": ("reader_report", "chen", ""),
    "readers": ("assign", "chen", ""),
    "letters": ("stage_letters", "olga", ""),
    "plans for readers": ("reader_plans", "chen", ""),
    "conflicts": ("conflict_list", "chen", ""),
    "conflicts, for staff": ("conflict_list", "olga", ""),
    "leak report": ("leaks", "chen", ""),
    "what she can judge": ("expertise", "rita", ""),
    "conditions": ("condition_list", "olga", ""),
    "sittings": ("sitting_list", "chen", ""),
    "waiting list": ("waiting_list", "chen", ""),
    "decision board": ("decision_board", "chen", ""),
    "worklist": ("worklist", "rita", ""),
    "alike": ("alike_list", "chen", ""),
    "portfolios": ("portfolio_run_list", "chen", ""),
    "stand-ins": ("substitute_list", "chen", ""),
    "mergers": ("merge_list", "olga", ""),
    "stages": ("stage_list", "olga", ""),
    "letter to a group": ("circular", "olga", ""),
    "home of a chair": ("home", "chen", ""),
}
"""What is measured: the name of its address, who looks, and what stands behind the address."""


@dataclass(frozen=True)
class Look:
    """`seconds` of CPU."""

    queries: int
    seconds: float
    kilobytes: float


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.pages", description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[60, 600, 5000], help="proposals in the call")
    parser.add_argument("--releases", type=int, nargs="+", default=[50, 500, 2500], help="sessions in the release")
    every = [*PAGES, *released.ADDRESSES]
    parser.add_argument("--page", action="append", choices=every, help="only this one; may be given again")
    parser.add_argument("--json", action="store_true", help="one line of JSON instead of a table")
    asked = parser.parse_args(arguments)
    found = measured(asked.sizes, asked.releases, asked.page or every)
    faults = [fault for name, looks in found.items() for fault in faults_of(name, looks)]
    if asked.json:
        rows = {name: {size: vars(look) for size, look in looks.items()} for name, looks in found.items()}
        print(json.dumps({"pages": rows, "faults": faults}))
    else:
        show(found, faults)
    return 1 if faults else 0


def measured(sizes: Sequence[int], releases: Sequence[int], names: Sequence[str]) -> dict[str, dict[int, Look]]:
    """Every page at every size, in a database of this run alone."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.tests")
    import django

    django.setup()
    from django.test.runner import DiscoverRunner
    from django.test.utils import setup_test_environment, teardown_databases

    setup_test_environment()
    runner = DiscoverRunner(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        public = released.measured(releases, [name for name in names if name in released.ADDRESSES])
        private = [name for name in names if name in PAGES]
        return (_filled_and_seen(sizes, private) if private else {}) | public
    finally:
        teardown_databases(databases, verbosity=0)


def _filled_and_seen(sizes: Sequence[int], names: Sequence[str]) -> dict[str, dict[int, Look]]:
    from benchmarks.filling import fill, fresh_world

    world = fresh_world()
    found: dict[str, dict[int, Look]] = {}
    for size in sizes:
        fill(world, size)
        for name in names:
            person = getattr(world.cast, PAGES[name][1])
            found.setdefault(name, {})[size] = look_at(person, address_of(world, PAGES[name]))
            print(f"{size} proposals: {name}", file=sys.stderr)
    return found


def address_of(world: Any, page: tuple[str, str, str]) -> str:
    """The page of the stage, of the call, of the meeting, or of nobody in particular."""
    from django.urls import NoReverseMatch, reverse

    meeting, stage, call = world.meeting.slug, world.stage.pk, world.stage.call.slug
    for arguments in (
        {"meeting": meeting, "stage": stage},
        {"meeting": meeting, "call": call},
        {"meeting": meeting},
        {},
    ):
        try:
            return reverse(page[0], kwargs=arguments) + page[2]
        except NoReverseMatch:
            continue
    raise SystemExit(f"There is no page called {page[0]}.")


def look_at(person: Any, address: str, before: Callable[[], None] = lambda: None) -> Look:
    """The first look warms what is remembered and is not counted; `before` each look some of it is forgotten."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    if person:
        client.force_login(person)
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answers {answer.status_code}: nothing to measure.")
    before()
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
        queries = len(asked)
    least, spent = _seconds(client, address, before), 0.0
    for _ in range(LOOKS - 1):
        spent += least
        if spent < ENOUGH:
            least = min(least, _seconds(client, address, before))
    return Look(queries, round(least, 4), round(len(answer.content) / 1000, 1))


def _seconds(client: Any, address: str, before: Callable[[], None]) -> float:
    before()
    begun = time.process_time()
    client.get(address)
    return time.process_time() - begun


def faults_of(name: str, looks: dict[int, Look]) -> list[str]:
    if name in released.ADDRESSES:
        return released.faults_of(name, looks, growth=GROWTH, grace=GRACE)
    rows = [looks[size] for size in sorted(looks)]
    few, many = rows[0], rows[-1]
    counts = [look.queries for look in rows]
    faults = []
    if max(counts) > QUERIES and name not in GATHERS:
        faults.append(f"{name}: {max(counts)} queries, at most {QUERIES}")
    if (largest := max(look.kilobytes for look in rows)) > KILOBYTES.get(name, largest):
        faults.append(f"{name}: {largest:.0f} kB, at most {KILOBYTES[name]}")
    if len(set(counts)) > 1:
        faults.append(f"{name}: {counts} queries, not the same at every size")
    if many.seconds > GROWTH * few.seconds + GRACE:
        faults.append(f"{name}: {many.seconds / few.seconds:.1f} times the CPU, at most {GROWTH}")
    return faults


def show(found: dict[str, dict[int, Look]], faults: Sequence[str]) -> None:
    for name, looks in found.items():
        told = "   ".join(
            f"{size:5}: {look.queries:2} queries {1000 * look.seconds:6.0f} ms {look.kilobytes:6.0f} kB"
            for size, look in looks.items()
        )
        print(f"{name:20} {told}")
    for fault in faults:
        print(f"MISSED {fault}")


if __name__ == "__main__":
    sys.exit(main())
