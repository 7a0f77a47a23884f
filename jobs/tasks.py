"""The one task that every engine runs: it looks up the job and calls its handler."""

from django.tasks import task


@task(queue_name="quick")
def run_job(job_id: int) -> None:
    from jobs.running import run  # registered handlers import models, which are not ready when tasks are found

    run(job_id)
