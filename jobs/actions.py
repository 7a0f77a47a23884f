"""Ask for background work, ask it to stop, ask for it again."""

import logging
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from jobs import rules
from jobs.models import Job, JobState
from jobs.registry import KINDS
from jobs.tasks import run_job
from people.refusal import insist

log = logging.getLogger(__name__)


@transaction.atomic
def enqueue(kind: str, *, by: Any, at: datetime, key: str = "", **params: Any) -> Job:
    """Queue a job once the surrounding transaction has committed; a living job of the same kind and key is returned
    instead of a second one. `params` must be plain JSON values; `by` is None for the machine's own work.
    """
    living = Job.objects.living().about(kind, key)
    job = living.first() if key else None
    if job:
        return job
    try:
        with transaction.atomic():
            job = Job.objects.create(kind=kind, key=key, params=params, queue=KINDS[kind].queue, by=by, created_at=at)
    except IntegrityError:  # somebody asked for the same in this very moment
        return living.get()
    hand_over_on_commit(job, at=at)
    return job


@transaction.atomic
def cancel(job: Job, *, by: Any, at: datetime) -> Job:
    """A waiting job is cancelled at once, a working one as soon as its handler looks up."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    insist(rules.cancel(by, job))
    if job.state == JobState.QUEUED:
        job.state, job.finished_at, job.message = JobState.CANCELLED, at, "Cancelled before it began."
    job.cancel_asked = True
    job.save(update_fields=["state", "finished_at", "message", "cancel_asked"])
    return job


@transaction.atomic
def retry(job: Job, *, by: Any, at: datetime) -> Job:
    """Ask again for a job that failed or was cancelled; gives the new job, or the living one of the same key."""
    insist(rules.retry(by, job))
    return enqueue(job.kind, by=by, at=at, key=job.key, **job.params)


def hand_over_on_commit(job: Job, *, at: datetime) -> None:
    transaction.on_commit(lambda: hand_over(job, at=at))


def hand_over(job: Job, *, at: datetime) -> None:
    """Tell the engine of the job's queue. One that does not answer loses nothing: `reaping.reap` tells it again."""
    try:
        run_job.using(queue_name=job.queue).enqueue(job.pk)
    except Exception:
        log.exception("job %s could not be handed to its engine", job.pk)
    else:
        Job.objects.filter(pk=job.pk).update(handed_at=at)
