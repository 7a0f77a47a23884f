"""Where the sets of public data lie that are too large, or not ours, to stand in the project."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def folder(name: str) -> Path | None:
    """`name` in $BENCHMARK_DATA, else in `shared/data` beside the project; None where there is neither."""
    given = os.environ.get("BENCHMARK_DATA")
    found = (Path(given) if given else ROOT.parent / "shared" / "data") / name
    return found if found.is_dir() else None
