"""Runs of the planner as pages read them: rows of a list, how each ended, its curve."""

from typing import Any

from django.db.models import QuerySet

from jobs.models import Job, JobState
from rendering.charts import CurvePoint, curve
from scheduling.engine.weights import USUAL_RULES
from scheduling.tasks import PLAN
from workshops.models import Meeting

ENDINGS = {
    "optimal": "Proved: no better plan exists under these rules.",
    "feasible": "A complete plan; a better one may exist, down to the bound.",
    "infeasible": "Proved: no plan that keeps the rules that must hold has a place for every session.",
    "none": "No plan with a place for every session was found in that time.",
}

CUT = {
    "asked": "Stopped when somebody asked it to. This is the best plan that it had found by then.",
    "memory": "Stopped when it needed more memory than it is given. This is the best plan that it had found by then.",
    "idle": "It had found nothing better for long and ended early. A better plan may exist, down to the bound.",
}
"""Why a run ended before its time, by `ended` of scheduling.engine.solver.Result."""


def runs_of(meeting: Meeting) -> QuerySet[Job]:
    """Every run over a draft of this meeting, the newest first, without what it found."""
    keys = [str(key) for key in meeting.versions.values_list("pk", flat=True)]
    return Job.objects.filter(kind=PLAN, key__in=keys)


def rows_of(runs: QuerySet[Job]) -> QuerySet:
    """What a list tells of runs, a dictionary each: the plans themselves stay in the database."""
    told = ("value", "bound", "gap", "placed", "status", "ended", "asked")
    return runs.values("id", "state", "key", "created_at", *(f"result__{each}" for each in told))


def has_plan(job: Job) -> bool:
    return not job.is_living and "places" in job.result


def ending(job: Job) -> tuple[str, str]:
    """How a run ended: the kind of notice, and the sentence."""
    found = job.result
    if "places" not in found:
        return "warn", job.message or "This run ended before it found a plan."
    if job.state != JobState.DONE:
        return "warn", f"{job.message} This is the best plan that it had found by then."
    if found.get("ended") in CUT:
        return "info", CUT[found["ended"]]
    kind = "ok" if found["status"] == "optimal" else "info" if found["status"] == "feasible" else "warn"
    return kind, ENDINGS[found["status"]]


def curve_of(found: dict[str, Any]) -> list[CurvePoint]:
    """From where on no more sessions are without a place than at the end: before, the numbers are beyond all
    measure."""
    points = [CurvePoint(*point) for point in found.get("curve") or []]
    return [each for each in points if each.value < points[-1].value + USUAL_RULES.unplaced.weight]


def drawn(found: dict[str, Any]):
    return curve(curve_of(found), title="Penalty and bound over time", value="penalty", floor="bound")
