"""A beating heart beside a handler, so that long quiet work is not taken for a dead worker."""

import logging
import threading

from django.db import close_old_connections, connection
from django.utils import timezone

from jobs.models import Job, JobState

log = logging.getLogger(__name__)

BEAT_SECONDS = 5
"""A handler shorter than this never starts to beat."""


class Heart:
    """`with Heart(job):` writes the job's heartbeat from a thread of its own until the block ends."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"heart of job {job.pk}", daemon=True)

    def __enter__(self) -> "Heart":
        self._thread.start()
        return self

    def __exit__(self, *fault) -> None:
        self._ended.set()
        self._thread.join()

    def _beat(self) -> None:
        try:
            while not self._ended.wait(BEAT_SECONDS):
                self._write()
        finally:
            connection.close()

    def _write(self) -> None:
        try:
            close_old_connections()
            row = Job.objects.filter(pk=self._job.pk, state=JobState.RUNNING, attempts=self._job.attempts)
            row.update(heartbeat_at=timezone.now())
        except Exception:  # a database that is busy or away for a moment must not stop the handler
            log.warning("the heartbeat of job %s could not be written", self._job.pk, exc_info=True)
