"""Messages between the chairs of a proposal and the office: who reads, who writes, who hears of it and when."""

from datetime import timedelta

import pytest

from audit.models import Entry
from letters.models import Letter
from people.refusal import Refused
from proposals.actions.messaging import (
    mark_read,
    settle_messages,
    take_back_message,
    tell_messages,
    write_message,
)
from proposals.models import Faculty, Message, Proposal
from proposals.thread.unread import unread_of
from reviews.models import Conflict
from tests.factories.cast import make_person
from tests.factories.proposals import make_proposal
from tests.factories.reviews import make_assignment, make_stage

TEN = timedelta(minutes=10)


@pytest.fixture
def submitted(form, cast, at):
    """Paula's, with Felix as its other chair."""
    proposal = make_proposal(form, cast.paula, at, "submitted")
    felix = {"given_name": "Felix", "family_name": "Fuchs", "email": "felix@example.org"}
    Faculty.objects.create(proposal=proposal, person=cast.felix, role="co_chair", **felix)
    return proposal


@pytest.fixture
def say(submitted, at):
    def act(by, text="May we have a second moderator?", when=None, proposal=None):
        return write_message(proposal or submitted, text, by=by, at=when or at)

    return act


def letters() -> list[tuple[str, str]]:
    return sorted((letter.kind, letter.to_name) for letter in Letter.objects.all())


def conflict(person, proposal, at):
    Conflict.objects.create(proposal=proposal, person=person, reason="A colleague", by=person, at=at)


# --- letters


def test_the_office_hears_of_a_message_by_letter_ten_minutes_later(say, submitted, cast, at):
    say(cast.paula)
    assert tell_messages(at + TEN - timedelta(seconds=1)) == 0
    assert tell_messages(at + TEN) == 1
    letter = Letter.objects.get()
    assert letter.to == cast.olga
    assert f"/proposals/{submitted.code}/messages/" in letter.body
    assert "second moderator" not in letter.body + letter.subject
    assert tell_messages(at + TEN) == 0


def test_the_chairs_hear_of_the_offices_message(say, cast, at):
    say(cast.olga)
    tell_messages(at + TEN)
    assert letters() == [("proposals.message", "Felix Fuchs"), ("proposals.message", "Paula Perez")]


def test_many_messages_are_one_letter_in_ten_minutes(say, cast, at):
    for minute in range(0, 30):
        say(cast.paula, when=at + timedelta(minutes=minute), text=f"Minute {minute}")
        tell_messages(at + timedelta(minutes=minute))
    assert len(letters()) == 2
    tell_messages(at + timedelta(minutes=60))
    assert len(letters()) == 3


def test_who_has_read_it_meanwhile_gets_no_letter(say, submitted, cast, at):
    message = say(cast.olga)
    mark_read(submitted, message.pk, by=cast.paula)
    tell_messages(at + TEN)
    assert letters() == [("proposals.message", "Felix Fuchs")]


def test_of_the_office_those_hear_who_have_written(say, cast, at):
    make_person("otto", is_staff=True)
    say(cast.olga)
    say(cast.paula)
    tell_messages(at + TEN)
    assert [name for kind, name in letters() if kind == "proposals.message_to_office"] == ["Olga Okafor"]


def test_staff_with_a_conflict_get_no_letter_and_do_not_find_it_in_the_outbox(say, submitted, cast, at):
    otto = make_person("otto", is_staff=True)
    conflict(otto, submitted, at)
    say(cast.paula)
    tell_messages(at + TEN)
    assert letters() == [("proposals.message_to_office", "Olga Okafor")]
    assert Letter.objects.visible_to(cast.olga).count() == 1
    assert Letter.objects.visible_to(otto).count() == 0


def test_a_name_with_a_link_in_it_is_no_link_in_the_letter(say, submitted, cast, at):
    cast.paula.family_name = "[x](https://evil.example) https://evil.example"
    cast.paula.save()
    Proposal.objects.filter(pk=submitted.pk).update(title="www.evil.example [y](https://evil.example)")
    say(cast.paula)
    tell_messages(at + TEN)
    from letters.message import sheet

    letter = Letter.objects.get()
    html = sheet(letter.subject, letter.body).html
    assert 'href="https://evil.example' not in html
    assert "https://evil.example" not in letter.body.replace("\u200b", "|")


def test_a_letter_names_the_title_that_was_handed_in(form, cast, at):
    proposal = make_proposal(form, cast.paula, at, "revision_asked", title="Handed in")
    Proposal.objects.filter(pk=proposal.pk).update(title="Typed since")
    write_message(proposal, "When is it due?", by=cast.paula, at=at)
    tell_messages(at + TEN)
    assert "Handed in" in Letter.objects.get().subject


# --- taking back


def test_a_message_that_is_taken_back_within_ten_minutes_was_never_there(say, cast, at):
    message = say(cast.paula)
    take_back_message(message, by=cast.paula, at=at + TEN - timedelta(seconds=1))
    tell_messages(at + TEN)
    assert not Message.objects.exists()
    assert letters() == []
    assert [entry.detail for entry in Entry.objects.filter(verb="take_back_message")] == [{"message": message.code}]


def test_later_it_stays(say, cast, at):
    message = say(cast.paula)
    with pytest.raises(Refused, match="more than ten minutes ago"):
        take_back_message(message, by=cast.paula, at=at + TEN)


def test_nobody_takes_back_what_somebody_else_wrote(say, cast, at):
    message = say(cast.paula)
    for other in (cast.olga, cast.felix, cast.stan):
        with pytest.raises(Refused):
            take_back_message(message, by=other, at=at)


def test_taking_back_an_answer_lets_the_question_wait_again(say, submitted, cast, at):
    say(cast.paula)
    answer = say(cast.olga, when=at + timedelta(minutes=1))
    assert not submitted.messages.waiting().exists()
    take_back_message(answer, by=cast.olga, at=at + timedelta(minutes=2))
    assert submitted.messages.waiting().count() == 1


# --- who may


def test_who_writes_and_who_does_not(say, submitted, cast, at):
    stage = make_stage(submitted.call, submitted.call.meeting.committees.get(), at)
    make_assignment(stage, submitted, cast.rita, at)
    for other in (cast.stan, cast.ada, cast.rita, cast.raj, cast.chen):
        with pytest.raises(Refused, match="Only the chairs"):
            say(other)
    with pytest.raises(Refused, match="You can read the messages"):
        say(cast.felix)
    assert not Message.objects.exists()


def test_a_co_chair_writes_where_the_call_lets_chairs_write(say, submitted, cast):
    submitted.call.editors = "chairs"
    submitted.call.save()
    assert say(cast.felix).side == "chairs"


def test_staff_who_propose_write_as_chairs(form, cast, at):
    own = make_proposal(form, cast.olga, at, "submitted")
    assert write_message(own, "Is it too long?", by=cast.olga, at=at).side == "chairs"


def test_staff_with_a_conflict_neither_write_nor_settle(say, submitted, cast, at):
    say(cast.paula)
    conflict(cast.olga, submitted, at)
    with pytest.raises(Refused):
        say(cast.olga)
    with pytest.raises(Refused):
        settle_messages(submitted, by=cast.olga, at=at)


def test_a_draft_that_was_never_submitted_has_no_thread(draft, cast, at):
    with pytest.raises(Refused, match="does not know of a draft"):
        write_message(draft, "Hello?", by=cast.paula, at=at)


def test_nobody_floods_the_office(say, cast):
    for number in range(30):
        say(cast.paula, text=f"Message {number}")
    with pytest.raises(Refused, match="very many messages"):
        say(cast.paula)


# --- waiting and unread


def test_a_thank_you_is_settled_without_an_answer(say, submitted, cast, at):
    say(cast.paula, "Thank you!")
    assert settle_messages(submitted, by=cast.olga, at=at) == 1
    assert not submitted.messages.waiting().exists()
    with pytest.raises(Refused):
        settle_messages(submitted, by=cast.paula, at=at)


def test_what_others_wrote_is_new_until_it_was_shown(say, submitted, cast, at):
    assert unread_of(cast.paula, [submitted]) == {}
    last = [say(cast.olga), say(cast.olga, "And more.")][-1]
    assert unread_of(cast.paula, [submitted]) == {submitted.pk: 2}
    assert unread_of(cast.olga, [submitted]) == {}
    mark_read(submitted, last.pk, by=cast.paula)
    mark_read(submitted, 0, by=cast.paula)
    assert unread_of(cast.paula, [submitted]) == {}
