"""Background work of this floor."""

from jobs.registry import handles
from jobs.running import Run
from scheduling.models import Version
from scheduling.planning import run_planner

PLAN = "scheduling.plan"


@handles(PLAN, queue="long", attempts=2)
def plan(run: Run) -> dict:
    """Plan a draft; asked to stop, it ends with the best so far."""
    version = Version.objects.get(pk=run.params["version"])
    seconds = run.params["seconds"]

    def tell(value: int, bound: int, passed: float) -> None:
        run.tell(min(99, int(100 * passed / seconds)), f"Penalty {value}, no plan can be below {bound}")

    return run_planner(version, seconds=seconds, workers=2, on_progress=tell, should_stop=run.should_stop)
