"""Two workers that are handed the same job at the same moment: one runs it."""

import threading

import pytest
from django.db import connection

from jobs import running
from jobs.models import Job, JobState
from jobs.registry import handles


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_runs_the_job(kinds, at):
    runs = []
    handles("test.work", queue="quick")(lambda run: runs.append(run.job.pk))
    job = Job.objects.create(kind="test.work", created_at=at)
    together = threading.Barrier(6)

    def work():
        together.wait()
        running.run(job.pk)
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(6)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    job.refresh_from_db()
    assert (runs, job.state, job.attempts) == ([job.pk], JobState.DONE, 1)
