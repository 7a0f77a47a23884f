"""Why a draft is as it is: other places weighed, wishes priced, collisions named and taken away by one click."""

from datetime import timedelta

import pytest
from django.urls import reverse

from jobs.models import Job
from people.refusal import Refused
from scheduling.actions.giving_way import WAYS, give_way
from scheduling.actions.ruling import bond_sessions, set_rules
from scheduling.draft.problem_of import plan_of, problem_of
from scheduling.engine.check import check
from scheduling.engine.relaxing import NAMED
from scheduling.models import Absence, Bond, PlannerRules, RoomClosing
from tests.factories.scheduling import FRIDAY, make_room, make_session, place

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = timedelta(hours=1)


def url(name, *more):
    return reverse(name, args=["ash-2027", *more])


def way(kind, items=(), people=(), room=None):
    items, people = ([str(each.pk) for each in some] for some in (items, people))
    return {"kind": kind, "items": items, "people": people, "room": room and str(room.pk), "label": "x"}


def test_every_rule_that_is_known_one_by_one_can_give_way():
    assert set(WAYS) == set(NAMED)


def test_other_places_of_a_session_are_weighed(world, sign_in):
    hall = make_room(world.meeting, "hall-b", capacity=10)
    world.session.audience = 40
    world.session.save()
    page = sign_in(world.cast.chen).get(url("session_why", world.session.code))
    rows = {row["room"]: row["place"].value for row in page.context["page"]}
    assert rows == {"Hall A": 0, hall.name: 30}
    assert "expects 40 people; Hall B holds 10" in page.content.decode()


@pytest.fixture
def crowded(world):
    """Forty people in a room for ten, while a room for a hundred is free."""
    small = make_room(world.meeting, "nook", capacity=10)
    world.session.audience = 40
    world.session.save()
    world.version.placements.update(room=small)
    return world


def test_a_wish_is_priced_and_met_at_a_click(crowded, sign_in):
    client = sign_in(crowded.cast.olga)
    client.post(url("explanation"))
    found = client.get(url("explanation")).context["found"]
    assert [(wish["penalty"], wish["price"]) for wish in found["unmet"]] == [(30, -30)]
    client.post(url("wish_meet"), {"number": 0})
    assert check(problem_of(crowded.version), plan_of(crowded.version)).value == 0


def test_a_wish_is_not_met_on_another_draft_than_the_one_it_was_worked_out_for(crowded, sign_in):
    client = sign_in(crowded.cast.olga)
    client.post(url("explanation"))
    crowded.version.edit += 1
    crowded.version.save()
    assert client.post(url("wish_meet"), {"number": 0}).status_code == 403
    assert client.post(url("wish_meet"), {"number": 7}).status_code == 403


def test_rules_that_collide_are_named_and_one_gives_way_at_a_click(world, sign_in):
    """Felix has one hour of the day in which he is there, and two sessions."""
    make_session(world.meeting, "Another of Felix", world.cast.felix)
    make_room(world.meeting, "hall-b")
    world.meeting.blocks.update(ends_at=FRIDAY + 2 * HOUR)
    Absence.objects.create(
        meeting=world.meeting, person=world.cast.felix, starts_at=FRIDAY + HOUR, ends_at=FRIDAY + 2 * HOUR
    )
    client = sign_in(world.cast.olga)
    client.post(url("explanation"))
    groups = client.get(url("explanation")).context["found"]["conflict"]["groups"]
    kinds = [group["kind"] for group in groups]
    assert kinds == ["absent", "person_overlap"]
    client.post(url("rule_give_way"), {"number": 0})
    assert not Absence.objects.exists()
    client.post(url("explanation"))
    assert client.get(url("explanation")).context["found"]["conflict"] is None
    assert client.post(url("rule_give_way"), {"number": 0}).status_code == 403


def test_each_rule_gives_way_in_the_meetings_data(world, at):
    second = make_session(world.meeting, "Second", world.cast.felix, needs=["hybrid"], audience=500)
    pair = (world.session, second)
    world.version.placements.update(room_locked=True)
    RoomClosing.objects.create(room=world.room, starts_at=FRIDAY, ends_at=FRIDAY + HOUR)
    for kind in ("apart", "before", "series"):
        bond_sessions(Bond.objects.create(meeting=world.meeting, kind=kind), pair)
    who = {"by": world.cast.olga, "at": at}
    for each in (
        way("lock", [world.session]),
        way("room_closed", room=world.room),
        way("room_lacks", [second]),
        way("room_small", [second]),
        way("person_overlap", pair, [world.cast.felix]),
        way("apart", pair),
        way("before", pair),
        way("together", pair),
        way("hours"),
    ):
        give_way(world.version, each, **who)
    second.refresh_from_db()
    assert (second.needs, second.audience, second.people.count()) == ([], 0, 0)
    assert (RoomClosing.objects.count(), Bond.objects.count()) == (0, 0)
    assert not world.version.placements.get().room_locked
    assert PlannerRules.objects.get().weights == {"hours": 0}


def test_what_gives_way_keeps_the_other_rules_of_the_meeting(world, at):
    set_rules(world.meeting, weights={"hours": 9}, min_break=10, by=world.cast.olga, at=at)
    give_way(world.version, way("topic_home"), by=world.cast.olga, at=at)
    kept = PlannerRules.objects.get()
    assert (kept.weights, kept.min_break) == ({"hours": 9, "topic_home": 0}, 10)


@pytest.mark.parametrize("kind", ["absent", "lock", "outside"])
def test_what_is_not_there_does_not_give_way(world, at, kind):
    with pytest.raises(Refused, match="nothing here to take away"):
        give_way(world.version, way(kind, people=[world.cast.felix]), by=world.cast.olga, at=at)


def test_only_staff_let_a_rule_give_way(world, at):
    with pytest.raises(Refused, match="Only program staff"):
        give_way(world.version, way("hours"), by=world.cast.chen, at=at)


@pytest.mark.parametrize(("name", "queries"), [("explanation", 6), ("session_why", 29)])
def test_pages_ask_the_same_queries_of_one_and_three(world, sign_in, name, queries, django_assert_num_queries):
    client = sign_in(world.cast.olga)
    for count in (1, 3):
        for number in range(world.meeting.sessions.count(), count):
            session = make_session(world.meeting, f"Session {number}", world.cast.felix)
            place(world.version, session, make_room(world.meeting, f"room-{number}"))
        Job.objects.filter(kind="scheduling.explain").delete()
        client.post(url("explanation"))
        with django_assert_num_queries(queries):
            client.get(url(name, *([world.session.code] if name == "session_why" else [])))
