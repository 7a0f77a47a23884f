"""What packages send goes through the outbox: nothing is lost, nobody reads it there, it is never held."""

from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction

from letters.models import Letter, LetterState
from letters.sending import PAUSES, SIGN_IN_TRIES, send_due
from tests.factories.letters import make_letter
from tests.letters.post import text_of


@pytest.fixture
def code(post, cast, settings):
    """A sign-in code for Paula, as a package sends it."""
    settings.SITE_ADDRESS = "https://meetings.example"
    body = "Hello,\n\nyour code is *B7K-Q2*.\n\nhttps://meetings.example/accounts/login/\nor https://evil.example/"
    EmailMessage("Your code", body, to=["paula@example.org"]).send()
    return Letter.objects.get()


def test_a_packages_mail_arrives_with_its_words_and_links_to_this_site_only(code, post):
    assert (code.kind, code.state, code.is_secret, code.to.name) == ("sign-in", "queued", True, "Paula Perez")
    send_due(code.try_at)
    message = post.accepted[0][2]
    text = text_of(message).replace("\u200b", "")
    assert "your code is *B7K-Q2*.\n\nhttps://meetings.example/accounts/login/ or https://evil.example/" in text
    html = message.get_body(("html",)).get_content()
    assert 'href="https://meetings.example/accounts/login/"' in html
    assert 'href="https://evil' not in html


def test_the_words_are_gone_once_it_is_sent(code):
    send_due(code.try_at)
    code.refresh_from_db()
    assert (code.state, code.body) == (LetterState.SENT, "")


def test_a_server_that_is_away_keeps_the_code_for_half_an_hour_and_then_forgets_it(code, post):
    post.close()
    when = code.try_at
    for pause in PAUSES[:SIGN_IN_TRIES]:
        assert Letter.objects.get().body != ""
        send_due(when)
        when += pause
    code.refresh_from_db()
    assert (code.state, code.body) == (LetterState.FAILED, "")
    assert sum(PAUSES[: SIGN_IN_TRIES - 1], timedelta()) == timedelta(minutes=36)


def test_nobody_reads_a_code_in_the_outbox(code, cast, sign_in):
    client = sign_in(cast.olga)
    assert "Your code" in client.get("/letters/").content.decode()
    page = client.get(f"/letters/{code.pk}/").content.decode()
    assert "B7K" not in page
    assert "Nobody else reads it." in page
    assert client.get(f"/letters/{code.pk}/sheet/").status_code == 404


def test_a_code_is_never_held(cast, at):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_letter(cast.paula, at, LetterState.HELD, is_secret=True)


def test_a_mail_to_two_is_two_letters(post, cast):
    EmailMessage("Hello", "You two", to=["paula@example.org", "nobody@elsewhere.example"]).send()
    assert sorted(Letter.objects.values_list("to_address", "to__given_name")) == [
        ("nobody@elsewhere.example", None),
        ("paula@example.org", "Paula"),
    ]
