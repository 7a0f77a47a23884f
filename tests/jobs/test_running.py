"""A job is claimed once, tells how far it is, stops when asked and fails with a sentence."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jobs import running
from jobs.actions import cancel, enqueue, retry
from jobs.models import Job, JobState
from jobs.registry import handles
from people.refusal import Refusal, Refused


@pytest.fixture
def start(kinds, cast, at, django_capture_on_commit_callbacks):
    """Register a handler and have it run."""

    def started(handler, **params):
        handles("test.work", queue="quick", title="Try")(handler)
        with django_capture_on_commit_callbacks(execute=True):
            job = enqueue("test.work", by=cast.paula, at=at, **params)
        job.refresh_from_db()
        return job

    return started


@pytest.fixture
def queued(kinds, cast, at):
    """A job that waits for a worker."""

    def made(handler, **fields):
        handles("test.work", queue="quick", title="Try")(handler)
        return Job.objects.create(kind="test.work", by=cast.paula, created_at=at, **fields)

    return made


def test_a_job_runs_with_its_parameters_and_keeps_its_result(start):
    job = start(lambda run: {"twice": run.params["number"] * 2}, number=21)
    assert (job.state, job.result, job.progress, job.attempts) == (JobState.DONE, {"twice": 42}, 100, 1)
    assert job.finished_at is not None


def test_a_fault_is_told_in_a_sentence_and_kept_for_staff(start):
    def break_down(run):
        raise ZeroDivisionError("no apples for 0 people")

    job = start(break_down)
    assert (job.state, job.message) == (JobState.FAILED, running.SORRY)
    assert job.fault == "ZeroDivisionError: no apples for 0 people"


def test_a_refusal_is_told_in_its_own_words(start):
    def refuse(run):
        raise Refused(Refusal("The program has no session yet.", "Place one first."))

    job = start(refuse)
    assert (job.state, job.message, job.fault) == (
        JobState.FAILED,
        "The program has no session yet. Place one first.",
        "",
    )


def test_progress_is_written_at_most_each_second(queued, monkeypatch, django_assert_num_queries):
    def work(run):
        with django_assert_num_queries(0):
            run.tell(10, "too soon")
        run._told_at -= timedelta(seconds=2)
        run.tell(120, "12 of 12")

    job = queued(work)
    running.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.fault) == (JobState.DONE, "")


def test_progress_is_seen_while_it_works(queued):
    seen = []

    def work(run):
        run._told_at -= timedelta(seconds=2)
        run.tell(30, "12 of 40 sessions")
        seen.append(Job.objects.values_list("state", "progress", "message").get())

    running.run(queued(work).pk)
    assert seen == [("running", 30, "12 of 40 sessions")]


def test_a_working_job_stops_where_it_next_looks_up(queued, cast, at):
    def work(run):
        cancel(run.job, by=cast.paula, at=at)
        assert run.should_stop()
        run._told_at -= timedelta(seconds=2)
        run.tell(50)
        raise AssertionError("it went on")

    job = queued(work)
    running.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.message) == (JobState.CANCELLED, "Cancelled.")


def test_a_waiting_job_is_cancelled_at_once_and_then_never_runs(queued, cast, at):
    job = cancel(queued(lambda run: pytest.fail("it ran")), by=cast.paula, at=at)
    running.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.message) == (JobState.CANCELLED, "Cancelled before it began.")


def test_a_finished_job_is_not_cancelled(start, cast, at):
    job = start(lambda run: None)
    with pytest.raises(Refused, match=r"This work has ended already \(done\)"):
        cancel(job, by=cast.paula, at=at)


def test_only_who_asked_and_staff_may_stop_a_job(queued, cast, at):
    job = queued(lambda run: None)
    with pytest.raises(Refused, match="Only who asked"):
        cancel(job, by=cast.stan, at=at)
    assert cancel(job, by=cast.olga, at=at).state == JobState.CANCELLED


def test_the_same_key_gives_the_living_job(kinds, cast, at):
    handles("test.work", queue="quick")(lambda run: None)
    first = enqueue("test.work", by=cast.olga, at=at, key="release 3")
    assert enqueue("test.work", by=cast.olga, at=at, key="release 3") == first
    assert enqueue("test.work", by=cast.olga, at=at, key="release 4") != first
    assert enqueue("test.work", by=cast.olga, at=at) != enqueue("test.work", by=cast.olga, at=at)


def test_a_failed_job_is_tried_again_as_a_new_one(start, cast, at):
    def break_down(run):
        raise OSError("disk full")

    failed = start(break_down, key="book", release=3)
    again = retry(failed, by=cast.paula, at=at)
    assert (again.state, again.params, again.key) == (JobState.QUEUED, {"release": 3}, "book")
    assert again.pk != failed.pk


def test_a_job_that_went_well_is_not_tried_again(start, cast, at):
    with pytest.raises(Refused, match="This work is done"):
        retry(start(lambda run: None), by=cast.paula, at=at)


def test_an_engine_that_does_not_answer_loses_no_job(
    kinds, cast, at, monkeypatch, django_capture_on_commit_callbacks
):
    handles("test.work", queue="quick")(lambda run: None)

    class Silent:
        def using(self, **_):
            raise ConnectionError("no broker")

    monkeypatch.setattr("jobs.actions.run_job", Silent())
    with django_capture_on_commit_callbacks(execute=True):
        job = enqueue("test.work", by=cast.olga, at=at)
    job.refresh_from_db()
    assert (job.state, job.handed_at) == (JobState.QUEUED, None)


def test_a_worker_given_up_for_dead_writes_no_later_claim(queued):
    def work(run):
        Job.objects.update(attempts=2, message="another worker's")  # what a reaper and a second claim do
        assert run.should_stop()
        return {"by": "the first"}

    job = queued(work)
    running.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.message, job.result) == (JobState.RUNNING, "another worker's", {})


def test_a_job_is_claimed_once(queued):
    job = queued(lambda run: None)
    assert running.claim(job.pk).attempts == 1
    assert running.claim(job.pk) is None


def test_a_quiet_handler_keeps_beating(queued, monkeypatch):
    beats = []
    monkeypatch.setattr("jobs.heart.BEAT_SECONDS", 0.01)
    monkeypatch.setattr("jobs.heart.Heart._write", lambda self: beats.append(timezone.now()))

    def work(run):
        import time

        time.sleep(0.2)

    running.run(queued(work).pk)
    number = len(beats)
    assert number >= 2
