"""Moving sessions about in the draft, with the rules that bind and the marks they leave."""

from datetime import timedelta

import pytest

from audit.models import Entry
from people.refusal import Refused
from scheduling.actions import freezing, placing, sessions
from scheduling.draft.problem_of import plan_of, problem_of
from scheduling.engine.check import check
from scheduling.models import Placement, Session
from tests.factories.proposals import make_proposal
from tests.factories.scheduling import FRIDAY, make_room, make_session, place


def test_a_session_moves_and_the_move_is_recorded(world, at):
    room = make_room(world.meeting, "hall-b")
    placing.place(
        world.version, world.session, room=room, starts_at=FRIDAY + timedelta(hours=1), by=world.cast.olga, at=at
    )
    placement = Placement.objects.get(version=world.version, session=world.session)
    assert (placement.room, placement.starts_at) == (room, FRIDAY + timedelta(hours=1))
    assert Entry.objects.about(world.session).first().verb == "place"


def test_a_locked_room_is_not_left(world, at):
    placement = world.version.placements.get()
    placing.lock(placement, room=True, time=False, by=world.cast.chen, at=at)
    room = make_room(world.meeting, "hall-b")
    with pytest.raises(Refused, match="locked in its room"):
        placing.place(world.version, world.session, room=room, starts_at=FRIDAY, by=world.cast.olga, at=at)
    placing.place(
        world.version,
        world.session,
        room=world.room,
        starts_at=FRIDAY + timedelta(hours=2),
        by=world.cast.olga,
        at=at,
    )


def test_a_seat_without_the_right_does_not_place(world, at):
    with pytest.raises(Refused, match="does not place sessions"):
        placing.place(world.version, world.session, room=world.room, starts_at=FRIDAY, by=world.cast.rita, at=at)


def test_an_edit_clears_the_approval(world, at):
    placing.approve(world.version, by=world.cast.chen, at=at)
    placing.unplace(world.version, world.session, by=world.cast.olga, at=at)
    world.version.refresh_from_db()
    assert (world.version.approved_at, world.version.edit) == (None, 1)


def test_freezing_opens_a_draft_with_the_same_places(world, at):
    placing.lock(world.version.placements.get(), room=True, time=True, by=world.cast.olga, at=at)
    freezing.freeze(world.version, by=world.cast.olga, at=at)
    draft = placing.draft_of(world.meeting, at=at)
    assert draft.number == 2
    kept = draft.placements.get()
    assert (kept.session, kept.room, kept.starts_at, kept.room_locked) == (world.session, world.room, FRIDAY, True)


def test_a_frozen_version_is_not_moved(world, at):
    freezing.freeze(world.version, by=world.cast.olga, at=at)
    with pytest.raises(Refused, match="frozen"):
        placing.unplace(world.version, world.session, by=world.cast.olga, at=at)


def test_a_plan_replaces_the_draft_but_keeps_what_is_locked(world, at):
    locked = world.version.placements.get()
    placing.lock(locked, room=True, time=True, by=world.cast.olga, at=at)
    other = make_session(world.meeting, "Other")
    placing.apply_plan(
        world.version, {other.pk: (world.room.pk, FRIDAY + timedelta(hours=3))}, by=world.cast.olga, at=at
    )
    assert {each.session for each in world.version.placements.all()} == {world.session, other}


def test_the_engine_names_a_speaker_who_is_in_two_rooms(world):
    second = make_session(world.meeting, "Other", world.cast.felix)
    place(world.version, second, make_room(world.meeting, "hall-b"))
    report = check(problem_of(world.version), plan_of(world.version))
    assert report.broken == {"person_overlap": 1}
    assert "Felix Fuchs" in report.violations[0].sentence


def test_the_problem_is_read_in_the_same_number_of_queries(world, django_assert_num_queries):
    for count in (1, 3, 30):
        while world.meeting.sessions.count() < count:
            make_session(world.meeting, f"More {world.meeting.sessions.count()}", world.cast.ada)
        world.version.refresh_from_db()
        with django_assert_num_queries(22):
            problem_of(world.version)


def test_a_confirmed_proposal_becomes_a_session_once(world, at):
    proposal = make_proposal(world.format, world.cast.paula, at, "confirmed", title="Iron")
    proposal.faculty.create(role="speaker", given_name="Nora", family_name="New", email="Nora@Example.org")
    proposal.items.create(kind="talk", title="Iron and infection", minutes=40, speaker=proposal.faculty.last())
    sessions.open_session(proposal, by=world.cast.olga, at=at)
    session = sessions.open_session(proposal, by=world.cast.olga, at=at)
    assert Session.objects.filter(proposal=proposal).count() == 1
    assert [(each.person.email, each.role) for each in session.people.all()] == [
        ("paula@example.org", "chair"),
        ("nora@example.org", "speaker"),
    ]
    assert session.items.get().speaker.person.name == "Nora New"
    assert session.minutes == 40


def test_a_cancelled_session_leaves_the_draft_and_keeps_its_frozen_place(world, at):
    freezing.freeze(world.version, by=world.cast.olga, at=at)
    sessions.cancel_session(world.session, reason="The chair is ill.", by=world.cast.olga, at=at)
    assert not placing.draft_of(world.meeting, at=at).placements.exists()
    assert world.version.placements.exists()


def test_a_released_session_is_not_removed(world, at):
    freezing.freeze(world.version, by=world.cast.olga, at=at)
    with pytest.raises(Refused, match="proposed or released"):
        sessions.remove_session(world.session, by=world.cast.olga, at=at)


def test_a_meeting_has_one_draft(world, at):
    assert placing.draft_of(world.meeting, at=at) == world.version


def test_the_draft_after_a_release_is_as_released_until_the_first_move(world, at):
    assert not world.version.is_as_released
    freezing.freeze(world.version, by=world.cast.olga, at=at)
    draft = placing.draft_of(world.meeting, at=at)
    assert draft.is_as_released
    placing.unplace(draft, world.session, by=world.cast.olga, at=at)
    draft.refresh_from_db()
    assert not draft.is_as_released
