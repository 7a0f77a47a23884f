"""Two workers that are handed the same job, two people who ask for the same one: it is run once."""

import threading

import pytest
from django.db import connection

from jobs import running
from jobs.actions import enqueue
from jobs.models import Job, JobState
from jobs.registry import handles


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_runs_the_job(kinds, at):
    runs = []
    handles("test.work", queue="quick")(lambda run: runs.append(run.job.pk))
    job = Job.objects.create(kind="test.work", created_at=at)
    at_once(lambda: running.run(job.pk))
    job.refresh_from_db()
    assert (runs, job.state, job.attempts) == ([job.pk], JobState.DONE, 1)


@pytest.mark.django_db(transaction=True)
def test_of_many_who_ask_for_the_same_all_get_the_one_job(kinds, at, monkeypatch):
    handles("test.work", queue="quick")(lambda run: None)
    monkeypatch.setattr("jobs.actions.hand_over", lambda job, at: None)  # it stays alive
    got = []
    at_once(lambda: got.append(enqueue("test.work", by=None, at=at, key="book 3").pk))
    assert got == [Job.objects.get().pk] * 6


def at_once(do):
    """Six threads that begin together."""
    together = threading.Barrier(6)

    def work():
        together.wait()
        do()
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(6)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
