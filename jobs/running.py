"""A job under way: claimed once, telling how far it is, stopped when asked, failed with a sentence."""

import logging

from django.db.models import F
from django.utils import timezone

from jobs.heart import Heart
from jobs.models import Job, JobState
from jobs.registry import KINDS
from people.refusal import Refused

log = logging.getLogger(__name__)

TELL_SECONDS = 1.0
"""Progress is written at most this often."""

SORRY = "Something went wrong on our side. What was there before is unchanged."


class Cancelled(Exception):  # noqa: N818
    """Raised by Run.tell in a handler whose job was asked to stop, or was given to another worker."""


class Run:
    """What a handler sees of its job."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.params = job.params
        self._told_at = job.started_at or job.created_at

    def tell(self, progress: int, message: str = "") -> None:
        """Say how far it is (0 to 100); raises Cancelled when somebody asked to stop."""
        now = timezone.now()
        if (now - self._told_at).total_seconds() < TELL_SECONDS:
            return
        self._told_at = now
        claimed(self.job).update(progress=min(max(progress, 0), 100), message=message[:300], heartbeat_at=now)
        if self.should_stop():
            raise Cancelled

    def keep(self, progress: int, message: str, result: dict) -> None:
        """Write how far it is and what there is so far: a job that is killed leaves that behind. Never raises; who
        uses it asks `should_stop`."""
        kept = {"progress": min(max(progress, 0), 100), "message": message[:300], "result": result}
        claimed(self.job).update(**kept, heartbeat_at=timezone.now())

    def should_stop(self) -> bool:
        """Did somebody ask to stop, or has another worker the job now? For handlers that an exception cannot stop."""
        return not claimed(self.job).filter(cancel_asked=False).exists()


def claim(job_id: int) -> Job | None:
    """Compare and set: of several workers handed the same job, one gets it."""
    now = timezone.now()
    won = Job.objects.filter(pk=job_id, state=JobState.QUEUED).update(
        state=JobState.RUNNING, started_at=now, heartbeat_at=now, attempts=F("attempts") + 1
    )
    return Job.objects.get(pk=job_id) if won else None


def claimed(job: Job):
    """The job's row while this very claim of it holds."""
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)


def run(job_id: int) -> None:
    """Run a queued job to its end. Never raises: what went wrong is told on the row and in the log."""
    job = claim(job_id)
    if job is None:
        return
    try:
        with Heart(job):
            result = KINDS[job.kind].handler(Run(job)) or {}
    except Cancelled:
        finish(job, JobState.CANCELLED, message="Cancelled.")
    except Refused as refused:
        finish(job, JobState.FAILED, message=str(refused)[:300])
    except Exception as fault:
        log.exception("job %s %s failed", job.pk, job.kind)
        finish(job, JobState.FAILED, message=SORRY, fault=f"{type(fault).__name__}: {fault}"[:300])
    else:
        finish(job, JobState.DONE, progress=100, message="", result=result)


def finish(job: Job, state: JobState, **fields) -> None:
    claimed(job).update(state=state, finished_at=timezone.now(), **fields)
