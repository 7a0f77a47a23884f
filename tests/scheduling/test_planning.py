"""The planner behind its button and its command: proposed, looked at, applied, undone."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse

from jobs.models import Job
from scheduling.actions import placing
from scheduling.draft.problem_of import plan_of, problem_of
from scheduling.engine.check import check
from scheduling.models import Placement
from tests.factories.scheduling import FRIDAY, make_room, make_session

ASKED = {"seconds": 3, "workers": 1, "seed": 7}


@pytest.fixture
def crowded(world):
    """Two rooms; Felix speaks in three sessions, so that they cannot run in parallel."""
    make_room(world.meeting, "hall-b")
    for number in range(2):
        make_session(world.meeting, f"Another of Felix {number}", world.cast.felix)
    return world


@pytest.mark.django_db(transaction=True)
def test_a_plan_is_proposed_applied_and_undone(crowded, sign_in):
    client = sign_in(crowded.cast.chen)
    before = plan_of(crowded.version)
    response = client.post(reverse("plans", args=["ash-2027"]), ASKED)
    run = Job.objects.get(kind="scheduling.plan")
    assert response["Location"] == reverse("plan", args=["ash-2027", run.pk])
    page = client.get(response["Location"]).content.decode()
    assert "Proved: no better plan exists" in page
    assert plan_of(crowded.version) == before
    client.post(reverse("plan_apply", args=["ash-2027", run.pk]))
    report = check(problem_of(crowded.version), plan_of(crowded.version))
    assert (report.hard, report.complete) == (0, True)
    client.post(reverse("plan_undo", args=["ash-2027", run.pk]))
    assert plan_of(crowded.version) == before


@pytest.mark.django_db(transaction=True)
def test_a_plan_of_another_meeting_is_not_found(crowded, sign_in):
    client = sign_in(crowded.cast.olga)
    client.post(reverse("plans", args=["ash-2027"]), ASKED)
    run = Job.objects.get(kind="scheduling.plan")
    assert client.get(reverse("plan", args=["ash-2026", run.pk])).status_code == 404
    assert client.post(reverse("plan_apply", args=["ash-2026", run.pk])).status_code == 404


def test_the_command_keeps_locks_and_exits_0_only_without_broken_rules(crowded, at, capsys):
    placement = crowded.version.placements.get()
    placing.lock(placement, room=True, time=True, by=crowded.cast.olga, at=at)
    call_command("plan", "ash-2027", seconds=3, workers=1, json=True, apply=True)
    found = json.loads(capsys.readouterr().out)
    assert (found["hard"], found["unplaced"], found["bound"] <= found["value"]) == (0, [], True)
    kept = Placement.objects.get(version=crowded.version, session=crowded.session)
    assert (kept.room, kept.starts_at, kept.room_locked) == (crowded.room, FRIDAY, True)


def test_the_command_says_what_cannot_be_placed_and_exits_1(crowded, capsys):
    crowded.meeting.blocks.update(ends_at=FRIDAY + timedelta(hours=2))
    with pytest.raises(SystemExit) as left:
        call_command("plan", "ash-2027", seconds=3, workers=1)
    assert left.value.code == 1
    assert "not placed: " in capsys.readouterr().out


def test_an_edited_draft_marks_the_plan_as_stale(crowded, sign_in, at, django_capture_on_commit_callbacks):
    client = sign_in(crowded.cast.olga)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("plans", args=["ash-2027"]), ASKED)
    placing.unplace(crowded.version, crowded.session, by=crowded.cast.olga, at=at)
    run = Job.objects.get(kind="scheduling.plan")
    page = client.get(reverse("plan", args=["ash-2027", run.pk])).content.decode()
    assert "The draft was changed after this run began." in page
