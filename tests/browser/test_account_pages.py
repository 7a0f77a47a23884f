"""Signing in, and every page about it, wears our look: axe finds nothing, nothing is wider than a phone."""

import re

import pytest
from django.core import mail

pytestmark = pytest.mark.django_db(transaction=True)

FOR_ANYONE = ("login/", "signup/", "login/code/", "password/reset/")
FOR_HERSELF = ("email/", "password/change/", "2fa/", "2fa/webauthn/", "sessions/", "3rdparty/", "logout/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_entrance_is_accessible_and_fits_a_phone(open_page, assert_accessible, assert_fits, db, scheme):
    page = open_page(width=390, scheme=scheme)
    for path in FOR_ANYONE:
        page.goto(f"/accounts/{path}")
        assert_accessible(page)
        assert_fits(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_my_own_sign_in_pages_are_accessible_and_fit_a_phone(
    open_page, sign_in_as, assert_accessible, assert_fits, cast, scheme
):
    page = open_page(width=390, scheme=scheme)
    sign_in_as(page, cast.paula)
    for path in FOR_HERSELF:
        page.goto(f"/accounts/{path}")
        assert page.get_by_role("heading", level=1).count() == 1, path
        assert_accessible(page)
        assert_fits(page)


def test_a_code_from_the_mail_signs_in_and_the_menu_signs_out(page, cast):
    page.goto("/accounts/login/")
    page.get_by_role("link", name="Send me a code").click()
    page.get_by_label("Email").fill(cast.paula.email)
    page.get_by_role("button", name="Send the code").click()
    code = re.search(r"^[A-Z]{4}-[A-Z]{4}$", mail.outbox[0].body, re.MULTILINE)[0]
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Go on").click()
    menu = page.locator("summary", has_text=str(cast.paula))
    menu.click()
    page.get_by_role("button", name="Sign out").click()
    assert page.get_by_role("banner").get_by_role("link", name="Sign in").is_visible()


def test_a_wrong_password_is_said_and_the_address_kept(page, cast):
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(cast.paula.email)
    page.get_by_label("Password").fill("not this one")
    page.get_by_role("button", name="Sign in").click()
    assert "not correct" in page.get_by_role("alert").inner_text()
    assert page.get_by_label("Email").input_value() == cast.paula.email
