"""Background work of this floor."""

from django.urls import reverse

from jobs.registry import handles
from jobs.running import Run
from scheduling.models import Version
from scheduling.planning import run_planner

PLAN = "scheduling.plan"
MEMORY = 3000
"""Megabytes that a worker may hold before its search ends with the best plan so far."""


@handles(PLAN, queue="long", attempts=2, title="Plan the schedule")
def plan(run: Run) -> dict:
    """Plan a draft. The best plan so far is always on the job's row: asked to stop, it ends with that; after a killed
    worker the next one goes on from it."""
    version = Version.objects.select_related("meeting").get(pk=run.params["version"])
    seconds = run.params["seconds"]
    page = {"address": reverse("plan", args=[version.meeting.slug, run.job.pk]), "label": "Look at the plan"}

    def keep(found: dict, passed: float) -> None:
        message = f"Penalty {found['value']}, no plan can be below {found['bound']}"
        run.keep(min(99, int(100 * passed / seconds)), message, found | page)

    found = run_planner(
        version,
        seconds=seconds,
        workers=run.params.get("workers", 2),
        seed=run.params.get("seed", 0),
        memory=MEMORY,
        go_on_from=run.job.result.get("places"),
        keep=keep,
        should_stop=run.should_stop,
    )
    return found | page
