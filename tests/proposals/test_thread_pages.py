"""The page of messages: who finds it, what is new on it, what waits, and how long it may grow."""

from datetime import timedelta

import pytest
from django.urls import reverse

from proposals.models import Message, ThreadMark
from reviews.models import Conflict
from tests.factories.proposals import make_message, make_proposal
from tests.proposals.reader import words


@pytest.fixture
def submitted(form, cast, at, clock):
    return make_proposal(form, cast.paula, at, "submitted")


@pytest.fixture
def page(submitted) -> str:
    return reverse("proposal_messages", args=[submitted.code])


def test_a_message_is_written_and_read_on_the_other_side(submitted, page, cast, sign_in):
    answer = sign_in(cast.paula).post(page, {"text": "May we **ask**?\r\n<script>alert(1)</script>"}, follow=True)
    said = answer.content.decode()
    assert "May we <strong>ask</strong>?" in said
    assert "<script>alert(1)" not in said
    assert "New" in words(sign_in(cast.olga).get(page))


def test_an_empty_message_is_refused_beside_the_field(page, cast, sign_in):
    answer = sign_in(cast.paula).post(page, {"text": " \n"})
    assert answer.status_code == 422
    assert "Write something first." in words(answer)
    assert not Message.objects.exists()


@pytest.mark.parametrize("who", ["stan", "ada", "rita", "raj", "chen", "felix"])
def test_nobody_else_finds_it(page, cast, sign_in, who):
    client = sign_in(getattr(cast, who))
    assert client.get(page).status_code == 404
    assert client.post(page, {"text": "Hello"}).status_code == 404


def test_staff_with_a_conflict_do_not_find_it_nor_that_it_waits(submitted, page, form, cast, sign_in, at):
    make_message(submitted, cast.paula, at)
    listed = reverse("call_proposals", args=[form.call.meeting.slug, form.call.slug])
    client = sign_in(cast.olga)
    assert "Waits for an answer" in words(client.get(listed))
    assert "Clots and cancer" in words(client.get(listed, {"messages": "waiting"}))
    Conflict.objects.create(proposal=submitted, person=cast.olga, reason="A colleague", by=cast.olga, at=at)
    assert client.get(page).status_code == 404
    assert "Waits for an answer" not in words(client.get(listed))
    assert "No proposal fits" in words(client.get(listed, {"messages": "waiting"}))
    assert "Messages with its chairs" not in words(client.get(reverse("proposal", args=[submitted.code])))


def test_looking_marks_nothing_and_the_page_says_that_it_was_shown(submitted, page, cast, sign_in, at):
    message = make_message(submitted, cast.olga, at, side="society")
    client = sign_in(cast.paula)
    client.get(page)
    assert not ThreadMark.objects.exists()
    client.post(reverse("messages_read", args=[submitted.code]), {"last": str(message.pk)})
    assert ThreadMark.objects.get().seen == message.pk
    client.post(reverse("messages_read", args=[submitted.code]), {"last": "99999999"})
    assert ThreadMark.objects.get().seen == message.pk


def test_what_waits_is_settled_by_staff(submitted, page, cast, sign_in, at):
    make_message(submitted, cast.paula, at, text="Thank you!")
    assert "No answer is needed" not in words(sign_in(cast.paula).get(page))
    client = sign_in(cast.olga)
    assert "No answer is needed" in words(client.get(page))
    client.post(reverse("messages_settle", args=[submitted.code]))
    assert "No answer is needed" not in words(client.get(page))


def test_a_message_is_taken_back_on_the_page_for_ten_minutes(submitted, page, cast, sign_in, at, clock):
    message = make_message(submitted, cast.paula, at)
    client = sign_in(cast.paula)
    back = reverse("message_take_back", args=[submitted.code, message.code])
    assert back in client.get(page).content.decode()
    assert sign_in(cast.olga).post(back).status_code == 404
    clock(at + timedelta(minutes=10))
    client = sign_in(cast.paula)
    assert back not in client.get(page).content.decode()
    assert client.post(back).status_code == 403
    clock(at)
    client.post(back)
    assert not Message.objects.exists()


def test_a_draft_says_why_it_cannot_be_asked_about(draft, cast, sign_in, clock):
    assert "The office does not know of a draft" in words(
        sign_in(cast.paula).get(reverse("proposal_messages", args=[draft.code]))
    )


def test_a_long_conversation_opens_at_its_end_and_asks_as_much_as_a_short_one(
    submitted, page, cast, sign_in, at, django_assert_num_queries
):
    client = sign_in(cast.paula)
    for number, more in ((1, 1), (3, 2), (300, 297)):
        for each in range(more):
            make_message(submitted, cast.olga, at, side="society", text=f"Number {number - more + each + 1}.")
        with django_assert_num_queries(10):
            said = words(client.get(page))
        assert f"Number {number}." in said
    assert "Number 280." not in said
    assert "281–300 of 300" in said
    assert "Number 1." in words(client.get(page, {"page": 1}))
