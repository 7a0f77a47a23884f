"""Ask for background work, and ask it to stop."""

from datetime import datetime
from typing import Any

from django.db import transaction

from jobs.models import Job, JobState
from jobs.registry import KINDS
from jobs.tasks import run_job


def enqueue(kind: str, *, by: Any, at: datetime, key: str = "", **params: Any) -> Job:
    """Queue a job once the surrounding transaction has committed; a living job of the same kind and key is returned
    instead of a second one. `params` must be plain JSON values.
    """
    with transaction.atomic():
        living = Job.objects.select_for_update().living().about(kind, key).first() if key else None
        if living:
            return living
        job = Job.objects.create(kind=kind, key=key, params=params, queue=KINDS[kind].queue, by=by, created_at=at)
        transaction.on_commit(lambda: hand_over(job))
    return job


def hand_over(job: Job) -> None:
    """Give the job to the engine of its queue."""
    run_job.using(queue_name=job.queue).enqueue(job.pk)


def cancel(job: Job, *, by: Any, at: datetime) -> Job:
    """A waiting job is cancelled at once, a working one as soon as its handler looks up."""
    waiting = Job.objects.filter(pk=job.pk, state=JobState.QUEUED)
    if not waiting.update(state=JobState.CANCELLED, finished_at=at, message="Cancelled before it began."):
        Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(cancel_asked=True)
    job.refresh_from_db()
    return job
