"""Complete but not submitted: staff see whose drafts they are, give more time in one click, or write."""

from datetime import timedelta

import pytest
from django.urls import reverse

from audit.models import Entry
from letters.models import Letter
from letters.plain_text import markdown_to_text
from proposals import actions
from tests.factories.proposals import make_proposal
from tests.factories.workshops import make_prompt
from tests.proposals.reader import fields, words
from workshops.models import Extension

DAY = timedelta(days=1)
QUERIES = 15


@pytest.fixture
def closed(draft, clock):
    """An hour after the call closed; Paula's draft is complete."""
    clock(draft.call.closes_at + timedelta(hours=1))
    return draft.call


@pytest.fixture
def olga(sign_in, cast, closed):
    return sign_in(cast.olga)


@pytest.fixture
def address(form):
    return reverse("call_unsubmitted", args=[form.call.meeting.slug, form.call.slug])


def send(client, address, **extra):
    shown = fields(client.get(address))
    kept = {name: value for name, value in shown.items() if name in ("until_day", "until_clock", "reason")}
    return client.post(address, kept | extra, follow=True)


def test_it_lists_who_was_complete_and_counts_the_others_without_a_word_of_theirs(olga, address, form, cast, at):
    make_proposal(form, cast.felix, at, title="Canary of Felix")
    make_proposal(form, cast.ada, at, "submitted", title="Canary of Ada")
    text = words(olga.get(address))
    assert "Paula Perez paula@example.org, Hospital del Rio Friday Scientific Workshop" in text
    assert "Passed on 31 Mar 2027, 05:00 PDT, America/Los Angeles" in text
    assert "Other drafts, in which something is still missing: 1." in text
    assert "Felix" not in text
    assert "Clots and cancer" not in text


def test_a_draft_that_was_handed_in_before_is_named_as_it_was_then(olga, address, form, cast, at, write):
    returned = make_proposal(form, cast.felix, at, "submitted", answers={"why-now": "x"})
    actions.take_back(returned, by=cast.felix, at=at)
    write(returned, "basics", title="Canary typed since", by=cast.felix)
    text = words(olga.get(address))
    assert "Handed in before as “Clots and cancer”" in text
    assert "Canary" not in text


def test_before_the_call_has_closed_nobody_is_named(sign_in, cast, draft, address, clock):
    for moment in (draft.call.closes_at - DAY, draft.call.closes_at - timedelta(seconds=1)):
        clock(moment)
        text = words(sign_in(cast.olga).get(address))
        assert "The call is not closed yet" in text
        assert "Paula" not in text


def test_one_click_gives_one_person_more_time_with_reason_letter_and_audit(olga, address, closed, cast, draft):
    response = send(olga, address, only=draft.code)
    assert "More time, and a letter that says so: Paula Perez." in words(response)
    extension = Extension.objects.get()
    assert (extension.person, extension.until, extension.reason) == (
        cast.paula,
        closed.closes_at + 2 * DAY,
        "Complete when the call closed, and not submitted.",
    )
    assert Letter.objects.get().kind == "workshops.extended"
    assert Entry.objects.about(closed).first().verb == "extend"
    assert "Still has until 2 Apr 2027, 05:00 PDT" in words(response)
    actions.submit(draft, by=cast.paula, at=closed.closes_at + 2 * DAY - timedelta(seconds=1))


def test_one_click_gives_all_of_them_more_time(olga, address, form, cast, at):
    make_proposal(form, cast.felix, at, answers={"why-now": "x"})
    make_proposal(form, cast.felix, at, answers={"why-now": "y"}, title="A second one of his")
    send(olga, address, act="all")
    assert {each.person for each in Extension.objects.all()} == {cast.paula, cast.felix}
    assert Letter.objects.count() == 2


def test_a_time_that_has_passed_is_refused_beside_what_was_typed(olga, address, draft):
    response = send(olga, address, only=draft.code, until_day="2027-03-30", reason="A flood")
    assert "An extension ends later than the call." in words(response)
    assert fields(response)["reason"] == "A flood"
    assert not Extension.objects.exists()


def test_staff_write_to_those_ticked_and_nothing_in_it_becomes_a_link(olga, address, draft, form, cast, at):
    make_proposal(form, cast.felix, at, answers={"why-now": "x"})
    word = "Shall we still take it? See www.evil.example\n\nThe office"
    send(olga, address, act="write", code=draft.code, message=word)
    letter = Letter.objects.get()
    assert letter.to == cast.paula
    assert "Shall we still take it?" in markdown_to_text(letter.body)
    assert "www.evil.example" not in letter.body


def test_writing_to_nobody_is_said_and_the_words_are_kept(olga, address):
    response = send(olga, address, act="write", message="Shall we?")
    assert "Tick the drafts whose proposers you write to." in words(response)
    assert fields(response)["message"] == "Shall we?"
    assert not Letter.objects.exists()


def test_the_draft_of_another_call_or_an_incomplete_one_is_not_reached(olga, address, form, cast, at):
    incomplete = make_proposal(form, cast.felix, at)
    send(olga, address, act="extend", code=incomplete.code)
    send(olga, address, only=incomplete.code)
    assert not Extension.objects.exists()


def test_it_asks_as_many_questions_for_thirty_drafts_as_for_one(
    olga, address, form, cast, at, django_assert_num_queries
):
    make_prompt(form.call, "second", is_required=False)
    with django_assert_num_queries(QUERIES):
        olga.get(address)
    for _ in range(29):
        make_proposal(form, cast.felix, at, answers={"why-now": "x"})
    with django_assert_num_queries(QUERIES):
        olga.get(address)


def test_when_nobody_was_left_behind_it_says_so(olga, address, draft):
    draft.delete()
    assert "Nobody was left behind" in words(olga.get(address))


def test_what_a_proposer_calls_herself_stays_words(olga, address, cast):
    cast.paula.given_name, cast.paula.affiliation = "<script>alert(1)</script>", "<img src=x onerror=alert(1)>"
    cast.paula.save()
    html = olga.get(address).content.decode()
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "&lt;script&gt;alert(1)" in html
