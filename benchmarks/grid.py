"""How well and how fast is a program of 600 to 900 sessions planned, from nothing and from a shuffled plan?

    python -m benchmarks.grid [--seconds 120] [--workers 2] [--seeds 1 2] [--rooms 30] [--days 2] [--json]

The programs are made by a dice (`festival`): tracks at home in one or two rooms, talks of 15 to 60 minutes, speakers
with two or three talks, plenaries, wishes. A row passes when everything is placed, nobody and no room is twice at a
time, no length is changed and no track is away from home. The exit is 1 where one does not.
"""

import argparse
import json
import os
import random
import sys
from collections.abc import Sequence
from typing import Any

from benchmarks.festival import Festival, festival
from scheduling.engine.check import check
from scheduling.engine.problem import Placement
from scheduling.engine.solver import plan

STARTS = ("empty", "shuffled")
HEAD = ("seed", "start", "sessions", "placed", "hard", "away", "value", "bound", "gap", "status", "seconds", "load")


def main(asked: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--rooms", type=int, default=30)
    parser.add_argument("--days", type=int, default=2)
    parser.add_argument("--json", action="store_true", help="a line of JSON for each row")
    given = parser.parse_args(asked)
    if not given.json:
        print("  ".join(f"{each:>9}" for each in HEAD), flush=True)
    passed = True
    for seed in given.seeds:
        made = festival(seed=seed, rooms=given.rooms, days=given.days)
        for start in STARTS:
            row = measured(made, seed, start, given)
            passed = passed and row["placed"] == row["sessions"] and not row["hard"] and not row["away"]
            print(json.dumps(row) if given.json else "  ".join(f"{row[each]!s:>9}" for each in HEAD), flush=True)
    return 0 if passed else 1


def measured(made: Festival, seed: int, start: str, given: argparse.Namespace) -> dict[str, Any]:
    """One planning, judged by the checker alone; a length cannot change, as a place is a room and a start."""
    began = shuffled(made, seed) if start == "shuffled" else None
    result = plan(made.problem, began, seconds=given.seconds, workers=given.workers, seed=seed)
    report = check(made.problem, result.plan)
    return {
        "seed": seed,
        "start": start,
        "sessions": len(made.problem.items),
        "placed": len(result.plan),
        "hard": report.hard,
        "away": sum(each.rule == "topic_home" for each in report.violations),
        "value": report.value,
        "bound": result.bound,
        "gap": round(result.gap, 3),
        "status": result.status,
        "seconds": round(result.seconds, 1),
        "load": round(os.getloadavg()[0], 1),
    }


def shuffled(made: Festival, seed: int) -> dict[str, Placement]:
    """Every session at the place of another."""
    places = list(made.cut_from.values())
    random.Random(seed).shuffle(places)
    return dict(zip(made.cut_from, places, strict=True))


if __name__ == "__main__":
    sys.exit(main())
