"""`python -m benchmarks.assignment [--data DIR]`: the assignment engine beside the optimum of the linear programme.

Every .npz of the folder is solved in mode *total* and held against HiGHS (scipy's) in the same run, then in mode
*fair*; then the hard case of MIDL, committees with rules, and a conference of 911 x 2,435, which is drawn. A bar that
is missed ends the run with 1.

`--input FILE.npz --mode total|fair [--load-min N --load-max N --floor SHARE] --json` prints one line about one set:
total, worst, conflicts, bound (of the total, or in mode fair of the worst), seconds (of computing).

A set holds `similarity` and `conflict` (proposals x reviewers), `demand` (proposals), `load_min` and `load_max`
(reviewers). Negative similarities count as none. Without --data: the folder `assignment` of the public data
(benchmarks/where.py), else small sets drawn here.
"""

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from time import process_time

import numpy as np

from benchmarks.where import folder
from reviews.engine.assignment import Problem, Shortage, Solution, solve

SEED = 20


@dataclass(frozen=True)
class Row:
    """One line of the report: what was measured, and the bars it misses."""

    name: str
    what: str
    solution: Solution
    missed: tuple[str, ...]

    def __str__(self):
        found = self.solution
        said = f"total {found.total:9.4f}  worst {found.worst:.4f}  bound {found.bound:9.4f}  {found.seconds:5.2f} s"
        proof = "proved" if found.proven else f"total at most {found.ceiling:.4f}"
        return f"{self.name:22} {self.what:22} {said}  {proof}  {'; '.join(self.missed) or 'ok'}"


def read(path, low=None, high=None):
    """The problem in a file, with other loads where they are given."""
    held = np.load(path)
    people = len(held["load_max"])
    lows = held["load_min"] if low is None else np.full(people, low)
    highs = held["load_max"] if high is None else np.full(people, high)
    score = np.maximum(np.asarray(held["similarity"], np.float64), 0.0)
    loads = np.stack([lows, highs], axis=1).astype(np.int64)
    return Problem(held["demand"].astype(np.int64), loads, score, held["conflict"].astype(bool))


def linear_optimum(problem):
    """The optimum of the linear programme, by HiGHS."""
    from scipy.optimize import linprog
    from scipy.sparse import csr_array, vstack

    rows, columns = np.nonzero(~problem.blocked)
    count = np.arange(len(rows))
    by_proposal = csr_array((np.ones(len(rows)), (rows, count)), shape=(len(problem.demand), len(rows)))
    by_person = csr_array((np.ones(len(rows)), (columns, count)), shape=(len(problem.loads), len(rows)))
    return -linprog(
        -problem.score[rows, columns],
        A_ub=vstack([by_person, -by_person]),
        b_ub=np.concatenate([problem.loads[:, 1], -problem.loads[:, 0]]),
        A_eq=by_proposal,
        b_eq=problem.demand,
        bounds=(0, 1),
        method="highs",
    ).fun


def broken(problem, solution):
    """The hard rules that a solution breaks, looked at anew."""
    chosen = np.zeros(problem.score.shape, bool)
    for pair in solution.pairs:
        chosen[pair] = True
    load = chosen.sum(0)
    found = []
    if (chosen & problem.blocked).any():
        found.append("reads in conflict")
    if (chosen.sum(1) != problem.demand).any():
        found.append("demand not met exactly")
    if (load < problem.loads[:, 0]).any() or (load > problem.loads[:, 1]).any():
        found.append("load out of range")
    if problem.seniors is not None and not (chosen & problem.seniors).any(1).all():
        found.append("a proposal without a senior")
    for house in set(problem.institutions):
        same = np.array([name == house for name in problem.institutions])
        if (chosen[:, same].sum(1) > 1).any():
            found.append("two readers of an institution")
            break
    return found


def measured(name, what, problem, bars=(), **asked):
    """Solves twice: the second answer has to be the first one. `bars` are (words, whether a solution meets it)."""
    first, second = (solve(problem, seed=SEED, **asked) for _ in range(2))
    missed = broken(problem, first) + [words for words, meets in bars if not meets(first)]
    if first.pairs != second.pairs:
        missed.append("another answer for the same seed")
    return Row(name, what, first, tuple(missed))


def same_as_linear(problem):
    optimum = linear_optimum(problem)
    words = f"the linear optimum is {optimum:.6f}"
    return words, lambda found: abs(found.total - optimum) < 1e-6 * max(optimum, 1.0)


def at_least(name, value):
    return f"{name} below {value:.4f}", lambda found: getattr(found, name) >= value


def within(seconds):
    return f"more than {seconds} s", lambda found: found.seconds <= seconds


def of_sets(paths):
    for path in paths:
        problem = read(path)
        yield measured(path.stem, "total", problem, [same_as_linear(problem)], mode="total")
        yield measured(path.stem, "fair", problem, mode="fair")


def of_midl(path):
    """The bars of the literature on the medical-imaging conference, easy (0..4) and hard (2..4)."""
    easy, hard = read(path, 0, 4), read(path, 2, 4)
    yield measured("midl", "total, load 0..4", easy, [same_as_linear(easy)], mode="total")
    bars = [at_least("worst", 0.9448 - 1e-4), at_least("total", 201.0)]
    yield measured("midl", "fair, load 0..4", easy, bars, mode="fair")
    bars = [at_least("worst", 0.90), at_least("total", 136.0)]
    yield measured("midl", "fair, load 2..4", hard, bars, mode="fair")
    bars = [at_least("total", 145.0), ("below its floor", lambda found: found.worst >= 0.7 * found.attained - 1e-9)]
    yield measured("midl", "floor 70 %, load 2..4", hard, bars, mode="fair", floor=0.7)


def committee(seed):
    """40 proposals, 15 people of 9 institutions, 6 of them senior: what a society's committee looks like."""
    chance = np.random.default_rng(seed)
    suits = chance.beta(2, 5, size=(40, 8)) @ chance.dirichlet(np.full(8, 0.3), size=15).T
    return Problem(
        demand=np.full(40, 4),
        loads=np.tile([8, 12], (15, 1)),
        score=suits / suits.max(),
        blocked=chance.random((40, 15)) < 0.05,
        seniors=np.tile(np.arange(15) % 5 < 2, (40, 1)),
        institutions=[f"institution {place % 9}" for place in range(15)],
        roles=("primary", "secondary"),
    )


def of_committees(seeds):
    for seed in seeds:
        for mode in ("total", "fair"):
            yield measured(f"committee {seed}", f"{mode}, with rules", committee(seed), [within(2.0)], mode=mode)


def conference(proposals=911, people=2435):
    chance = np.random.default_rng(SEED)
    return Problem(
        demand=np.full(proposals, 3),
        loads=np.tile([0, 6], (people, 1)),
        score=chance.beta(1, 9, size=(proposals, people)),
        blocked=chance.random((proposals, people)) < 0.01,
    )


def rows(folder):
    paths = sorted(folder.glob("*.npz")) if folder else []
    yield from of_sets(paths)
    yield from (row for path in paths if path.stem == "midl" for row in of_midl(path))
    if not folder:
        small = conference(60, 40)
        yield measured("drawn 60 x 40", "total", small, [same_as_linear(small)], mode="total")
        yield measured("drawn 60 x 40", "fair", small, mode="fair")
    yield from of_committees(range(4))
    if folder:
        yield measured("drawn 911 x 2435", "total", conference(), [within(5.0)], mode="total")


def one(arguments):
    """One line about one set, or why it has no assignment."""
    problem = read(arguments.input, arguments.load_min, arguments.load_max)
    begun = process_time()
    found = solve(problem, mode=arguments.mode, floor=arguments.floor, seed=arguments.seed)
    if isinstance(found, Shortage):
        proposals, people = problem.score.shape
        names = [f"{place}" for place in range(max(proposals, people))]
        print("\n".join(found.sentences(names, [f"reviewer {name}" for name in names])), file=sys.stderr)
        return 1
    conflicts = sum(bool(problem.blocked[pair]) for pair in found.pairs)
    line = {
        "total": found.total,
        "worst": found.worst,
        "conflicts": conflicts,
        "bound": found.bound,
        "seconds": process_time() - begun,
    }
    print(json.dumps(line) if arguments.json else "  ".join(f"{key} {value:.6g}" for key, value in line.items()))
    return 0


def main(words=None):
    asked = argparse.ArgumentParser(prog="python -m benchmarks.assignment", description=__doc__.split("\n")[0])
    asked.add_argument("--data", type=Path, help="a folder of .npz sets")
    asked.add_argument("--input", type=Path, help="one set")
    asked.add_argument("--mode", choices=("total", "fair"), default="fair")
    asked.add_argument("--load-min", type=int)
    asked.add_argument("--load-max", type=int)
    asked.add_argument("--floor", type=float, default=1.0)
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--json", action="store_true")
    arguments = asked.parse_args(words)
    if arguments.input:
        return one(arguments)
    missed = 0
    for row in rows(arguments.data or folder("assignment")):
        print(row, flush=True)
        missed += len(row.missed)
    print(f"{missed} bars missed." if missed else "Every bar is met.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
