"""Sign in with the society's own accounts, against a real provider; nobody gets into another's account that way."""

from urllib.request import HTTPRedirectHandler, build_opener

import pytest
from django.core import mail

from people.models import Person

NORA = {"sub": "nora-1", "email": "nora@example.org", "given_name": "Nora", "family_name": "Novak"}


class Stay(HTTPRedirectHandler):
    def redirect_request(self, *arguments):
        return None


@pytest.fixture
def through(client, provider):
    """Go through the provider as somebody, and come back."""

    def go(**claims):
        provider.claims = claims
        there = client.post("/accounts/oidc/oidc/login/")["Location"]
        assert there.startswith(f"{provider.address}/authorize?")
        try:
            build_opener(Stay).open(there)
        except OSError as answer:
            back = answer.headers["Location"]
        return client.get(back.removeprefix("http://testserver"))

    return go


def who(client):
    return Person.objects.filter(pk=client.session.get("_auth_user_id")).first()


def test_a_newcomer_with_a_verified_address_is_in_at_once(db, client, through):
    through(**NORA, email_verified=True)
    nora = who(client)
    assert (nora.name, nora.email, nora.is_staff) == ("Nora Novak", "nora@example.org", False)
    assert not nora.has_usable_password()
    assert mail.outbox == []


def test_she_is_the_same_person_the_next_time_even_with_another_address(db, client, through):
    through(**NORA, email_verified=True)
    nora = who(client)
    client.logout()
    through(**NORA | {"email": "moved@example.org"}, email_verified=True)
    assert who(client) == nora
    assert Person.objects.count() == 1


def test_an_unverified_newcomer_must_prove_the_address_first(db, client, through):
    through(**NORA, email_verified=False)
    assert who(client) is None
    assert mail.outbox[0].to == ["nora@example.org"]


def test_a_verified_address_links_to_the_account_that_has_verified_it_too(cast, client, through):
    through(sub="paula-1", email="paula@example.org", email_verified=True)
    assert who(client) == cast.paula
    assert cast.paula.socialaccount_set.get().uid == "paula-1"
    assert cast.paula.has_usable_password()


@pytest.mark.parametrize("claim", [{"email_verified": False}, {}])
def test_an_unverified_address_never_opens_an_existing_account(cast, client, through, claim):
    through(sub="thief", email="paula@example.org", **claim)
    assert who(client) is None
    cast.paula.refresh_from_db()
    assert cast.paula.socialaccount_set.count() == 0
    assert mail.outbox[0].to == ["paula@example.org"]
    assert "already exists" in mail.outbox[0].body


def test_who_took_an_address_before_its_owner_loses_the_password_to_her(db, client, through):
    squatter = Person.objects.create_user("nora@example.org", "squatters word", given_name="Not", family_name="Nora")
    squatter.emailaddress_set.create(email="nora@example.org", primary=True, verified=False)
    through(**NORA, email_verified=True)
    squatter.refresh_from_db()
    assert not squatter.check_password("squatters word")


def test_a_second_factor_is_asked_after_the_provider_too(cast, client, through):
    from allauth.mfa.totp.internal.auth import TOTP

    TOTP.activate(cast.paula, "A" * 32)
    answer = through(sub="paula-1", email="paula@example.org", email_verified=True)
    assert answer["Location"].startswith("/accounts/2fa/authenticate/")
    assert who(client) is None


def test_an_answer_that_was_not_asked_for_is_refused(cast, client, provider):
    provider.claims = NORA | {"email_verified": True}
    asked = {"client_id": "convoke", "redirect_uri": "", "state": "forged", "code_challenge": ""}
    back = provider.authorize(asked)
    client.get(f"/accounts/oidc/oidc/login/callback/{back}")
    assert who(client) is None
