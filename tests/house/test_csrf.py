"""Nothing is done for a request that another site made a browser send."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.house.access_table import ROWS
from tests.house.walking import MODEL_BACKEND, address_of, best

SIGN_IN = (
    "account_login",
    "account_signup",
    "account_request_login_code",
    "account_reset_password",
    "account_logout",
    "account_email",
    "account_change_password",
    "mfa_login_webauthn",
)


ONE_CLICK = ("letters_stop",)
"""Posted to by mail programs, which have no token (RFC 8058): the address is the proof, and it stops letters only."""


def refused(response) -> bool:
    """By its token; or, in the read API, which knows no cookie, by its method."""
    return response.status_code == 405 or (
        response.status_code == 403 and "too old to be trusted" in response.content.decode()
    )


@pytest.mark.any_database
def test_a_post_without_a_token_is_refused_everywhere(world):
    visitors = {"nobody": Client(enforce_csrf_checks=True)}
    faults = []
    for row in (each for each in ROWS if each.name not in ONE_CLICK):
        for who in {"nobody", best(row)}:
            if who not in visitors:
                visitors[who] = Client(enforce_csrf_checks=True)
                visitors[who].force_login(getattr(world.cast, who), backend=MODEL_BACKEND)
            if not refused(visitors[who].post(address_of(row, row.arguments(world)))):
                faults.append(f"{row.name} as {who}")
    assert not faults, "Another site can make a browser post to:\n" + "\n".join(faults)


@pytest.mark.parametrize("name", SIGN_IN)
def test_signing_in_and_out_needs_a_token_too(name, db):
    assert refused(Client(enforce_csrf_checks=True).post(reverse(name)))


def test_a_post_with_the_token_of_its_page_is_taken(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.cast.ada, backend=MODEL_BACKEND)
    address = reverse("profile")
    client.get(address)
    token = client.cookies["csrftoken"].value
    words = {"given_name": "Ada", "family_name": "Adeyemi", "csrfmiddlewaretoken": token}
    assert client.post(address, words).status_code == 302
    assert refused(client.post(address, words | {"csrfmiddlewaretoken": "x" * 64}))
