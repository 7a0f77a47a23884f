"""Somebody subscribes once, and her calendar follows every release: what is new, moved, cancelled and restored."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.urls import reverse

from program.actions import itineraries, rolling_back
from program.shelf import gzipped, path_of
from scheduling.actions import placing, sessions
from scheduling.models import Placement, Star
from tests.factories.program import finish, make_release
from tests.factories.scheduling import FRIDAY, make_room, make_session, place
from tests.program.follower import Follower
from workshops.actions.meetings import hide_meeting
from workshops.models import Meeting

pytestmark = [pytest.mark.slow, pytest.mark.any_database, pytest.mark.django_db(transaction=True)]
DAY = "2027-12-10"


def row(clock: str, title: str, hall: str, status: str = "CONFIRMED") -> str:
    return f"{clock} | {title} | {hall}, Congress Centre, Orlando | {status}"


CANARY = row("13:00 14:00", "Canary session", "Hall A")
CLOTS = row("13:00 14:00", "Clots and cancer", "Hall B")


@pytest.fixture
def other(world):
    session = make_session(world.meeting)
    place(world.version, session, make_room(world.meeting, "hall-b"))
    return session


@pytest.fixture
def release(world, at):
    """The n-th release, n days later."""

    def released(number: int):
        return make_release(placing.draft_of(world.meeting, at=at), world.cast.olga, at + timedelta(days=number))

    return released


def move(session, draft, room: str, hours: int) -> None:
    """In the draft, as the grid of the schedule does it."""
    place = Placement.objects.get(version=draft, session=session)
    place.room, place.starts_at = session.meeting.rooms.get(slug=room), FRIDAY + timedelta(hours=hours)
    place.save()


def test_a_calendar_follows_every_release_and_doubles_nothing(world, other, release, live_server, tmp_path, at):
    olga, meeting = world.cast.olga, world.meeting
    release(1)
    her = Follower(tmp_path, live_server.url + reverse("release_file", args=["ash-2027", "program.ics"]))
    assert her.look(DAY) == [CANARY, CLOTS]
    held = her.files
    release(2)  # nothing changes
    assert her.look(DAY) == [CANARY, CLOTS]
    assert her.files == held

    place(draft := placing.draft_of(meeting, at=at), make_session(meeting, "Added"), meeting.rooms.get(slug="hall-b"),
          FRIDAY + timedelta(hours=2))  # fmt: skip
    move(other, draft, "hall-a", 1)
    release(3)
    added, moved = row("15:00 16:00", "Added", "Hall B"), row("14:00 15:00", "Clots and cancer", "Hall A")
    assert her.look(DAY) == [CANARY, moved, added]
    assert {name: her.files[name] for name in held if b"Canary" in held[name]} == {
        name: body for name, body in held.items() if b"Canary" in body
    }

    other.refresh_from_db()
    sessions.cancel_session(other, reason="The chair is ill.", by=olga, at=at)
    release(4)
    cancelled = row("14:00 15:00", "Cancelled: Clots and cancer", "Hall A", "CANCELLED")
    assert her.look(DAY) == [CANARY, cancelled, added]

    other.refresh_from_db()
    sessions.revive_session(other, by=olga, at=at)
    place(placing.draft_of(meeting, at=at), other, meeting.rooms.get(slug="hall-a"), FRIDAY + timedelta(hours=1))
    release(5)
    assert her.look(DAY) == [CANARY, moved, added]
    assert len(her.files) == 3

    earlier = rolling_back.release_again(meeting.releases.get(number=1), note="", by=olga, at=at + timedelta(days=6),
                                         in_background=False)  # fmt: skip
    finish(earlier, at + timedelta(days=6))
    gone = row("15:00 16:00", "Cancelled: Added", "Hall B", "CANCELLED")
    assert her.look(DAY) == [CANARY, CLOTS, gone]
    assert len(her.files) == 3


def test_what_was_fetched_stays_when_the_server_has_a_fault_or_nothing_to_show(
    world, other, release, live_server, tmp_path, at
):
    made = release(1)
    her = Follower(tmp_path, live_server.url + reverse("release_file", args=["ash-2027", "program.ics"]))
    assert her.look(DAY) == [CANARY, CLOTS]
    held = her.files
    digest = made.files.get(name="program.ics").digest
    body = gzipped(digest)
    storages["releases"].delete(path_of(digest))
    assert "503" in her.fails()
    assert her.files == held
    storages["releases"].save(path_of(digest), ContentFile(body))
    hide_meeting(meeting_of(world), by=world.cast.olga, at=at)
    assert "Not Found" in her.fails()
    assert her.files == held


def meeting_of(world):
    return Meeting.objects.get(pk=world.meeting.pk)


def test_her_own_calendar_follows_her_stars_until_she_revokes_it(world, other, release, live_server, tmp_path, at):
    release(1)
    ada = world.cast.ada
    for session in (world.session, other):
        Star.objects.create(session=session, person=ada, at=at)
    _, token = itineraries.open_itinerary(world.meeting, by=ada, at=at)
    her = Follower(tmp_path, live_server.url + reverse("itinerary_ics", args=[token]))
    assert her.look(DAY) == [CANARY, CLOTS]
    Star.objects.filter(session=world.session).delete()
    assert her.look(DAY) == [CLOTS]
    itineraries.revoke_itinerary(world.meeting, by=ada, at=at)
    assert "Gone" in her.fails()
    assert len(her.files) == 1
