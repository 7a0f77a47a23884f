"""Mail through a provider's web interface: what it takes, what it refuses, and what to do when it is away."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from config.providers import PROVIDERS, mailer
from letters.models import LetterState
from letters.sending import PAUSES, send_due
from tests.factories.letters import make_letter
from tests.letters.provider import Provider

INACTIVE = (
    "You tried to send to recipient(s) that have been marked as inactive. Found inactive addresses: "
    "paula@example.org. Inactive recipients are ones that have generated a hard bounce, a spam complaint, or a "
    "manual suppression."
)
REFUSED = {"ErrorCode": 406, "Message": INACTIVE}


@pytest.fixture
def provider(settings):
    served = Provider()
    told = {"key": "secret-token", "address": served.address}
    settings.MAILERS = {"default": {"BACKEND": "letters.mail.OutboxBackend"}, "post": mailer("postmark", told)}
    settings.DEFAULT_FROM_EMAIL = "Our Society <office@society.example>"
    yield served
    served.close()


@pytest.fixture
def due(cast, at):
    return make_letter(cast.paula, at, LetterState.QUEUED)


def test_a_letter_goes_by_the_providers_interface(provider, due, at):
    assert send_due(at) == 1
    (letter,) = provider.letters
    assert (letter["From"], letter["To"]) == (
        "Our Society <office@society.example>",
        "Paula Perez <paula@example.org>",
    )
    assert letter["Subject"] == "A word to you"
    assert letter["TextBody"].startswith("Dear colleague,")
    assert "<p>Dear colleague,</p>" in letter["HtmlBody"]
    assert provider.keys == ["secret-token"]
    due.refresh_from_db()
    assert due.state == LetterState.SENT


def test_an_address_that_the_provider_refuses_is_given_up(provider, due, at):
    provider.answer = (422, REFUSED)
    assert send_due(at) == 0
    due.refresh_from_db()
    assert (due.state, due.fault) == (LetterState.FAILED, "The mail provider refuses this address.")


@pytest.mark.parametrize(("status", "said"), [(500, {}), (401, {"ErrorCode": 10, "Message": "Bad secret-token"})])
def test_a_provider_that_does_not_take_it_gets_it_later_and_no_key_is_told(provider, due, at, status, said):
    provider.answer = (status, said)
    send_due(at)
    due.refresh_from_db()
    assert (due.state, due.try_at) == (LetterState.QUEUED, at + PAUSES[0])
    assert due.fault.startswith(f"The mail provider did not take it ({status}): ")
    assert "secret-token" not in due.fault


def test_a_provider_that_cannot_be_reached_gets_it_later(provider, due, at):
    provider.close()
    send_due(at)
    due.refresh_from_db()
    assert due.state == LetterState.QUEUED
    assert due.fault.startswith("The mail provider did not take it: ")


@pytest.mark.any_database
@pytest.mark.parametrize("name", sorted(set(PROVIDERS) - {"amazon_ses"}))
def test_every_provider_on_the_list_takes_the_options_it_is_given(name):
    told = {"key": "k", "secret": "s", "domain": "society.example", "address": "https://eu.example/"}
    entry = mailer(name, told)
    assert import_string(entry["BACKEND"])(alias="post", **entry["OPTIONS"]).esp_name


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("name", "told", "why"),
    [("pigeon", {}, "is none of amazon_ses, brevo"), ("mailjet", {"key": "k"}, "needs MAIL_PROVIDER_SECRET")],
)
def test_what_the_environment_forgets_is_said(name, told, why):
    with pytest.raises(ImproperlyConfigured, match=why):
        mailer(name, told)
