"""Why a draft is as it is: other places weighed, wishes priced, collisions named and taken away by one click."""

from datetime import timedelta

import pytest
from django.urls import reverse

from jobs.models import Job
from people.refusal import Refused
from scheduling.actions.giving_way import WAYS, give_way, put_back
from scheduling.actions.ruling import bond_sessions, set_rules
from scheduling.draft.problem_of import plan_of, problem_of
from scheduling.engine.check import check
from scheduling.engine.relaxing import NAMED
from scheduling.models import (
    Absence,
    Bond,
    BondMember,
    Placement,
    PlannerRules,
    RoomClosing,
    Session,
    SessionPerson,
)
from scheduling.tasks import EXPLAIN
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


def standing():
    """All that a rule which gives way can change, as plain rows."""
    return {
        model.__name__: list(model.objects.order_by("pk").values(*fields))
        for model, *fields in (
            (Session, "pk", "needs", "audience"),
            (SessionPerson, "pk", "session", "person", "role", "order"),
            (Absence, "pk", "person", "starts_at", "ends_at"),
            (RoomClosing, "pk", "room", "starts_at", "ends_at"),
            (Bond, "pk", "kind", "gap"),
            (BondMember, "pk", "bond", "session", "order"),
            (Placement, "session", "room_locked", "time_locked"),
        )
    }


@pytest.fixture
def ways(world):
    """Each rule that can give way, as the meeting holds it."""
    second = make_session(world.meeting, "Second", world.cast.felix, needs=["hybrid"], audience=500)
    pair, felix = (world.session, second), world.cast.felix
    world.version.placements.update(room_locked=True)
    RoomClosing.objects.create(room=world.room, starts_at=FRIDAY, ends_at=FRIDAY + HOUR)
    Absence.objects.create(meeting=world.meeting, person=felix, starts_at=FRIDAY, ends_at=FRIDAY + HOUR)
    for kind in ("apart", "before", "series"):
        bond_sessions(Bond.objects.create(meeting=world.meeting, kind=kind), pair)
    return [
        way("lock", [world.session]),
        way("absent", people=[felix]),
        way("room_closed", room=world.room),
        way("room_lacks", [second]),
        way("room_small", [second]),
        way("person_overlap", pair, [felix]),
        way("apart", pair),
        way("before", pair),
        way("together", pair),
        way("hours"),
    ]


def test_each_rule_gives_way_in_the_meetings_data(world, ways, at):
    for each in ways:
        give_way(world.version, each, by=world.cast.olga, at=at)
    second = Session.objects.get(title="Second")
    assert (second.needs, second.audience, second.people.count()) == ([], 0, 0)
    assert (RoomClosing.objects.count(), Absence.objects.count(), Bond.objects.count()) == (0, 0, 0)
    assert not world.version.placements.get().room_locked
    assert PlannerRules.objects.get().weights == {"hours": 0}


def test_each_rule_that_gave_way_can_be_put_back_as_it_was(world, ways, at):
    who, before = {"by": world.cast.olga, "at": at}, standing()
    for each in ways:
        taken = give_way(world.version, each, **who)
        assert standing() != before or each["kind"] == "hours"
        put_back(world.version, taken, **who)
        assert standing() == before
    assert PlannerRules.objects.get().weights == {}


def test_what_is_gone_since_or_was_said_anew_is_not_put_back(world, ways, at):
    who = {"by": world.cast.olga, "at": at}
    second = Session.objects.get(title="Second")
    without = give_way(world.version, way("room_lacks", [second]), **who)
    apart = give_way(world.version, way("apart", [world.session, second]), **who)
    spared = give_way(world.version, way("person_overlap", [world.session, second], [world.cast.felix]), **who)
    put_back(world.version, spared, **who)
    for taken in (spared, without, apart):
        with pytest.raises(Refused, match="cannot be put back as it was"):
            put_back(world.version, taken, **who)
        second = Session.objects.filter(title="Second").first()
        if second:
            second.delete()
    assert not Bond.objects.filter(kind="apart").exists()


def test_undo_is_offered_after_a_rule_gave_way_and_after_it_was_worked_out_anew(world, ways, sign_in, at):
    client = sign_in(world.cast.olga)
    groups = [each | {"label": f"Way {number}"} for number, each in enumerate(ways[:2])]
    found = {
        "edit": 0,
        "unmet": [],
        "is_complete": False,
        "conflict": {"sentence": "", "minimal": True, "groups": groups},
    }
    key, done = str(world.version.pk), {"state": "done", "created_at": at, "finished_at": at}
    Job.objects.create(kind=EXPLAIN, key=key, result=found, **done)
    for number in (0, 1):
        client.post(url("rule_give_way"), {"number": number})
    assert not Absence.objects.exists()
    Job.objects.create(kind=EXPLAIN, key=key, result=found | {"conflict": None}, **done)
    given = client.get(url("explanation")).context["given"]
    assert [row["label"] for row in given] == ["Way 1", "Way 0"]
    back = {"run": given[0]["run"], "number": given[0]["number"]}
    assert "Undone: Way 1." in client.post(url("rule_put_back"), back, follow=True).content.decode()
    assert Absence.objects.get().person == world.cast.felix
    assert [row["label"] for row in client.get(url("explanation")).context["given"]] == ["Way 0"]
    assert client.post(url("rule_put_back"), back).status_code == 403
    assert client.post(url("rule_put_back"), {"run": "9" * 30, "number": "0"}).status_code == 403


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


@pytest.mark.parametrize(("name", "queries"), [("explanation", 7), ("session_why", 29)])
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
