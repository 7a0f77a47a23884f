"""The planner on the public benchmark CoSPLib, from a cold start.

    python -m benchmarks.cosplib INSTANCE.xlsx [--seconds 300] [--workers 2] [--seed 1] [--out SOLUTION.xlsx] [--json]
    python -m benchmarks.cosplib [--data FOLDER]

`value` is not the planner's word: the schedule is written to a file in the library's layout, read back, and scored
by the naive evaluator. `bound` holds for the plans that `scope` names; `global_bound` holds for every plan. Without
an instance, every workbook of the folder is planned and stands in a table beside the values in its reference.json:
the library's shipped schedule, its hyper-heuristic, its matheuristic, and the best one known to us.
"""

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path
from time import monotonic
from typing import Any

from benchmarks.cosplib import naive
from benchmarks.where import folder as folder_of
from scheduling.cosplib.model import WorkbookError
from scheduling.cosplib.reading import read
from scheduling.cosplib.solution import write_solution
from scheduling.engine.solver import plan

EVERY_PLAN = "every plan"
BESIDE = ("shipped", "hyper_heuristic_60s", "matheuristic_90s", "reference")


def measure(file: Path, out: Path, given: argparse.Namespace) -> dict[str, Any]:
    """Plan one workbook within the seconds, write the schedule, and score what was written."""
    began = monotonic()
    problem = read(file).problem
    result = plan(problem, seconds=given.seconds - (monotonic() - began), workers=given.workers, seed=given.seed)
    write_solution(problem, result.plan, out)
    seconds = monotonic() - began
    instance = naive.load(file)
    schedule = naive.load_schedule(out, instance)
    faults = naive.faults(instance, schedule)
    narrow = result.narrow_bound > result.bound
    return {
        "instance": file.stem,
        "value": naive.value(instance, schedule),
        "bound": result.narrow_bound if narrow else result.bound,
        "scope": result.narrow_scope if narrow else EVERY_PLAN,
        "global_bound": result.bound,
        "status": result.status if not faults else "invalid",
        "seconds": round(seconds, 1),
        "faults": faults[:5],
        "terms": {str(term): cost for term, cost in naive.terms(instance, schedule).items() if cost},
        "said": result.value,
        "load": round(os.getloadavg()[0], 1),
    }


def table(folder: Path, given: argparse.Namespace) -> bool:
    """Every workbook of the folder; whether all schedules are valid and what the planner said of them is true."""
    known = folder / "reference.json"
    references = json.loads(known.read_text()) if known.exists() else {}
    head = ("instance", "value", "bound", "global", "status", "seconds", *BESIDE)
    print("  ".join(f"{each:>15}" for each in head), flush=True)
    fine = True
    for file in sorted(folder.glob("*.xlsx")):
        with tempfile.TemporaryDirectory() as scratch:
            row = measure(file, Path(scratch) / file.name, given)
        fine = fine and not row["faults"] and row["said"] == row["value"]
        told = references.get(file.stem, {})
        cells = [
            *(row[each] for each in ("instance", "value", "bound", "global_bound", "status", "seconds")),
            *(told.get(each) if told.get(each) is not None else "-" for each in BESIDE),
        ]
        print("  ".join(f"{each!s:>15}" for each in cells), flush=True)
    return fine


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("instance", type=Path, nargs="?")
    asked.add_argument("--data", type=Path, help="folder of workbooks; default: the public data beside the project")
    asked.add_argument("--seconds", type=float, default=300, help="wall time of the whole planning")
    asked.add_argument("--workers", type=int, default=2)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--out", type=Path, help="where to write the schedule")
    asked.add_argument("--json", action="store_true", help="one line of JSON")
    given = asked.parse_args()
    try:
        sys.exit(_one(given) if given.instance else _all(given))
    except (OSError, WorkbookError) as fault:
        sys.exit(str(fault))


def _all(given: argparse.Namespace) -> bool:
    folder = given.data or folder_of("cosplib")
    if folder is None or not list(folder.glob("*.xlsx")):
        sys.exit("No workbooks there. Give --data FOLDER with the library's .xlsx files.")
    return not table(folder, given)


def _one(given: argparse.Namespace) -> bool:
    with tempfile.TemporaryDirectory() as scratch:
        row = measure(given.instance, given.out or Path(scratch) / given.instance.name, given)
    if given.json:
        print(json.dumps(row))
    else:
        print(f"{row['instance']}: value {row['value']}, {row['status']}, {row['seconds']} seconds")
        print(f"  bound {row['bound']} for {row['scope']}; for {EVERY_PLAN}: {row['global_bound']}")
        print("  terms " + ", ".join(f"{term}: {cost}" for term, cost in row["terms"].items()))
    return bool(row["faults"]) or row["said"] != row["value"]


if __name__ == "__main__":
    main()
