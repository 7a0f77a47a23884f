"""What a release makes calendars be told: whom, with what sequence, held until staff let it go, and never twice."""

from datetime import timedelta

import icalendar
import pytest

from audit.models import key_of
from letters import actions as outbox
from letters.models import Answered, Invitee, Letter, LetterState
from people.refusal import Refused
from program.actions import inviting
from program.actions.inviting import batch_of
from program.inviting.answers import attendance_of, told_of
from program.inviting.plan import mailing_of
from program.shelf import program_of_release
from scheduling.actions import placing, sessions
from scheduling.models import SessionPerson
from tests.factories.scheduling import FRIDAY, make_room, make_session, place
from tests.program.inviting import FELIX, choose, draft, move, release, told, write


@pytest.fixture(autouse=True)
def chosen(world):
    choose(world)


def test_invited_moved_and_cancelled_with_one_uid_and_a_rising_sequence(world, at):
    place(world.version, make_session(world.meeting, "Nobody in it"), make_room(world.meeting, "hall-b"))
    assert told(world, at, 1) == [("program.invited", FELIX, "REQUEST", 0)]
    move(world, at, 2)
    assert told(world, at, 2) == [("program.moved", FELIX, "REQUEST", 1)]
    sessions.cancel_session(world.session, reason="Ill.", by=world.cast.olga, at=at)
    assert told(world, at, 3) == [("program.called_off", FELIX, "CANCEL", 2)]
    uids = {
        icalendar.Calendar.from_ical(each.calendar).walk("VEVENT")[0]["UID"]
        for each in Letter.objects.exclude(calendar="")
    }
    assert uids == {world.session.uid}


def test_a_release_that_changes_nothing_for_a_person_tells_her_nothing(world, at):
    told(world, at, 1)
    world.session.abstract = "Other words."
    world.session.save()
    assert told(world, at, 2) == []


def test_another_title_is_told_with_the_same_sequence_and_a_later_stamp(world, at):
    told(world, at, 1)
    world.session.title = "Another title"
    world.session.save()
    assert told(world, at, 2) == [("program.moved", FELIX, "REQUEST", 0)]
    stamps = [
        icalendar.Calendar.from_ical(each.calendar).walk("VEVENT")[0]["DTSTAMP"].dt
        for each in Letter.objects.exclude(calendar="").order_by("pk")
    ]
    assert stamps[0] < stamps[1]


def test_who_is_taken_out_is_told_and_who_comes_in_is_invited(world, at):
    told(world, at, 1)
    SessionPerson.objects.filter(session=world.session).update(person=world.cast.ada)
    assert sorted(told(world, at, 2)) == [
        ("program.dropped", FELIX, "CANCEL", 1),
        ("program.invited", "ada@example.org", "REQUEST", 0),
    ]
    SessionPerson.objects.create(session=world.session, person=world.cast.felix)
    assert told(world, at, 3) == [("program.invited", FELIX, "REQUEST", 2)]


def test_nothing_leaves_before_staff_let_it_go_and_writing_twice_writes_once(world, at):
    release(world, at)
    assert [write(world, at), write(world, at)] == [1, 0]
    letter = Letter.objects.get(kind="program.invited")
    assert (letter.state, Invitee.objects.get().told_at) == (LetterState.HELD, None)
    assert letter.about == key_of(Invitee.objects.get())


def test_a_held_letter_that_is_overtaken_is_discarded_and_one_that_became_needless_too(world, at):
    told(world, at, 1)
    move(world, at, 2)
    release(world, at, 2)
    write(world, at, 2)
    move(world, at, 3)
    release(world, at, 3)
    write(world, at, 3)
    states = Letter.objects.filter(kind="program.moved").order_by("pk").values_list("state", flat=True)
    assert list(states) == [LetterState.DISCARDED, LetterState.HELD]
    move(world, at, 0)
    release(world, at, 4)
    write(world, at, 4)
    assert not Letter.objects.held().filter(batch=batch_of(world.meeting)).exists()


def test_a_discarded_letter_that_is_put_back_cannot_overtake_what_was_sent(world, at):
    release(world, at, 1)
    write(world, at, 1)
    old = Letter.objects.filter(kind="program.invited")
    outbox.discard(old, by=world.cast.olga, at=at)
    move(world, at, 2)
    told(world, at, 2)
    first = Letter.objects.filter(pk=old.order_by("pk").first().pk)
    outbox.put_back(first, by=world.cast.olga, at=at)
    with pytest.raises(Refused, match="older than what was sent since"):
        outbox.release(first, by=world.cast.olga, at=at)


def test_who_wants_none_and_who_has_no_address_are_named_and_not_written_to(world, at):
    world.cast.felix.wants_invitations = False
    world.cast.felix.save()
    SessionPerson.objects.create(session=world.session, person=world.cast.stan)
    world.cast.stan.email = None
    world.cast.stan.save()
    made = release(world, at)
    mailing = mailing_of(world.meeting, program_of_release(made), at)
    assert (mailing.outgoing, mailing.unreachable, mailing.silent) == ((), ("Stan Stone",), ("Felix Fuchs",))
    assert write(world, at) == 0


def test_a_meeting_that_tells_nobody_or_is_not_public_writes_nothing(world, at):
    release(world, at)
    for name in ("tells_calendars", "is_public"):
        setattr(world.meeting, name, False)
        world.meeting.save()
        with pytest.raises(Refused):
            write(world, at)
        setattr(world.meeting, name, True)
        world.meeting.save()
    assert write(world, at) == 1


def test_what_is_over_is_told_to_nobody(world, at):
    made = release(world, at)
    assert mailing_of(world.meeting, program_of_release(made), FRIDAY + timedelta(hours=1)).outgoing == ()


def test_publishing_writes_the_letters_by_a_job(world, at, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        release(world, at)
    assert Letter.objects.held().filter(batch=batch_of(world.meeting)).count() == 1


def test_staff_and_the_proposer_see_who_said_yes_to_which_time(world, at):
    world.session.proposal = world.in_review
    world.session.save()
    world.in_review.state = "confirmed"
    world.in_review.save()
    told(world, at, 1)
    yes = {"answer": Answered.ACCEPTED, "answered_at": at, "answer_stamp": at, "comment": "Gladly."}
    Invitee.objects.update(**yes)
    assert [(each.said_yes, each.living) for each in told_of(world.meeting)] == [(1, 1)]
    assert attendance_of(world.in_review) == {
        FELIX: "By calendar, for 10 December 2027, 08:00 EST, America/New York: accepted. “Gladly.”"
    }
    move(world, at, 2)
    told(world, at, 2)
    assert [(each.said_yes, each.living) for each in told_of(world.meeting)] == [(0, 1)]
    assert attendance_of(world.in_review) == {
        FELIX: "By calendar, for 10 December 2027, 10:00 EST, America/New York: accepted an earlier time."
    }


def test_another_room_at_the_same_time_leaves_her_yes_as_it_is(world, at):
    told(world, at, 1)
    Invitee.objects.update(answer=Answered.ACCEPTED, answered_at=at, answer_stamp=at)
    room = make_room(world.meeting, "hall-b")
    placing.place(draft(world, at), world.session, room=room, starts_at=FRIDAY, by=world.cast.olga, at=at)
    assert told(world, at, 2) == [("program.moved", FELIX, "REQUEST", 1)]
    assert Invitee.objects.get().is_answer_of_now
    assert "PARTSTAT=ACCEPTED" in Letter.objects.latest("pk").calendar.replace("\r\n ", "")


def test_who_wants_no_more_after_a_letter_was_written_does_not_get_it(world, at):
    release(world, at)
    write(world, at)
    world.cast.felix.wants_invitations = False
    world.cast.felix.save()
    assert write(world, at) == 0
    assert Letter.objects.get(kind="program.invited").state == LetterState.DISCARDED


def test_a_later_release_takes_the_place_of_one_whose_letters_are_being_written(world, at, monkeypatch):
    """Between two lots of letters; what is left counts for the later release, which writes its own."""
    SessionPerson.objects.create(session=world.session, person=world.cast.ada, order=1)
    monkeypatch.setattr(inviting, "TOGETHER", 1)
    release(world, at, 1)
    told_how_far = []

    def meanwhile(progress, message):
        told_how_far.append(message)
        if len(told_how_far) == 2:
            move(world, at, 2)
            release(world, at, 2)

    by = world.cast.olga
    assert inviting.write_invitations(world.meeting, by=by, at=at + timedelta(days=1), tell=meanwhile) == 1
    assert told_how_far == ["0 of 2 letters", "1 of 2 letters"]
    write(world, at, 2)
    held = Letter.objects.held().filter(batch=batch_of(world.meeting))
    assert {icalendar.Calendar.from_ical(each.calendar).walk("VEVENT")[0]["DTSTART"].dt for each in held} == {
        FRIDAY + timedelta(hours=2)
    }
