"""Something happened after people were told: ways to mend it, applied with what happened, and undone."""

from datetime import timedelta

import pytest
from django.urls import reverse

from jobs.models import Job
from scheduling.actions.freezing import freeze
from scheduling.draft.problem_of import plan_of, problem_of
from scheduling.models import Absence, RoomClosing
from scheduling.planner.repairing import told_of
from tests.factories.scheduling import FRIDAY, make_repair_run, make_room, make_session, place

pytestmark = pytest.mark.django_db(transaction=True)
LOCAL = {"starts_at": "2027-12-10T08:00", "ends_at": "2027-12-10T10:00"}


@pytest.fixture
def told(world):
    """Two rooms; Felix speaks in Hall A at 8, Rita in Hall B at 8."""
    hall = make_room(world.meeting, "hall-b")
    place(world.version, make_session(world.meeting, "Platelets", world.cast.rita), hall)
    return world


def url(name, job=None):
    return reverse(name, args=["ash-2027", *([job.pk] if job else [])])


def ask(client, **words):
    client.post(url("repairs"), {"what": "now", "worse": 50, "seconds": 5} | words)
    return Job.objects.get(kind="scheduling.repair")


def test_a_closed_room_is_mended_by_one_move_applied_with_the_closing_and_undone(told, sign_in):
    client = sign_in(told.cast.olga)
    before = plan_of(told.version)
    job = ask(client, what="closing", room=told.room.pk, **LOCAL)
    page = client.get(url("repair", job))
    first = page.context["ways"][0][1]
    assert (first["told_again"], first["moved"], job.result["proved"]) == (["Felix Fuchs"], 1, True)
    assert plan_of(told.version) == before
    client.post(url("repair_apply", job), {"way": 0})
    assert RoomClosing.objects.get().starts_at == FRIDAY
    after = plan_of(told.version)
    assert [item for item in before if after[item] != before[item]] == [str(told.session.pk)]
    client.post(url("repair_undo", job))
    assert (plan_of(told.version), RoomClosing.objects.exists()) == (before, False)
    assert client.post(url("repair_undo", job)).status_code == 403


def test_other_ways_are_shown_beside_the_first_with_their_moves(told, sign_in):
    client = sign_in(told.cast.olga)
    job = ask(client, what="closing", room=told.room.pk, **LOCAL)
    ways = client.get(url("repair", job)).context["ways"]
    assert len(ways) > 1
    chosen = client.get(url("repair", job), {"way": 1}).context
    assert (chosen["at"], len(chosen["page"])) == (1, ways[1][1]["moved"])
    assert client.get(url("repair", job), {"way": "99"}).context["at"] == 0


def test_who_is_away_is_told_again_and_the_absence_is_entered(told, sign_in):
    client = sign_in(told.cast.olga)
    job = ask(client, what="absence", person=told.cast.rita.pk, **LOCAL)
    assert job.result["repairs"][0]["told_again"] == [told.cast.rita.name]
    client.post(url("repair_apply", job), {"way": 0})
    assert Absence.objects.get().person == told.cast.rita


def test_a_seat_that_places_applies_the_repair_and_leaves_the_closing_to_staff(told, sign_in):
    client = sign_in(told.cast.chen)
    job = ask(client, what="closing", room=told.room.pk, **LOCAL)
    page = client.post(url("repair_apply", job), {"way": 0}, follow=True).content.decode()
    assert "Staff have to enter the closing or the absence" in page
    assert not RoomClosing.objects.exists()


def test_a_new_session_finds_its_place_and_nobody_is_told_again(told, sign_in):
    make_session(told.meeting, "Late", told.cast.felix)
    job = ask(sign_in(told.cast.olga))
    first = job.result["repairs"][0]
    assert (first["told_again"], first["moved"], first["added"]) == ([], 0, 1)


def test_what_people_were_told_is_the_release_and_not_the_draft(told, at):
    freeze(told.version, by=None, at=at)
    draft = told.meeting.versions.get(frozen_at=None)
    draft.placements.update(starts_at=FRIDAY + timedelta(hours=5))
    assert {each.start for each in told_of(draft, problem_of(draft)).values()} == {
        each.start for each in plan_of(told.version).values()
    }


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"what": "closing", **LOCAL}, "Say which room."),
        ({"what": "absence", **LOCAL}, "Say which person."),
        ({"what": "closing", "room": "1"}, "Say when."),
        ({"what": "closing", **LOCAL, "ends_at": "2027-12-10T07:00"}, "It has to end after it starts."),
    ],
)
def test_what_is_missing_is_asked_for_beside_its_field(told, sign_in, words, sentence):
    page = sign_in(told.cast.olga).post(url("repairs"), {"worse": 50, "seconds": 5} | words)
    assert sentence in page.content.decode()
    assert not Job.objects.filter(kind="scheduling.repair").exists()


def test_who_watches_is_sent_to_the_result(told, sign_in):
    job = make_repair_run(told)
    answer = sign_in(told.cast.olga).get(url("repair", job), headers={"HX-Request": "true"})
    assert answer["HX-Refresh"] == "true"


@pytest.mark.parametrize(("name", "queries"), [("repairs", 10), ("repair", 10)])
def test_pages_ask_the_same_queries_of_one_and_three(world, sign_in, name, queries, django_assert_num_queries):
    client = sign_in(world.cast.olga)
    job = make_repair_run(world)
    for count in (1, 3):
        for number in range(world.meeting.sessions.count(), count):
            make_session(world.meeting, f"Session {number}", world.cast.ada)
            Job.objects.create(**{**facts_of(job), "params": job.params | {"number": number}})
        with django_assert_num_queries(queries):
            client.get(url(name, job if name == "repair" else None))


def facts_of(job):
    names = ("kind", "key", "state", "result", "queue", "created_at", "finished_at")
    return {name: getattr(job, name) for name in names}
