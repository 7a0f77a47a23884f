"""What killed workers and silent engines leave behind is taken up again."""

from datetime import timedelta

import pytest

from jobs.models import Job, JobState
from jobs.reaping import KEEP_OWN_WORK, STALE_AFTER, TELL_AGAIN_AFTER, reap, take_up
from jobs.registry import handles
from jobs.ticking import TICKS, every_tick, tick


@pytest.fixture
def left(kinds, cast, at):
    """A job as a killed worker leaves it: at work, its last heartbeat long ago."""
    handles("test.work", queue="quick", attempts=2)(lambda run: {"ran": True})

    def made(**fields):
        stamps = {"created_at": at, "started_at": at, "heartbeat_at": at, "handed_at": at}
        given = {"kind": "test.work", "by": cast.paula, "state": JobState.RUNNING, "attempts": 1}
        return Job.objects.create(**given | stamps | fields)

    return made


def test_an_abandoned_job_starts_again_and_is_done(left, at, django_capture_on_commit_callbacks):
    job = left()
    with django_capture_on_commit_callbacks(execute=True):
        assert reap(at + STALE_AFTER + timedelta(seconds=1)) == 1
    job.refresh_from_db()
    assert (job.state, job.attempts, job.result) == (JobState.DONE, 2, {"ran": True})


def test_a_job_that_beats_is_left_alone(left, at):
    job = left()
    assert reap(at + STALE_AFTER) == 0
    job.refresh_from_db()
    assert job.state == JobState.RUNNING


def test_a_job_whose_attempts_are_used_up_fails_with_a_sentence(left, at):
    job = left(attempts=2)
    reap(at + timedelta(hours=1))
    job.refresh_from_db()
    assert (job.state, job.message) == (
        JobState.FAILED,
        "The worker was stopped while doing this, twice; it was not tried again.",
    )


def test_an_abandoned_job_that_was_to_stop_is_cancelled(left, at):
    job = left(cancel_asked=True)
    reap(at + timedelta(hours=1))
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED


def test_a_job_that_comes_back_to_life_meanwhile_is_left_alone(left, at):
    job = left()
    seen = Job.objects.get()
    Job.objects.update(heartbeat_at=at + timedelta(hours=1))
    assert take_up(seen, at + timedelta(hours=1)) == 0
    job.refresh_from_db()
    assert job.state == JobState.RUNNING


@pytest.mark.parametrize("handed", ["never", "long ago"])
def test_a_waiting_job_the_engine_forgot_is_handed_over_again(left, at, handed):
    job = left(state=JobState.QUEUED, attempts=0, handed_at=None if handed == "never" else at)
    reap(at + TELL_AGAIN_AFTER + timedelta(seconds=1))
    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_a_waiting_job_just_handed_over_is_not_handed_over_again(left, at):
    job = left(state=JobState.QUEUED, attempts=0)
    assert reap(at + TELL_AGAIN_AFTER) == 0
    job.refresh_from_db()
    assert job.state == JobState.QUEUED


def test_old_work_of_the_machine_is_cleared_away_and_peoples_is_kept(left, at):
    done = {"state": JobState.DONE, "finished_at": at}
    left(by=None, **done)
    kept = left(**done)
    reap(at + KEEP_OWN_WORK + timedelta(seconds=1))
    assert list(Job.objects.all()) == [kept]


def test_a_tick_reaps_and_one_that_fails_does_not_keep_the_others_back(left, at, monkeypatch):
    monkeypatch.setattr("jobs.ticking.TICKS", TICKS.copy())
    seen = []

    def break_down(now):
        raise OSError("disk full")

    def look(now):
        seen.append(now)

    for function in (break_down, look, look):
        every_tick(function)
    job = left(attempts=2)
    now = at + timedelta(hours=1)
    assert tick(now) == [f"{__name__}.break_down"]
    job.refresh_from_db()
    assert (seen, job.state) == ([now], JobState.FAILED)
