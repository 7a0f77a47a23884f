"""Letters leave over real SMTP: once each, later when the server is away, never again when an address is refused."""

import threading
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from letters import letterhead, sending
from letters.actions import write
from letters.models import Letter, LetterState
from letters.sending import LEASE, PAUSES, send_due, take
from tests.factories.letters import make_letter
from tests.letters.post import text_of


@pytest.fixture
def due(cast, at):
    return make_letter(
        cast.paula, at, LetterState.QUEUED, body="Dear *Paula*,\n\nit is a [link](https://a.example/)."
    )


def test_a_letter_arrives_as_text_and_html_of_the_same_words(post, due, at):
    assert send_due(at) == 1
    sender, to, message = post.accepted[0]
    assert (sender, to) == ("office@society.example", ["paula@example.org"])
    assert (message["From"], message["To"]) == (
        "Our Society <office@society.example>",
        "Paula Perez <paula@example.org>",
    )
    assert message["Subject"] == "A word to you"
    assert message.get_content_type() == "multipart/alternative"
    text = text_of(message)
    assert text.startswith("Dear Paula,\n\nit is a link (https://a.example/).\n")
    assert "<p>Dear <em>Paula</em>,</p>" in message.get_body(("html",)).get_content()
    due.refresh_from_db()
    assert (due.state, due.sent_at, due.attempts, due.fault) == (LetterState.SENT, at, 1, "")


def test_a_letter_is_sent_once_however_often_it_is_asked(post, due, at):
    assert [send_due(at), send_due(at), send_due(at + timedelta(days=3))] == [1, 0, 0]
    assert len(post.accepted) == 1


def test_held_and_discarded_letters_stay(post, cast, at):
    make_letter(cast.paula, at)
    make_letter(cast.paula, at, LetterState.DISCARDED)
    assert send_due(at) == 0


def test_a_server_that_is_away_loses_nothing_and_gets_it_when_it_is_back(post, due, at):
    post.close()
    assert send_due(at) == 0
    due.refresh_from_db()
    assert (due.state, due.try_at) == (LetterState.QUEUED, at + PAUSES[0])
    assert due.fault.startswith("The mail server cannot be reached (")
    post.open()
    assert send_due(at + timedelta(seconds=30)) == 0
    assert send_due(at + PAUSES[0]) == 1
    due.refresh_from_db()
    assert (due.state, due.attempts, due.fault) == (LetterState.SENT, 2, "")


def test_a_refused_address_is_given_up_and_the_others_get_theirs(post, cast, at):
    post.refusals["paula@example.org"] = "550 No such person here"
    refused, taken = (make_letter(person, at, LetterState.QUEUED) for person in (cast.paula, cast.felix))
    assert send_due(at) == 1
    refused.refresh_from_db()
    taken.refresh_from_db()
    assert (refused.state, taken.state) == (LetterState.FAILED, LetterState.SENT)
    assert refused.fault == "The mail server refused this address: 550 No such person here"


def test_an_address_refused_for_now_is_tried_later(post, due, at):
    post.refusals["paula@example.org"] = "450 Mailbox busy"
    send_due(at)
    due.refresh_from_db()
    assert (due.state, due.try_at) == (LetterState.QUEUED, at + PAUSES[0])
    post.refusals.clear()
    assert send_due(at + PAUSES[0]) == 1


def test_a_server_that_fails_after_the_words_is_tried_later_and_the_next_letter_goes(post, cast, due, at):
    post.after_data = "451 Disk full"
    send_due(at)
    due.refresh_from_db()
    assert due.fault == "The mail server did not take it: (451, b'Disk full')"
    post.after_data = ""
    assert send_due(at + PAUSES[0]) == 1


def test_after_eight_tries_it_is_given_up_with_the_fault_on_the_row(post, due, at):
    post.close()
    when = at
    for pause in [*PAUSES, timedelta(0)]:
        send_due(when)
        when += pause
    due.refresh_from_db()
    assert (due.state, due.attempts, due.try_at) == (LetterState.FAILED, 8, None)
    assert due.fault.startswith("The mail server cannot be reached (")


def test_an_address_that_is_none_is_given_up_at_once(post, cast, at):
    letter = make_letter(cast.paula, at, LetterState.QUEUED, to_address="pau la@exa mple")
    send_due(at)
    letter.refresh_from_db()
    assert letter.state == LetterState.FAILED
    assert letter.fault.startswith("This is not an address mail can be sent to: ")


def test_a_sender_that_dies_in_mid_sentence_leaves_the_letter_to_the_next_with_the_same_message_id(post, due, at):
    assert take(due, at)
    sending.mailers["post"].send_messages([sending.message_of(due)])  # and the power fails before it is marked
    assert send_due(at + LEASE - timedelta(seconds=1)) == 0
    assert send_due(at + LEASE) == 1
    first, second = (message["Message-ID"] for _, _, message in post.accepted)
    assert first == second == due.message_id


def test_two_letters_have_two_message_ids(cast, at):
    assert make_letter(cast.paula, at).message_id != make_letter(cast.paula, at).message_id


@pytest.mark.django_db(transaction=True)
def test_of_many_senders_one_sends(post, due, at):
    together = threading.Barrier(4)

    def work():
        together.wait()
        send_due(at)
        connection.close()

    senders = [threading.Thread(target=work) for _ in range(4)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert len(post.accepted) == 1


def test_the_society_is_the_sender_and_its_name_cannot_break_the_header(post, due, at, monkeypatch):
    head = letterhead.Letterhead(
        name='ASH" <x@evil.example>\nBcc: y@evil.example', sender_address="ash@society.example"
    )
    monkeypatch.setattr(letterhead, "_provider", lambda: head)
    send_due(at)
    sender, to, message = post.accepted[0]
    assert (sender, to, message["Bcc"]) == ("ash@society.example", ["paula@example.org"], None)
    assert [address.addr_spec for address in message["From"].addresses] == ["ash@society.example"]


def test_a_name_in_any_script_arrives(post, cast, at):
    make_letter(cast.paula, at, LetterState.QUEUED, to_name="Zoë 王, 陈", subject="Ünïcødé – 研究")
    send_due(at)
    message = post.accepted[0][2]
    assert message["To"].addresses[0].display_name == "Zoë 王, 陈"
    assert message["Subject"] == "Ünïcødé – 研究"


def test_the_tick_and_the_job_send_what_is_due(post, cast, settings, django_capture_on_commit_callbacks):
    now = timezone.now()
    make_letter(cast.paula, now, LetterState.QUEUED)
    call_command("tick")
    with django_capture_on_commit_callbacks(execute=True):
        write("note", to=cast.felix, subject="At once", body="Hello", by=None, at=now, hold=False)
    assert [to for _, to, _ in post.accepted] == [["paula@example.org"], ["felix@example.org"]]


def test_the_last_words_of_the_server_are_on_the_page(post, due, at, cast, sign_in):
    post.close()
    send_due(at)
    page = sign_in(cast.olga).get("/letters/").content.decode()
    assert "1 letter could not leave yet" in page
    assert "Nothing is lost: the next try is at" in page
    assert Letter.objects.get().fault.split("(")[0] in page
