"""A topic's home rooms: given by staff or by an imported program, copied with the rooms, kept to by the planner."""

from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse

from dashboard.actions.cloning import clone_meeting
from program.exchange import frab
from scheduling.draft.problem_of import problem_of
from scheduling.models import Placement, Room
from tests.factories.scheduling import make_room
from tests.program.synthetic import synthetic_program
from workshops.models import Meeting


def test_staff_say_which_topics_are_at_home_in_a_room(world, sign_in):
    client = sign_in(world.cast.olga)
    facts = {"name": "Hall A", "order": 0, "topics": [world.topic.pk]}
    client.post(reverse("place_edit", args=["ash-2027", "rooms", world.room.pk]), facts)
    assert list(world.room.topics.all()) == [world.topic]
    assert problem_of(world.version).topics[0].rooms == (str(world.room.pk),)
    page = client.get(reverse("places", args=["ash-2027"])).content.decode()
    assert f'<td data-label="Home of">{world.topic}</td>' in page


def test_a_meeting_without_topics_is_not_asked_for_them(world, sign_in):
    world.meeting.topics.all().delete()
    page = sign_in(world.cast.olga).get(reverse("place_new", args=["ash-2027", "rooms"])).content.decode()
    assert "Home of these topics" not in page


def test_a_topic_is_at_home_where_an_imported_program_has_it(db, tmp_path):
    program = synthetic_program(40)
    path = tmp_path / "schedule.xml"
    path.write_bytes(frab.write(program, "https://example.org/"))
    call_command("import_program", str(path), meeting="synthetic", verbosity=0)
    lain = {
        (program.topic_by_slug[slug].name, program.room_by_slug[session.room].name)
        for session in program.living
        for slug in session.topics
    }
    rooms = Room.objects.filter(meeting__slug="synthetic")
    assert {(topic.name, room.name) for room in rooms for topic in room.topics.all()} == lain
    assert lain


def test_sessions_without_a_place_are_planned_into_the_homes_of_their_topics(db, tmp_path):
    path = tmp_path / "schedule.xml"
    path.write_bytes(frab.write(synthetic_program(40), "https://example.org/"))
    call_command("import_program", str(path), meeting="synthetic", verbosity=0)
    for room in Room.objects.all():
        room.topics.set(list(room.topics.all())[:3])
    homes = {topic.pk: {room.pk for room in topic.rooms.all()} for topic in Meeting.objects.get().topics.all()}
    Placement.objects.all().delete()
    call_command("plan", "synthetic", seconds=4, workers=1, apply=True, verbosity=0)
    placed = Placement.objects.select_related("session")
    assert len(placed) == 40
    for each in placed:
        home = homes[each.session.topics.all()[0].pk]
        assert each.room_id in home or not home


def test_homes_are_copied_with_the_rooms_where_the_topic_goes_along(world, at):
    other = make_room(world.meeting, "hall-b")
    world.room.topics.set([world.topic])
    facts = {"name": "Next year", "starts_on": date(2028, 12, 8), "by": world.cast.olga, "at": at}
    clone = clone_meeting(world.meeting, slug="ash-2028", **facts)
    assert [topic.slug for topic in clone.rooms.get(slug="hall-a").topics.all()] == [world.topic.slug]
    assert clone.rooms.get(slug="hall-a").topics.get().meeting == clone
    assert not clone.rooms.get(slug=other.slug).topics.exists()
    bare = clone_meeting(world.meeting, slug="ash-2029", **facts, parts={"rooms"})
    assert not bare.rooms.get(slug="hall-a").topics.exists()


@pytest.mark.django_db
def test_a_replaced_program_gives_new_homes(tmp_path):
    path = tmp_path / "schedule.xml"
    path.write_bytes(frab.write(synthetic_program(40), "https://example.org/"))
    call_command("import_program", str(path), meeting="synthetic", verbosity=0)
    before = set(Room.topics.through.objects.values_list("room", "topic"))
    Room.topics.through.objects.all().delete()
    call_command("import_program", str(path), meeting="synthetic", replace=True, verbosity=0)
    assert set(Room.topics.through.objects.values_list("room", "topic")) == before
