"""May she? Who asked for a job, and program staff, may stop it and ask for it again."""

from jobs.models import Job, JobState
from people.models import Person
from people.refusal import Refusal


def cancel(person: Person | None, job: Job) -> Refusal | None:
    if not is_hers(person, job):
        return Refusal("Only who asked for this work, or program staff, can stop it.")
    if not job.is_living:
        return Refusal(
            f"This work has ended already ({job.get_state_display().lower()}).", "There is nothing to stop."
        )
    return None


def retry(person: Person | None, job: Job) -> Refusal | None:
    if not is_hers(person, job):
        return Refusal("Only who asked for this work, or program staff, can ask for it again.")
    if job.state not in {JobState.FAILED, JobState.CANCELLED}:
        return Refusal(f"This work is {job.get_state_display().lower()}, so it is not started again.")
    return None


def is_hers(person: Person | None, job: Job) -> bool:
    return person is not None and (person.is_staff or person.pk == job.by_id)
