"""A job under way: claimed once, telling how far it is, stopped when asked, failed with a sentence."""

import logging

from django.db.models import F
from django.utils import timezone

from jobs.models import Job, JobState
from jobs.registry import KINDS

log = logging.getLogger(__name__)

BEAT_SECONDS = 1.0
"""Progress is written at most this often."""


class Cancelled(Exception):  # noqa: N818
    """Raised by Run.tell in a handler whose job was asked to stop."""


class Run:
    """What a handler sees of its job."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.params = job.params
        self._told_at = job.started_at

    def tell(self, progress: int, message: str = "") -> None:
        """Say how far it is (0 to 100); raises Cancelled when somebody asked to stop."""
        now = timezone.now()
        if (now - self._told_at).total_seconds() < BEAT_SECONDS and progress < 100:
            return
        self._told_at = now
        Job.objects.filter(pk=self.job.pk).update(
            progress=min(max(progress, 0), 100), message=message[:300], heartbeat_at=now
        )
        if self.should_stop():
            raise Cancelled

    def should_stop(self) -> bool:
        return Job.objects.filter(pk=self.job.pk, cancel_asked=True).exists()


def claim(job_id: int) -> Job | None:
    """Compare and set: of several workers handed the same job, one gets it."""
    now = timezone.now()
    claimed = Job.objects.filter(pk=job_id, state=JobState.QUEUED).update(
        state=JobState.RUNNING, started_at=now, heartbeat_at=now, attempts=F("attempts") + 1
    )
    return Job.objects.get(pk=job_id) if claimed else None


def run(job_id: int) -> None:
    """Run a queued job to its end. Never raises: what went wrong is told on the row and in the log."""
    job = claim(job_id)
    if job is None:
        return
    try:
        result = KINDS[job.kind].handler(Run(job)) or {}
    except Cancelled:
        finish(job, JobState.CANCELLED, message="Cancelled.")
    except Exception as fault:
        log.exception("job %s %s failed", job.pk, job.kind)
        finish(job, JobState.FAILED, message=str(fault)[:300] or type(fault).__name__)
    else:
        finish(job, JobState.DONE, progress=100, result=result)


def finish(job: Job, state: JobState, **fields) -> None:
    Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(state=state, finished_at=timezone.now(), **fields)
