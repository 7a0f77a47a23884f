"""Felix answers by the link of his letter, in a browser without an account."""

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from proposals.models import Invitation
from tests.factories.cast import make_cast
from tests.factories.invitations import make_faculty, token_in
from tests.factories.proposals import make_proposal
from tests.factories.workshops import make_call, make_format, make_meeting

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def asked(open_page, sign_in_as, transactional_db):
    """Paula names Felix and presses the button; answers her page and the address in his letter."""
    cast, at = make_cast(), timezone.now()
    proposal = make_proposal(make_format(make_call(make_meeting(), at)), cast.paula, at)
    make_faculty(proposal, "felix@example.org")
    paula = open_page()
    sign_in_as(paula, cast.paula)
    paula.goto(f"/proposals/{proposal.code}/")
    paula.get_by_role("link", name="1 of 2 confirmed").first.click()
    paula.get_by_role("button", name="Ask", exact=True).click()
    expect(paula.get_by_text("The letter to Felix Fuchs is on its way.")).to_be_visible()
    return paula, f"/invitations/{token_in(mail.outbox[-1])}/"


def choose_time(page, place, day, starts, ends):
    for name, clock in (("starts_at", starts), ("ends_at", ends)):
        page.locator(f"[name=times-{place}-{name}_day]").fill(day)
        page.locator(f"[name=times-{place}-{name}_clock]").fill(clock)


def test_felix_answers_without_an_account_and_changes_his_mind(asked, phone, accessibility_faults):
    paula, address = asked
    phone.goto(address)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Clots and cancer")
    assert accessibility_faults(phone) == []
    phone.get_by_role("button", name="I take part").click()
    expect(phone.get_by_text("You take part. Thank you.")).to_be_visible()
    choose_time(phone, 0, "2027-12-10", "08:00", "12:00")
    phone.get_by_role("group", name="Photographs").get_by_label("No").check()
    phone.get_by_label("Country").fill("Germany")
    phone.get_by_role("button", name="Save").click()
    expect(phone.get_by_label("Country")).to_have_value("Germany")
    expect(phone.get_by_role("group", name="Photographs").get_by_label("No")).to_be_checked()
    assert accessibility_faults(phone) == []
    paula.reload()
    expect(paula.get_by_text("2 of 2 confirmed")).to_be_visible()
    expect(paula.get_by_text("Cannot be there from 10 December 2027, 08:00")).to_be_visible()
    phone.get_by_text("I can no longer take part").click()
    phone.get_by_label("Why, if you like").fill("I fell ill.")
    phone.get_by_label("Family name").fill("New")
    phone.get_by_label("E-mail").fill("nia@example.org")
    phone.get_by_role("button", name="I drop out").click()
    expect(phone.get_by_text("You dropped out.")).to_be_visible()
    paula.reload()
    expect(paula.get_by_text("I fell ill.")).to_be_visible()
    paula.get_by_role("button", name="Take New in").click()
    expect(paula.get_by_text("dropped out; replaced by New")).to_be_visible()
    assert accessibility_faults(paula) == []
    phone.reload()
    expect(phone.get_by_text("Somebody else takes part in your place by now.")).to_be_visible()


def test_what_was_half_typed_stays_when_it_cannot_be_kept(asked, page, complaints):
    _, address = asked
    page.goto(address)
    page.get_by_text("I cannot take part").click()
    page.get_by_label("Why, if you like").fill("On leave.")
    page.get_by_label("Given name").fill("Nia")
    page.get_by_role("button", name="I decline").click()
    expect(page.get_by_label("Why, if you like")).to_have_value("On leave.")
    expect(page.get_by_role("alert")).to_contain_text("Give an e-mail address")
    complaints.clear()  # the answer's status says that something is to be mended
    assert Invitation.objects.get().state == "asked"


def test_looking_at_the_page_and_leaving_it_changes_nothing(asked, page):
    _, address = asked
    page.goto(address)
    page.get_by_text("I cannot take part").click()
    page.goto("about:blank")
    assert Invitation.objects.get().state == "asked"
