"""Setting up rooms, times and sessions, and moving a session by the plain form."""

from datetime import timedelta

import pytest
from django.urls import reverse

from scheduling.models import Absence, Block, Room, Session
from tests.factories.scheduling import FRIDAY, make_room, make_session, place


def url(name, **parts):
    return reverse(name, kwargs={"meeting": "ash-2027"} | parts)


def test_a_room_gets_an_address_that_is_free(world, sign_in):
    sign_in(world.cast.olga).post(
        url("place_new", kind="rooms"),
        {"name": "Hall A", "capacity": 80, "features": "Projector, hybrid,", "order": 2},
    )
    room = Room.objects.get(slug="hall-a-2")
    assert (room.name, room.features) == ("Hall A", ["projector", "hybrid"])


def test_a_block_is_entered_in_the_meetings_zone(world, sign_in):
    words = {
        "name": "Saturday",
        "kind": "sessions",
        "starts_at": "2027-12-11T08:00",
        "ends_at": "2027-12-11T12:00",
        "grid_minutes": 30,
    }
    sign_in(world.cast.olga).post(url("place_new", kind="blocks"), words)
    assert Block.objects.get(name="Saturday").starts_at == FRIDAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"ends_at": "2027-12-11T07:00"}, "It has to end after it starts."),
        ({"starts_at": "2027-12-10T09:00", "ends_at": "2027-12-10T10:00"}, "It overlaps the block “Friday”."),
        ({"starts_at": "2027-03-14T02:30"}, "it may be ambiguous or it may not exist"),
        ({"starts_at": "tomorrow"}, "Enter a valid date/time."),
    ],
)
def test_a_wrong_block_is_refused_beside_the_field_and_kept(world, sign_in, change, sentence):
    words = {"name": "Wrong", "kind": "sessions", "starts_at": "2027-12-11T08:00", "ends_at": "2027-12-11T12:00"}
    page = sign_in(world.cast.olga).post(url("place_new", kind="blocks"), words | {"grid_minutes": 15} | change)
    assert sentence in page.content.decode()
    assert 'value="Wrong"' in page.content.decode()


def test_a_room_in_use_is_not_removed(world, sign_in):
    client = sign_in(world.cast.olga)
    page = client.post(url("place_remove", kind="rooms", number=world.room.pk), follow=True).content.decode()
    assert "Hall A is used in a schedule." in page
    assert Room.objects.filter(pk=world.room.pk).exists()


def test_an_absence_is_told_as_a_clash(world, sign_in):
    client = sign_in(world.cast.olga)
    words = {"person": world.cast.felix.pk, "starts_at": "2027-12-10T07:00", "ends_at": "2027-12-10T09:00"}
    client.post(url("place_new", kind="absences"), words)
    assert Absence.objects.get().person == world.cast.felix
    assert "Felix Fuchs is away during Canary session" in client.get(url("schedule")).content.decode()


def test_a_session_is_moved_locked_and_taken_out_by_plain_forms(world, sign_in):
    client = sign_in(world.cast.olga)
    room = make_room(world.meeting, "hall-b")
    starts = (FRIDAY + timedelta(hours=3)).isoformat()
    client.post(
        url("session_move", code=world.session.code), {"room": room.pk, "starts_at": starts, "room_locked": "on"}
    )
    placement = world.version.placements.get()
    assert (placement.room, placement.starts_at.isoformat(), placement.room_locked) == (room, starts, True)
    refused = client.post(url("session_unplace", code=world.session.code))
    assert (refused.status_code, "Unlock it first." in refused.content.decode()) == (403, True)
    client.post(url("session_move", code=world.session.code), {"room": room.pk, "starts_at": starts})
    client.post(url("session_unplace", code=world.session.code))
    assert not world.version.placements.exists()


def test_a_session_is_entered_cancelled_and_revived(world, sign_in):
    client = sign_in(world.cast.olga)
    client.post(url("session_new"), {"title": "Awards", "minutes": 30})
    session = Session.objects.get(title="Awards")
    client.post(url("session_cancel", code=session.code), {"reason": "No awards this year."})
    session.refresh_from_db()
    assert session.cancel_reason == "No awards this year."
    client.post(url("session_revive", code=session.code))
    session.refresh_from_db()
    assert session.cancelled_at is None


@pytest.mark.parametrize("name", ["schedule", "session_list", "places"])
def test_pages_ask_the_same_queries_at_1_3_and_300_sessions(world, sign_in, name, django_assert_num_queries):
    client = sign_in(world.cast.olga)
    rooms = [make_room(world.meeting, f"room-{number}") for number in range(10)]
    queries = {"schedule": 38, "session_list": 13, "places": 10}[name]
    for count in (1, 3, 300):
        for number in range(world.meeting.sessions.count(), count):
            session = make_session(world.meeting, f"Session {number}", world.cast.ada)
            place(world.version, session, rooms[number % 10], FRIDAY + timedelta(minutes=15 * (number // 10)))
        with django_assert_num_queries(queries):
            client.get(url(name))
