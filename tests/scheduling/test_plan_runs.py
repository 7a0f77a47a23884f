"""Runs of the planner: watched, stopped, killed, laid side by side."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse

from jobs.models import Job, JobState
from jobs.reaping import reap
from jobs.running import Run
from scheduling.draft.problem_of import plan_of, problem_of
from scheduling.draft.words import RULES, terms_beside
from scheduling.engine import solver
from scheduling.engine.check import check
from scheduling.engine.weights import NAMES
from scheduling.planner import course
from scheduling.planner.planning import run_planner
from scheduling.planner.runs import ending
from scheduling.tasks import PLAN, plan
from tests.factories.scheduling import FRIDAY, make_plan_run, make_room, make_session, place


@pytest.fixture
def crowded(world):
    """Felix speaks in three sessions, of which one has a place."""
    make_room(world.meeting, "hall-b")
    for number in range(2):
        make_session(world.meeting, f"Another of Felix {number}", world.cast.felix)
    return world


@pytest.fixture
def running(crowded, at):
    """A run that a worker has just claimed."""
    params = {"version": crowded.version.pk, "seconds": 3, "workers": 1, "seed": 0}
    stamps = {"created_at": at, "started_at": at, "heartbeat_at": at}
    facts = {"kind": PLAN, "key": str(crowded.version.pk), "by": crowded.cast.olga, "queue": "long"}
    return Job.objects.create(**facts, params=params, state=JobState.RUNNING, attempts=1, **stamps)


def url(name, job=None):
    return reverse(name, args=["ash-2027", *([job.pk] if job else [])])


def test_every_rule_has_words():
    assert tuple(RULES) == NAMES


def test_terms_stand_beside_each_other_in_the_order_of_the_rules():
    was = {"terms": {"hours": 3}, "broken": {"room_closed": 1}}
    rows = terms_beside(was, {"terms": {"hours": 1, "person_break": 20}, "broken": {}})
    told = [(row.words, row.was, row.now, row.broken_was, row.change) for row in rows]
    assert told == [
        (RULES["room_closed"], 0, 0, 1, 0),
        (RULES["person_break"], 0, 20, 0, 20),
        (RULES["hours"], 3, 1, 0, -2),
    ]


@pytest.mark.usefixtures("narrow")
def test_the_best_plan_so_far_is_on_the_row_when_the_solver_breaks(running, monkeypatch):
    """A broken library, a full disk: what was found by then is what is left."""
    monkeypatch.setattr(solver._Planning, "_search", broken)
    with pytest.raises(RuntimeError):
        plan(Run(running))
    running.refresh_from_db()
    assert (running.result["placed"], len(running.result["unplaced"])) == (2, 1)
    assert running.result["curve"][-1][1] == running.result["value"]


def broken(*args, **kwargs):
    raise RuntimeError


@pytest.fixture
def narrow(crowded):
    """Two hours for three sessions of Felix, so that there is something to search for."""
    crowded.meeting.blocks.update(ends_at=FRIDAY + timedelta(hours=2))


def test_a_run_whose_workers_were_killed_shows_the_best_plan_until_then(crowded, running, at, sign_in):
    found = run_planner(crowded.version, seconds=2)
    Job.objects.filter(pk=running.pk).update(result=found, attempts=2)
    reap(at + timedelta(hours=1))
    running.refresh_from_db()
    assert running.state == JobState.FAILED
    kind, sentence = ending(running)
    assert (kind, "This is the best plan that it had found by then." in sentence) == ("warn", True)
    client = sign_in(crowded.cast.olga)
    assert "Apply this plan" in client.get(url("plan", running)).content.decode()
    client.post(url("plan_apply", running))
    assert check(problem_of(crowded.version), plan_of(crowded.version)).complete


def test_a_second_worker_goes_on_from_what_the_first_had_found(crowded, running, monkeypatch):
    places = run_planner(crowded.version, seconds=2)["places"]
    Job.objects.filter(pk=running.pk).update(result={"places": places})
    running.refresh_from_db()
    seen = []
    monkeypatch.setattr(solver, "plan", lambda problem, start, **more: seen.append(start) or broken())
    with pytest.raises(RuntimeError):
        plan(Run(running))
    assert {item: [each.room, each.start] for item, each in seen[0].items()} == places


def test_asked_to_stop_a_run_ends_with_the_best_so_far_and_says_so(crowded, running, at):
    Job.objects.filter(pk=running.pk).update(cancel_asked=True)
    found = plan(Run(running))
    assert (found["ended"], found["reproducible"]) == ("asked", False)
    assert ending(SimpleNamespace(result=found, state=JobState.DONE, message=""))[0] == "info"


def test_only_who_started_a_run_or_staff_stop_it(crowded, running, sign_in):
    assert sign_in(crowded.cast.chen).post(url("plan_stop", running)).status_code == 403
    sign_in(crowded.cast.olga).post(url("plan_stop", running))
    running.refresh_from_db()
    assert running.cancel_asked


@pytest.mark.usefixtures("narrow")
def test_who_watches_gets_the_numbers_and_at_the_end_a_new_page(crowded, running, sign_in, monkeypatch):
    monkeypatch.setattr(solver._Planning, "_search", broken)
    with pytest.raises(RuntimeError):
        plan(Run(running))
    client = sign_in(crowded.cast.olga)
    watched = client.get(url("plan", running), headers={"HX-Request": "true"})
    assert "no plan can be below" in watched.content.decode()
    Job.objects.filter(pk=running.pk).update(state=JobState.CANCELLED, finished_at=running.created_at)
    assert client.get(url("plan", running), headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_the_curve_keeps_its_last_point_however_many_came():
    heard = course.Course(SimpleNamespace(), {}, None)
    for number in range(1000):
        heard.told(1000 - number, number, float(number))
    assert len(heard.points) <= course.MOST_POINTS + 1
    assert heard.points[-1] == [999.0, 1, 999]


def test_a_plan_of_fewer_rooms_is_applied_as_a_draft_and_says_so(world, sign_in):
    """A room that was closed after the run breaks a rule today."""
    job = make_plan_run(world, places={str(world.session.pk): [str(world.room.pk), plan_minute(1)]})
    world.room.closings.create(starts_at=FRIDAY, ends_at=FRIDAY + timedelta(hours=9))
    client = sign_in(world.cast.olga)
    assert "Apply it as a draft all the same" in client.get(url("plan", job)).content.decode()
    page = client.post(url("plan_apply", job), follow=True).content.decode()
    assert "It is a draft only: 1 rule that must hold is broken." in page


def plan_minute(hours):
    from scheduling.draft.problem_of import minute_of

    return minute_of(FRIDAY + timedelta(hours=hours))


def test_two_runs_stand_side_by_side(crowded, sign_in):
    one = make_plan_run(crowded, 1)
    other = make_plan_run(crowded, 2, places={}, value=1_000_000, terms={"unplaced": 1_000_000}, placed=0)
    client = sign_in(crowded.cast.chen)
    page = client.get(url("plan_compare"), {"one": one.pk, "other": other.pk})
    assert [row["to_room"] for row in page.context["page"]] == [None]
    assert [term.change for term in page.context["terms"]] == [1_000_000, -5]


def test_moves_come_in_pages(crowded, sign_in):
    places = {}
    for number in range(30):
        session = make_session(crowded.meeting, f"Session {number:02}")
        places[str(session.pk)] = [str(crowded.room.pk), plan_minute(number)]
    job = make_plan_run(crowded, places=places)
    client = sign_in(crowded.cast.olga)
    assert len(client.get(url("plan", job)).context["page"]) == 25
    assert len(client.get(url("plan", job), {"page": 2}).context["page"]) == 6


@pytest.mark.parametrize(("name", "queries"), [("plans", 10), ("plan", 31), ("plan_compare", 13)])
def test_pages_ask_the_same_queries_of_one_and_three(world, sign_in, name, queries, django_assert_num_queries):
    client = sign_in(world.cast.olga)
    for count in (1, 3):
        for number in range(world.meeting.sessions.count(), count):
            session = make_session(world.meeting, f"Session {number}", world.cast.ada)
            place(world.version, session, world.room, FRIDAY + timedelta(hours=number))
        jobs = [make_plan_run(world, number, places={}) for number in range(count)]
        with django_assert_num_queries(queries):
            client.get(url(name, jobs[0] if name == "plan" else None), {"one": jobs[0].pk, "other": jobs[-1].pk})


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"seconds": 4000, "workers": 1, "seed": 0}, "less than or equal to 1800"),
        ({"seconds": 3, "workers": 99, "seed": 0}, "less than or equal to"),
        ({"seconds": 3, "workers": 1, "seed": -1}, "greater than or equal to 0"),
    ],
)
def test_limits_are_told_beside_the_field(world, sign_in, words, sentence):
    page = sign_in(world.cast.olga).post(url("plans"), words)
    assert sentence in page.content.decode()
    assert not Job.objects.filter(kind=PLAN).exists()
