"""A job that takes long at its first try, and a worker that soon takes a silent one for dead."""

import os
import time
from datetime import timedelta
from pathlib import Path

from django.apps import AppConfig


class SlowWorkConfig(AppConfig):
    name = "tests.jobs"
    label = "slow_work"

    def ready(self):
        from jobs import heart, reaping
        from jobs.registry import handles

        heart.BEAT_SECONDS = 0.2
        reaping.STALE_AFTER = timedelta(seconds=2)
        handles("test.slow", queue="long", title="Slow work")(work)


def work(run):
    """Leaves a line for each try; only the first one is slow."""
    trace = Path(os.environ["SLOW_WORK_TRACE"])
    with trace.open("a") as lines:
        lines.write(f"try {run.job.attempts}\n")
    if run.job.attempts == 1:
        time.sleep(60)
    return {"try": run.job.attempts}
