"""How few people and sessions does a change of the told plan disturb, how sure is that, and how fast?

    python -m benchmarks.repair [--data FOLDER] [--seconds 10] [--workers 2] [--json]

Grids (`festival`): the plan they were cut from was told, and one room closes for a day. With the workbooks of
CoSPLib in the folder (default: the public data beside the project): a plan is made in --planning seconds and told,
then three submissions may not stay in their sessions, drawn by three dices; its value may get worse by the usual
allowance. `least` is the proved least number of moves.
"""

import argparse
import json
import os
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.festival import festival
from benchmarks.where import folder
from scheduling.cosplib.reading import read
from scheduling.engine.changes import Change, ItemBarred, RoomClosed
from scheduling.engine.index import Index
from scheduling.engine.problem import Plan, Problem
from scheduling.engine.repair import USUAL, Allowance, Repaired, repair
from scheduling.engine.solver import plan

BOOKS = {"N2OR": 5.0, "GECCO20": 5.0, "GECCO19": 10.0}
"""Seconds that a repair of each may take."""
HEAD = (
    "case",
    "change",
    "status",
    "moves",
    "least",
    "people",
    "proved",
    "value",
    "worse",
    "others",
    "seconds",
    "load",
)


def main(asked: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of CoSPLib's .xlsx files")
    parser.add_argument("--seconds", type=float, default=10, help="for the repair of a grid")
    parser.add_argument("--planning", type=float, default=60, help="for the plan that is told, of each workbook")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--json", action="store_true", help="a line of JSON for each row")
    given = parser.parse_args(asked)
    if not given.json:
        print("  ".join(f"{each:>9}" for each in HEAD), flush=True)
    found = False
    for row in (*_grids(given), *_books(given)):
        found = True
        print(json.dumps(row) if given.json else "  ".join(f"{row[each]!s:>9}" for each in HEAD), flush=True)
    return 0 if found else 1


def _grids(given: argparse.Namespace) -> Iterator[dict[str, Any]]:
    for seed in (1, 2):
        made = festival(seed=seed)
        day = made.problem.blocks[1]
        closed = RoomClosed("r05", day.starts, day.ends)
        done = repair(
            made.problem, made.cut_from, (closed,), allowance=None, seconds=given.seconds, workers=given.workers
        )
        yield _row(f"grid {seed}", "a room", done)


def _books(given: argparse.Namespace) -> Iterator[dict[str, Any]]:
    data = given.data or folder("cosplib")
    for name, seconds in BOOKS.items() if data is not None else ():
        problem = read(data / f"{name}.xlsx").problem
        told = plan(problem, seconds=given.planning, workers=given.workers, seed=1).plan
        for dice in (1, 2, 3):
            done = after_barring(problem, told, dice, seconds=seconds, workers=given.workers)
            yield _row(name, f"three #{dice}", done)


def after_barring(
    problem: Problem, told: Plan, dice: int, *, seconds: float, workers: int, allowance: Allowance | None = USUAL
) -> Repaired:
    """Three placed submissions may not stay in their sessions."""
    index = Index(problem)
    drawn = random.Random(dice).sample(sorted(told), 3)
    barred: tuple[Change, ...] = tuple(ItemBarred(item, index.spot(item, told[item]).block or "") for item in drawn)
    return repair(problem, told, barred, allowance=allowance, seconds=seconds, workers=workers)


def _row(case: str, change: str, done: Repaired) -> dict[str, Any]:
    first = done.repairs[0] if done.repairs else None
    return {
        "case": case,
        "change": change,
        "status": done.status,
        "moves": len(first.moved) if first else "-",
        "least": done.least_moves,
        "people": len(first.told_again) if first else "-",
        "proved": done.proved,
        "value": first.value if first else "-",
        "worse": first.worse if first else "-",
        "others": max(0, len(done.repairs) - 1),
        "seconds": round(done.seconds, 1),
        "load": round(os.getloadavg()[0], 1),
    }


if __name__ == "__main__":
    sys.exit(main())
