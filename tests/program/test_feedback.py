"""Feedback is asked once a session is over, and read without names once it is closed and enough have answered."""

from datetime import timedelta

import pytest

from audit.models import Entry
from letters.models import Letter
from people.refusal import Refused
from program.actions import attending, giving_feedback, registering
from program.attending.registrants import Line
from program.engine.feedback import USUAL, Question, questions_in, summed_up
from program.models import Feedback
from scheduling.models import SessionPerson, Star
from tests.factories.cast import make_person
from tests.factories.program import make_release
from tests.factories.scheduling import FRIDAY

pytestmark = pytest.mark.django_db
ENDS = FRIDAY + timedelta(hours=1)
CLOSES = ENDS + timedelta(days=7)
USEFUL, GOOD = "How useful was this session to you?", "What was good?"


@pytest.fixture
def session(world, at, monkeypatch):
    """Chaired by Chen, over, and attended by Ada."""
    SessionPerson.objects.create(session=world.session, person=world.cast.chen, role="chair", order=5)
    registering.set_attendee_rules(world.meeting, feedback_days=7, by=world.cast.olga, at=at)
    make_release(world.version, world.cast.olga, at)
    attending.note_people(world.session, [world.cast.ada], by=world.cast.olga, at=FRIDAY)
    monkeypatch.setattr("django.utils.timezone.now", lambda: ENDS)
    return world.session


def read(client, address, **more):
    return " ".join(client.get(address, **more).content.decode().split())


def tail(session, what="feedback"):
    return f"/ash-2027/sessions/{session.code}/{what}/"


def answered(session, world, *marks):
    """By guests who were there."""
    for number, mark in enumerate(marks):
        guest = make_person(f"guest{number}")
        Star.objects.create(session=session, person=guest, at=FRIDAY)
        said = {USEFUL: mark, GOOD: f"Words {number}"}
        giving_feedback.give_feedback(session, said, by=guest, at=ENDS)


def close_now(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: CLOSES)


def test_questions_are_lines_and_those_with_a_mark_are_answered_by_one():
    assert questions_in(" How  was it? (1-5)\n\nWhy?\n") == [Question("How was it?", True), Question("Why?", False)]
    assert [each.is_rating for each in questions_in(USUAL)] == [True, False, False]


@pytest.mark.parametrize(
    ("text", "fault"),
    [("\n".join("abcdefghijk"), "At most 10"), ("(1-5)", "has words"), ("Why?\nWhy? (1-5)", "the same")],
)
def test_what_cannot_be_asked_is_said(text, fault):
    with pytest.raises(ValueError, match=fault):
        questions_in(text)


def test_a_summary_counts_marks_and_gives_words_by_the_alphabet():
    asked = [Question("Mark", True), Question("Words", False)]
    found = summed_up(asked, [{"Mark": "5", "Words": "b"}, {"Mark": "2"}, {"Mark": "9", "Words": "A"}, {"Mark": "5"}])
    assert (found.answers, found.told[0].counts, found.told[0].mean) == (4, (0, 1, 0, 0, 2), 4.0)
    assert found.told[1].words == ("A", "b")


def test_two_answers_are_not_summed_up():
    found = summed_up([Question("Words", False)], [{"Words": "I was there"}] * 2)
    assert (found.answers, found.is_enough, found.told) == (2, False, ())


@pytest.mark.parametrize(
    ("moment", "fault"),
    [(ENDS - timedelta(seconds=1), "not over yet"), (CLOSES, "closed"), (CLOSES - timedelta(seconds=1), None)],
)
def test_it_is_asked_from_the_end_until_it_closes(session, world, moment, fault):
    if fault:
        with pytest.raises(Refused, match=fault):
            giving_feedback.give_feedback(session, {USEFUL: "4"}, by=world.cast.ada, at=moment)
    assert Feedback.objects.count() == 0
    if not fault:
        giving_feedback.give_feedback(session, {USEFUL: "4"}, by=world.cast.ada, at=moment)
        assert Feedback.objects.get().answers == {USEFUL: "4"}


def test_only_who_had_to_do_with_the_session_is_asked(session, world, at):
    with pytest.raises(Refused, match="Feedback is asked of"):
        giving_feedback.give_feedback(session, {USEFUL: "1"}, by=world.cast.stan, at=ENDS)
    registering.bring_registrants(world.meeting, [Line("stan@example.org")], replace=False, by=world.cast.olga, at=at)
    assert giving_feedback.give_feedback(session, {USEFUL: "1"}, by=world.cast.stan, at=ENDS)


def test_a_person_changes_her_one_answer_on_the_page(session, world, sign_in):
    client = sign_in(world.cast.ada)
    client.post(tail(session), {"q0": "4", "q1": "The cases"})
    assert "The cases" in read(client, tail(session))
    client.post(tail(session), {"q0": "5", "q1": ""})
    assert Feedback.objects.get().answers == {USEFUL: "5"}
    assert client.post(tail(session), {"q0": "7"}).status_code == 422
    nothing = client.post(tail(session), {})
    assert "Nothing is answered yet." in nothing.content.decode()


def test_the_audit_does_not_say_who_answered(session, world):
    before = Entry.objects.count()
    giving_feedback.give_feedback(session, {USEFUL: "4"}, by=world.cast.ada, at=ENDS)
    assert Entry.objects.count() == before


def test_a_chair_reads_it_without_names_once_it_is_closed(session, world, sign_in, monkeypatch):
    answered(session, world, "5", "4", "3")
    address = tail(session, "feedback/summary")
    client = sign_in(world.cast.chen)
    page = read(client, address)
    assert "Answers are shown here once feedback closes" in page
    assert "Words 1" not in page
    close_now(monkeypatch)
    page = read(client, address)
    assert "4.0</strong> of 5 on average" in page
    assert "Words 1" in page
    assert "Guest1" not in page
    assert sign_in(world.cast.felix).get(address).status_code == 404


def test_too_few_answers_are_shown_to_nobody(session, world, sign_in, monkeypatch):
    answered(session, world, "5", "4")
    close_now(monkeypatch)
    for person in (world.cast.chen, world.cast.olga):
        page = read(sign_in(person), tail(session, "feedback/summary"))
        assert "Too few people answered" in page
        assert "Words" not in page


def test_who_chairs_is_told_once_when_it_closes(session, world):
    answered(session, world, "5", "4", "3")
    giving_feedback.close_feedback(CLOSES - timedelta(seconds=1))
    assert not Letter.objects.filter(kind="program.feedback").exists()
    for _ in range(2):
        giving_feedback.close_feedback(CLOSES)
    letter = Letter.objects.get(kind="program.feedback")
    assert letter.to == world.cast.chen
    assert "4.0 of 5" in letter.body.replace("\\", "")
    assert "Words" not in letter.body


def test_nobody_is_told_of_too_few(session, world):
    answered(session, world, "5", "4")
    giving_feedback.close_feedback(CLOSES)
    assert not Letter.objects.filter(kind="program.feedback").exists()


def test_the_public_page_leads_to_it_where_the_meeting_asks(session, client):
    assert f'href="{tail(session)}"' in read(client, f"/ash-2027/sessions/{session.code}/")


def test_a_meeting_that_does_not_ask_says_so(world, at, client, sign_in):
    make_release(world.version, world.cast.olga, at)
    assert "/feedback/" not in read(client, f"/ash-2027/sessions/{world.session.code}/")
    assert "This meeting asks for no feedback." in read(sign_in(world.cast.ada), tail(world.session))


def test_questions_that_cannot_be_asked_are_refused(world, at):
    with pytest.raises(Refused, match="At most 10"):
        registering.set_attendee_rules(
            world.meeting, feedback_questions="\n".join("abcdefghijk"), by=world.cast.olga, at=at
        )


def test_staff_see_how_many_answered(session, world, sign_in):
    answered(session, world, "5", "4")
    page = read(sign_in(world.cast.olga), "/ash-2027/attendees/feedback/")
    assert '<td class="num" data-label="Answers">2</td>' in page
    assert "For 7 days after each session people are asked:" in page
