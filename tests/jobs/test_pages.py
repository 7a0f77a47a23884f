"""The page of a job, its progress, and the list of jobs."""

import re

import pytest
from django.urls import reverse

from jobs.models import Job, JobState


@pytest.fixture
def job(cast, at):
    return Job.objects.create(
        kind="letters.send",
        by=cast.paula,
        created_at=at,
        started_at=at,
        state="running",
        progress=30,
        message="3 of 9",
    )


def finish(job, state=JobState.DONE, **fields):
    Job.objects.filter(pk=job.pk).update(state=state, finished_at=job.created_at, **fields)


def test_the_page_shows_how_far_it_is_and_can_be_looked_at_again_without_script(job, cast, sign_in):
    page = sign_in(cast.paula).get(job.address).content.decode()
    assert "<h1>Send letters</h1>" in page
    assert '<progress max="100" value="30"' in page
    assert "3 of 9" in page
    assert f'<a href="{job.address}">Look again</a>' in page
    assert f'hx-get="{job.address}"' in page
    assert "http-equiv" not in page


def test_the_partial_asks_on_while_it_works_and_stops_when_it_has_ended(job, cast, sign_in):
    client = sign_in(cast.paula)
    first = client.get(job.address, headers={"HX-Request": "true"})
    assert first.status_code == 200
    assert first.content.decode().strip().startswith('<div class="progress-box" hx-get=')
    finish(job, result={"address": "/ash-2027/program/", "label": "Open the program"})
    last = client.get(job.address, headers={"HX-Request": "true"})
    assert last.status_code == 286
    assert "hx-get" not in last.content.decode()
    assert '<a class="btn btn-primary" href="/ash-2027/program/"' in last.content.decode()


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_a_result_never_leads_elsewhere(job, address):
    job.result = {"address": address}
    assert job.link is None


def test_the_fault_is_for_staff_and_the_sentence_for_who_asked(job, cast, sign_in):
    finish(job, JobState.FAILED, message="Something went wrong on our side.", fault="OSError: /srv/secret")
    mine = sign_in(cast.paula).get(job.address).content.decode()
    assert "Something went wrong on our side." in mine
    assert "/srv/secret" not in mine
    assert "/srv/secret" in sign_in(cast.olga).get(job.address).content.decode()


def test_stop_it_asks_the_worker_to_stop(job, cast, sign_in):
    client = sign_in(cast.paula)
    assert "Stop it" in client.get(job.address).content.decode()
    client.post(reverse("job_cancel", args=[job.pk]))
    job.refresh_from_db()
    assert job.cancel_asked
    assert "Stop it" not in client.get(job.address).content.decode()


def test_try_again_makes_a_new_job(job, cast, sign_in):
    finish(job, JobState.FAILED)
    answer = sign_in(cast.paula).post(reverse("job_retry", args=[job.pk]))
    again = Job.objects.exclude(pk=job.pk).get()
    assert answer["Location"] == again.address


def test_no_job_and_anothers_job_look_the_same(job, cast, sign_in, django_assert_num_queries):
    client = sign_in(cast.stan)
    pages = []
    for pk in (job.pk, job.pk + 1000):
        with django_assert_num_queries(4):
            answer = client.get(reverse("job", args=[pk]))
        pages.append((answer.status_code, re.sub(rb'(value|nonce)="[\w-]{22,64}"', b"", answer.content)))
    assert pages[0][0] == 404
    assert pages[0] == pages[1]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_questions_for_one_and_three(number, cast, at, sign_in, django_assert_num_queries):
    for _ in range(number):
        Job.objects.create(kind="letters.send", by=cast.paula, created_at=at)
    client = sign_in(cast.olga)
    with django_assert_num_queries(5):
        page = client.get(reverse("job_list")).content.decode()
    assert page.count('<th scope="row">') == number


def test_an_empty_list_says_what_will_be_here(cast, sign_in):
    assert "Nothing has been asked of the workers yet" in sign_in(cast.olga).get(reverse("job_list")).content.decode()
