"""The planner's pages in a real browser: watched without a reload, voted with one click, and how they look."""

import pytest
from django.urls import reverse

from jobs.models import Job, JobState
from scheduling.models import Vote
from tests.factories.scheduling import make_ballot, make_plan_run, make_repair_run

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = ("planner_rules", "planner_lists", "ballot_edit", "votes", "people_times", "repairs", "explanation")


def at(name, *more):
    return reverse(name, args=["ash-2027", *more])


def test_who_watches_a_run_sees_what_it_found_without_doing_anything(world, page, sign_in_as):
    run = make_plan_run(world)
    Job.objects.filter(pk=run.pk).update(state=JobState.RUNNING, finished_at=None, progress=40)
    sign_in_as(page, world.cast.olga)
    page.goto(at("plan", run.pk))
    page.get_by_role("button", name="Stop, and keep the best plan so far").wait_for()
    assert not page.get_by_role("heading", name="Rule by rule").is_visible()
    Job.objects.filter(pk=run.pk).update(state=JobState.DONE, finished_at=run.finished_at)
    page.get_by_role("heading", name="Rule by rule").wait_for()


def test_a_vote_is_given_and_taken_back_in_place(world, page, sign_in_as):
    make_ballot(world.meeting)
    sign_in_as(page, world.cast.ada)
    page.goto(at("votes"))
    page.get_by_role("button", name="I want to see this (Canary session)", pressed=False).click()
    page.get_by_role("button", name="I want to see this (Canary session)", pressed=True).wait_for()
    assert Vote.objects.get().person == world.cast.ada
    page.get_by_role("button", name="I want to see this (Canary session)").click()
    page.get_by_role("button", name="I want to see this (Canary session)", pressed=False).wait_for()
    assert not Vote.objects.exists()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible_and_fit_a_phone(world, open_page, sign_in_as, assert_accessible, assert_fits, scheme):
    make_ballot(world.meeting)
    page = open_page(width=390, scheme=scheme)
    sign_in_as(page, world.cast.olga)
    runs = [at("plan", make_plan_run(world).pk), at("repair", make_repair_run(world).pk)]
    for path in (*map(at, PAGES), *runs, at("session_why", world.session.code)):
        page.goto(path)
        assert_fits(page)
        assert_accessible(page)
