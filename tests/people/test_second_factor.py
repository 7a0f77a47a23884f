"""A code from an app on the phone is asked after the password; recovery codes help when the phone is lost."""

import base64
import hmac
import re
import struct
import time

import pytest

from people.models import Person

LOGIN = "/accounts/login/"
PAULA = {"login": "paula@example.org", "password": "convoke"}


def app_code(secret: str, at: float) -> str:
    """RFC 6238 as the app on a phone computes it."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(at) // 30), "sha1")
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place : place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


@pytest.fixture
def secret(client, cast):
    """Paula has set up her app; the client is signed out again."""
    client.post(LOGIN, PAULA)
    client.post("/accounts/reauthenticate/", {"password": "convoke"})
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    found = re.search(r"\b[A-Z2-7]{32}\b", page)[0]
    client.post("/accounts/2fa/totp/activate/", {"code": app_code(found, time.time())})
    client.post("/accounts/logout/")
    return found


def is_in(client):
    return Person.objects.filter(pk=client.session.get("_auth_user_id")).exists()


def test_the_password_alone_no_longer_signs_in(client, secret):
    assert client.post(LOGIN, PAULA)["Location"] == "/accounts/2fa/authenticate/"
    assert not is_in(client)


def test_the_code_of_the_app_signs_in_and_is_used_up(client, secret):
    code = app_code(secret, time.time() + 30)  # the tolerated next one: the present one was used to set it up
    client.post(LOGIN, PAULA)
    client.post("/accounts/2fa/authenticate/", {"code": code})
    assert is_in(client)
    client.post("/accounts/logout/")
    client.post(LOGIN, PAULA)
    client.post("/accounts/2fa/authenticate/", {"code": code})
    assert not is_in(client)


def test_wrong_codes_again_and_again_shut_the_door(client, secret):
    client.post(LOGIN, PAULA)
    for _ in range(6):
        client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    client.post("/accounts/2fa/authenticate/", {"code": app_code(secret, time.time() + 30)})
    assert not is_in(client)


def test_a_recovery_code_signs_in_once(client, secret, cast):
    from allauth.mfa.models import Authenticator

    code = Authenticator.objects.get(user=cast.paula, type="recovery_codes").wrap().get_unused_codes()[0]
    for expected in (True, False):
        client.post(LOGIN, PAULA)
        client.post("/accounts/2fa/authenticate/", {"code": code})
        assert is_in(client) == expected
        client.post("/accounts/logout/")


def test_an_emailed_code_does_not_pass_by_the_app(client, secret):
    from django.core import mail

    mail.outbox.clear()
    client.post("/accounts/login/code/", {"email": "paula@example.org"})
    code = re.search(r"^\s*([A-Z0-9]{3,4}-[A-Z0-9]{3,4})\s*$", mail.outbox[0].body, re.MULTILINE)[1]
    answer = client.post("/accounts/login/code/confirm/", {"code": code})
    assert answer["Location"].startswith("/accounts/2fa/authenticate/")
    assert not is_in(client)
