"""Signing in by password and emailed code, and what keeps others out."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from people.models import Person

LOGIN, CODE, SIGN_UP = "/accounts/login/", "/accounts/login/code/", "/accounts/signup/"
PAULA = {"login": "paula@example.org", "password": "convoke"}


@pytest.fixture
def signed_in(client):
    """Who the client is signed in as."""

    def who():
        return Person.objects.filter(pk=client.session.get("_auth_user_id")).first()

    return who


def code_of(message):
    return re.search(r"^\s*([A-Z0-9]{3,4}-[A-Z0-9]{3,4})\s*$", message.body, re.MULTILINE)[1]


def test_a_password_signs_in_and_the_session_gets_a_new_key(client, cast, signed_in):
    client.get(LOGIN)
    session = client.session
    session["seen"] = True
    session.save()
    before = client.session.session_key
    answer = client.post(LOGIN, PAULA)
    assert answer["Location"] == reverse("home")
    assert signed_in() == cast.paula
    assert client.session.session_key != before


def test_capitals_in_the_address_do_not_matter(client, cast, signed_in):
    client.post(LOGIN, PAULA | {"login": "Paula@Example.ORG"})
    assert signed_in() == cast.paula


def test_sign_in_needs_the_csrf_token(cast):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(LOGIN, PAULA).status_code == 403
    assert "_auth_user_id" not in strict.session


def test_sign_in_leads_on_to_a_page_of_ours_and_never_elsewhere(client, cast):
    assert client.post(f"{LOGIN}?next=/people/profile/", PAULA)["Location"] == "/people/profile/"
    client.post("/accounts/logout/")
    for elsewhere in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"):
        assert client.post(f"{LOGIN}?next={elsewhere}", PAULA)["Location"] == reverse("home")
        client.post("/accounts/logout/")


def test_signing_out_needs_a_post(client, cast, signed_in):
    client.post(LOGIN, PAULA)
    client.get("/accounts/logout/")
    assert signed_in() == cast.paula
    client.post("/accounts/logout/")
    assert signed_in() is None


def test_a_wrong_password_and_an_unknown_address_are_told_the_same(client, cast):
    def told(login):
        page = client.post(LOGIN, {"login": login, "password": "wrong one"}).content.decode()
        assert login in page
        return re.sub(r'(value|nonce)="[^"]*"', "", page)

    assert told("paula@example.org") == told("nobody@example.org")
    assert "not correct" in told("paula@example.org")


def test_many_wrong_passwords_shut_the_door_even_for_the_right_one(client, cast, signed_in):
    for _ in range(5):
        client.post(LOGIN, PAULA | {"password": "wrong one"})
    page = client.post(LOGIN, PAULA).content.decode()
    assert "Too many failed login attempts" in page
    assert signed_in() is None


@pytest.mark.parametrize(("proxies", "is_limited"), [(0, True), (1, False)])
def test_a_forged_forwarding_header_does_not_lift_the_limit(client, cast, settings, proxies, is_limited):
    """Without a trusted proxy the header is ignored; behind one, its last entry is the client."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    for number in range(31):
        answer = client.post(
            LOGIN,
            {"login": f"n{number}@example.org", "password": "x"},
            headers={"X-Forwarded-For": f"9.9.9.{number}"},
        )
    assert (answer.status_code == 429) == is_limited


def test_behind_a_proxy_what_the_client_forges_in_front_does_not_count(client, cast, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(31):
        forged = {"X-Forwarded-For": f"9.9.9.{number}, 203.0.113.7"}
        answer = client.post(LOGIN, {"login": f"n{number}@example.org", "password": "x"}, headers=forged)
    assert answer.status_code == 429


class TestCode:
    """An emailed code signs in, once, for its own browser."""

    def test_the_code_signs_in(self, client, cast, signed_in):
        client.post(CODE, {"email": "paula@example.org"})
        client.post(f"{CODE}confirm/", {"code": code_of(mail.outbox[0])})
        assert signed_in() == cast.paula

    def test_three_wrong_codes_end_it(self, client, cast, signed_in):
        client.post(CODE, {"email": "paula@example.org"})
        right = code_of(mail.outbox[0])
        for _ in range(3):
            client.post(f"{CODE}confirm/", {"code": "AAA-AAA"})
        client.post(f"{CODE}confirm/", {"code": right})
        assert signed_in() is None

    def test_another_browser_cannot_use_it(self, client, cast):
        client.post(CODE, {"email": "paula@example.org"})
        other = Client()
        other.post(CODE, {"email": "felix@example.org"})
        other.post(f"{CODE}confirm/", {"code": code_of(mail.outbox[0])})
        assert "_auth_user_id" not in other.session

    def test_a_known_and_an_unknown_address_are_told_the_same(self, client, cast):
        known = client.post(CODE, {"email": "paula@example.org"})
        unknown = Client().post(CODE, {"email": "nobody@example.org"})
        assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])

    def test_asking_again_and_again_is_limited(self, client, cast):
        answers = [client.post(CODE, {"email": "paula@example.org"}).status_code for _ in range(5)]
        assert 302 in answers
        assert len(mail.outbox) <= 3


class TestSignUp:
    """A new account begins when its address is verified."""

    NEW = {
        "email": "new@example.org",
        "password1": "a long enough word",
        "password2": "a long enough word",
        "given_name": "Nora",
        "family_name": "Novak",
    }

    def test_the_code_in_the_mail_opens_the_account(self, client, db, signed_in):
        client.post(SIGN_UP, self.NEW)
        assert signed_in() is None
        client.post("/accounts/confirm-email/", {"code": code_of(mail.outbox[0])})
        assert signed_in().name == "Nora Novak"
        assert signed_in().emailaddress_set.get().verified

    def test_an_address_that_is_taken_is_told_the_same_and_its_owner_gets_a_word(self, client, cast, signed_in):
        taken = client.post(SIGN_UP, self.NEW | {"email": "paula@example.org"})
        fresh = Client().post(SIGN_UP, self.NEW)
        assert (taken.status_code, taken["Location"]) == (fresh.status_code, fresh["Location"])
        assert mail.outbox[0].to == ["paula@example.org"]
        assert "code" not in mail.outbox[0].subject.lower()
        assert signed_in() is None

    def test_a_weak_password_is_refused_beside_the_field(self, client, db):
        page = client.post(SIGN_UP, self.NEW | {"password1": "123456", "password2": "123456"}).content.decode()
        assert "This password is too short. It must contain at least 10 characters." in page
        assert Person.objects.count() == 0


def test_a_mail_names_the_sites_own_address_whatever_host_was_asked(client, cast, settings):
    settings.SITE_ADDRESS = "https://meetings.example"
    settings.ALLOWED_HOSTS = ["evil.example"]
    client.post(SIGN_UP, TestSignUp.NEW | {"email": "paula@example.org"}, headers={"Host": "evil.example"})
    body = mail.outbox[0].body
    assert "https://meetings.example/accounts/" in body
    assert "evil.example" not in body


def test_a_reset_by_code_gives_a_new_password(client, cast, signed_in):
    client.post("/accounts/password/reset/", {"email": "paula@example.org"})
    confirm = "/accounts/password/reset/confirm-code/"
    confirm = "/accounts/password/reset/confirm/"
    answer = client.post(confirm, {"code": code_of(mail.outbox[0])}, follow=True)
    new = {"password1": "another long word", "password2": "another long word"}
    client.post(answer.redirect_chain[-1][0], new)
    client.logout()
    client.post(LOGIN, PAULA | {"password": "another long word"})
    assert signed_in() == cast.paula


def test_the_admin_has_no_door_of_its_own(client, cast):
    assert client.get("/admin/login/?next=/admin/")["Location"].startswith(LOGIN)
    client.force_login(cast.olga, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/admin/login/").status_code == 404


def test_providers_are_offered_only_where_they_are_set_up(client, db, provider, settings):
    assert "Society account" in client.get(LOGIN).content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = {}
    page = client.get(LOGIN).content.decode()
    assert "Society account" not in page
    assert "ORCID" not in page
