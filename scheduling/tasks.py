"""Background work of this floor."""

from django.urls import reverse

from jobs.registry import handles
from jobs.running import Run
from scheduling.models import Version
from scheduling.planner.explaining import explain
from scheduling.planner.planning import run_planner
from scheduling.planner.repairing import run_repair

PLAN = "scheduling.plan"
REPAIR = "scheduling.repair"
EXPLAIN = "scheduling.explain"
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


@handles(REPAIR, queue="long", attempts=2, title="Mend the schedule")
def repair(run: Run) -> dict:
    """Look for ways to mend what people were told. Run again, it looks again."""
    version = Version.objects.select_related("meeting").get(pk=run.params["version"])
    page = reverse("repair", args=[version.meeting.slug, run.job.pk])
    return run_repair(version, run.params["asked"]) | {"address": page, "label": "Look at the ways to mend it"}


@handles(EXPLAIN, queue="long", attempts=2, title="Explain the schedule")
def why(run: Run) -> dict:
    """Price the unmet wishes of a draft, and find the rules that collide. Run again, it looks again."""
    version = Version.objects.select_related("meeting").get(pk=run.params["version"])
    page = reverse("explanation", args=[version.meeting.slug])
    return explain(version, seconds=run.params["seconds"]) | {"address": page, "label": "Read why"}
