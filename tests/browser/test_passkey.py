"""A passkey made in the browser signs in without a password (Chromium's virtual authenticator)."""

import pytest

from people.models import Person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def authenticator(page):
    """A phone or laptop that verifies its owner and keeps passkeys."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    key = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]

    def change(**settings):
        session.send("WebAuthn.setUserVerified", {"authenticatorId": key, **settings})

    return change


def make_passkey(page, person):
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(person.email)
    page.get_by_label("Password").fill("convoke")
    page.get_by_role("button", name="Sign in").click()
    page.goto("/accounts/2fa/webauthn/add/")
    if page.get_by_label("Password").is_visible():  # who signed in long ago says again who she is
        page.get_by_label("Password").fill("convoke")
        page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add").click()
    page.wait_for_url("**/2fa/recovery-codes/**")


def sign_out(page):
    page.locator("details.me-menu summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("banner").get_by_role("link", name="Sign in").wait_for()


def test_a_passkey_signs_in_without_a_password(page, authenticator, cast):
    make_passkey(page, cast.paula)
    sign_out(page)
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Use a passkey").click()
    page.locator("details.me-menu summary", has_text="Paula Perez").wait_for()
    assert cast.paula.authenticator_set.get(type="webauthn").last_used_at is not None


def test_a_passkey_whose_owner_is_not_verified_does_not_sign_in(page, authenticator, cast, complaints):
    make_passkey(page, cast.paula)
    sign_out(page)
    authenticator(isUserVerified=False)
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_timeout(1500)
    page.goto("/")
    assert page.get_by_role("banner").get_by_role("link", name="Sign in").is_visible()
    complaints.clear()


def test_a_passkey_of_a_person_who_was_closed_out_does_not_sign_in(page, authenticator, cast):
    make_passkey(page, cast.paula)
    sign_out(page)
    Person.objects.filter(pk=cast.paula.pk).update(is_active=False)
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/accounts/inactive/")
