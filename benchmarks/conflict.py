"""When a contradiction is planted among many rules, is exactly that named, and how fast?

    python -m benchmarks.conflict [--data FOLDER] [--seconds 10] [--json]

On grids (`festival`) and, with the workbooks of CoSPLib in the folder (default: the public data beside the project),
on three conferences: two items locked to one place, two that are each before the other, and a round of three. Leaves
with 1 when anything else is named, when the set is not proved minimal, or when it takes longer than the limit.
"""

import argparse
import json
import os
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.festival import festival
from benchmarks.where import folder
from scheduling.cosplib.reading import read
from scheduling.engine.conflict import conflict
from scheduling.engine.problem import Before, Lock, Problem
from scheduling.engine.solver import plan
from scheduling.engine.weights import HARD

LIMIT = 2.0
"""Seconds that a contradiction may take to be named."""
BOOKS = ("N2OR", "GECCO20", "GECCO19")
HEAD = ("case", "planted", "named", "minimal", "seconds", "load")
Planted = tuple[str, Problem, set[tuple[str, tuple[str, ...]]]]
"""What is planted, the problem with it, and what has to be named: kinds with their items."""


def main(asked: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of CoSPLib's .xlsx files")
    parser.add_argument("--seconds", type=float, default=10, help="that each search may take")
    parser.add_argument("--json", action="store_true", help="a line of JSON for each row")
    given = parser.parse_args(asked)
    if not given.json:
        print("  ".join(f"{each:>9}" for each in HEAD), flush=True)
    is_good = True
    for case, problem in problems(given.data or folder("cosplib")):
        for what, contradictory, expected in planted(problem):
            row, as_planted = named(contradictory, expected, seconds=given.seconds)
            is_good = is_good and as_planted and row["seconds"] <= LIMIT
            row = {"case": case, "planted": what} | row
            print(json.dumps(row) if given.json else "  ".join(f"{row[each]!s:>9}" for each in HEAD), flush=True)
    return 0 if is_good else 1


def problems(data: Path | None) -> Iterator[tuple[str, Problem]]:
    for seed in (1, 2):
        yield f"grid {seed}", festival(seed=seed).problem
    for name in BOOKS if data is not None else ():
        yield name, read(data / f"{name}.xlsx").problem


def planted(problem: Problem) -> Iterator[Planted]:
    """Three contradictions between items that could be anywhere where they were put by a plan of a few seconds."""
    kept = replace(problem, rules=replace(problem.rules, before=HARD, lock=HARD))
    places = plan(problem, seconds=5, workers=1, seed=1).plan
    a, b, c = random.Random(1).sample(sorted(places), 3)
    there = places[a]
    locks = (Lock(a, there.room, there.start), Lock(b, there.room, there.start))
    yield "two locks", replace(kept, locks=locks), {("lock", (a,)), ("lock", (b,))}
    for name, ring in (("two orders", (a, b)), ("a ring", (a, b, c))):
        pairs = list(zip(ring, (*ring[1:], ring[0]), strict=True))
        orders = tuple(Before(first, then) for first, then in pairs)
        yield name, replace(kept, before=(*kept.before, *orders)), {("before", pair) for pair in pairs}


def named(
    problem: Problem, expected: set[tuple[str, tuple[str, ...]]], *, seconds: float
) -> tuple[dict[str, Any], bool]:
    found = conflict(problem, seconds=seconds)
    told = {(each.relaxation.kind, each.relaxation.items) for each in found.groups} if found else set()
    is_minimal = bool(found and found.minimal)
    row = {
        "named": "exactly" if told == expected else f"{len(told)} rules",
        "minimal": is_minimal,
        "seconds": round(found.seconds, 2) if found else seconds,
        "load": round(os.getloadavg()[0], 1),
    }
    return row, told == expected and is_minimal


if __name__ == "__main__":
    sys.exit(main())
