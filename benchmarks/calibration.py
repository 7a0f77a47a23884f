"""Does calibration find the best proposals, and is it as sure as it should be?

    python -m benchmarks.calibration [--input FILE.json.gz] [--json]

The file is a list of simulated committees whose truth is known: for each, `size` and `bias` (none, nips, strong or
scale: how much readers differ), `n` and `reviewers`, the readings as the columns `proposal`, `reviewer` and `score`,
then `true_quality` and `true_offset`, in one unit. Without a file a small sample is made on the spot. Every bar is
asserted for the kinds of bias that the file has; the exit is 1 where one is missed.
"""

import argparse
import gzip
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.judging import Bar, Judged, judged, unit_of

TOLD = {
    "strong: shrunken above raw": Bar(("strong",), "gain", 0.04),
    "none: shrunken above raw": Bar(("none",), "gain", -0.02),
    "scale: shrunken above raw": Bar(("scale",), "gain", 0.01),
    "all: shrunken above z-score": Bar((), "gain_over_z", 0.0),
    "all: Brier score of P(top K)": Bar((), "brier", None, 0.105),
    "all: cover of the 90 % interval": Bar((), "cover", 0.82, 0.95),
    "strong: correlation of offsets": Bar(("strong",), "correlation", 0.9),
}


SIZES = ((20, 8, 3), (40, 12, 4), (60, 20, 4), (40, 10, 5))
KINDS = {"none": (0.0, 0.0), "nips": (0.45, 0.0), "strong": (1.0, 0.0), "scale": (0.7, 0.25)}
"""How much readers differ in their offsets, and in the length of scale that they use."""


def sample(seed: int = 1, each: int = 6) -> list[dict[str, Any]]:
    """Committees of four sizes and four kinds of readers, made as those of the file are."""
    rng = np.random.default_rng(seed)
    return [committee(rng, size, kind) for size in SIZES for kind in KINDS for _ in range(each)]


def committee(rng: np.random.Generator, size: tuple[int, int, int], kind: str) -> dict[str, Any]:
    n, readers, times = size
    spread, stretch = KINDS[kind]
    quality, offset = rng.standard_normal(n), spread * rng.standard_normal(readers)
    length = np.exp(stretch * rng.standard_normal(readers))
    proposal = np.repeat(np.arange(n), times)
    reviewer = np.concatenate([rng.choice(readers, times, replace=False) for _ in range(n)])
    felt = length[reviewer] * (quality[proposal] + rng.standard_normal(len(proposal))) + offset[reviewer]
    return {
        "size": "x".join(map(str, size)),
        "bias": kind,
        "n": n,
        "reviewers": readers,
        "proposal": proposal.tolist(),
        "reviewer": reviewer.tolist(),
        "score": np.clip(np.rint(5 + 1.35 * felt), 1, 9).astype(int).tolist(),
        "true_quality": quality.tolist(),
        "true_offset": offset.tolist(),
    }


def measure(committees: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Every figure, by kind of bias and over all."""
    unit = unit_of(committees)
    rows = [judged(each, unit) for each in committees]
    kinds = sorted({row.bias for row in rows})
    return {kind: _means([row for row in rows if row.bias == kind]) for kind in kinds} | {"all": _means(rows)}


def _means(rows: Sequence[Judged]) -> dict[str, float]:
    names = ("raw", "z", "shrunken", "brier", "cover", "correlation")
    found = {name: float(np.mean([getattr(row, name) for row in rows])) for name in names}
    gains = {"gain": found["shrunken"] - found["raw"], "gain_over_z": found["shrunken"] - found["z"]}
    return found | gains | {"committees": len(rows)}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.calibration", description=__doc__.splitlines()[0])
    parser.add_argument("--input", type=Path, help="committees as .json or .json.gz")
    parser.add_argument("--json", action="store_true", help="one line of JSON instead of a table")
    asked = parser.parse_args(arguments)
    begun = time.process_time()
    figures = measure(read(asked.input) if asked.input else sample())
    seconds = time.process_time() - begun
    verdicts = {told: bar.verdict(figures) for told, bar in TOLD.items() if bar.applies(figures)}
    if asked.json:
        print(json.dumps({"figures": figures, "seconds": round(seconds, 3), "passed": all(verdicts.values())}))
    else:
        show(figures, verdicts, seconds)
    return 0 if all(verdicts.values()) else 1


def read(path: Path) -> list[dict[str, Any]]:
    body = path.read_bytes()
    found: list[dict[str, Any]] = json.loads(gzip.decompress(body) if path.suffix == ".gz" else body)
    return found


def show(figures: dict[str, Any], verdicts: dict[str, bool], seconds: float) -> None:
    print(f"{'':8}{'committees':>11}{'raw':>8}{'z-score':>9}{'shrunken':>10}{'Brier':>8}{'cover':>8}{'offsets':>9}")
    for kind, row in figures.items():
        print(
            f"{kind:8}{row['committees']:11}{row['raw']:8.3f}{row['z']:9.3f}{row['shrunken']:10.3f}"
            f"{row['brier']:8.3f}{row['cover']:8.3f}{row['correlation']:9.3f}"
        )
    for told, passed in verdicts.items():
        print(f"{'ok    ' if passed else 'FAILED'} {told} {TOLD[told].words(figures)}")
    print(f"{seconds:.1f} s CPU")


if __name__ == "__main__":
    sys.exit(main())
