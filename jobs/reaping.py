"""What killed workers and silent engines leave behind is taken up again."""

from datetime import datetime, timedelta

from django.db import transaction

from jobs.actions import hand_over, hand_over_on_commit
from jobs.models import Job, JobState
from jobs.registry import KINDS

STALE_AFTER = timedelta(seconds=45)
"""A working job writes every five seconds; so long without a word means that its worker is gone."""

TELL_AGAIN_AFTER = timedelta(minutes=5)
"""A waiting job's message to the engine may be lost; saying it twice is harmless."""

KEEP_OWN_WORK = timedelta(days=1)
"""Finished work that nobody asked for (sending mail) is kept so long."""


def reap(at: datetime) -> int:
    """Queue abandoned jobs again until their tries are used up; tell the engine what it forgot. Returns how many."""
    taken_up = 0
    for job in Job.objects.stale(at - STALE_AFTER):
        taken_up += take_up(job, at)
    for job in Job.objects.unheard(at - TELL_AGAIN_AFTER).filter(created_at__lt=at - STALE_AFTER):
        hand_over(job, at=at)
        taken_up += 1
    Job.objects.filter(by=None, state=JobState.DONE, finished_at__lt=at - KEEP_OWN_WORK).delete()
    return taken_up


@transaction.atomic
def take_up(job: Job, at: datetime) -> int:
    """Queue again, or fail, one job whose worker is gone; 0 when it has come back to life meanwhile."""
    still = Job.objects.filter(
        pk=job.pk, state=JobState.RUNNING, attempts=job.attempts, heartbeat_at=job.heartbeat_at
    )
    if job.cancel_asked:
        return still.update(state=JobState.CANCELLED, finished_at=at, message="Cancelled; its worker had stopped.")
    if job.kind not in KINDS or job.attempts >= KINDS[job.kind].attempts:
        sentence = f"The worker was stopped while doing this, {times(job.attempts)}; it was not tried again."
        return still.update(state=JobState.FAILED, finished_at=at, message=sentence)
    queued = still.update(state=JobState.QUEUED, message="The worker was stopped; this starts again.")
    if queued:
        hand_over_on_commit(job, at=at)
    return queued


def times(number: int) -> str:
    return "once" if number == 1 else "twice" if number == 2 else f"{number} times"
