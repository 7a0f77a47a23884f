"""Every component in every state: no axe violation, nothing wider than its screen, light and dark."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def gallery_is_open(settings):
    settings.DEBUG = True


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_component_is_accessible_and_fits(open_page, assert_accessible, assert_fits, width, scheme):
    page = open_page(width=width, scheme=scheme)
    page.goto("/gallery/")
    assert_accessible(page)
    assert_fits(page)


def test_the_reader_chooses_dark_paper_and_finds_it_again(page):
    page.goto("/gallery/")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Dark").click()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark != light
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    page.get_by_role("button", name="System").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == light


def test_a_destructive_link_asks_in_a_dialog_and_gives_focus_back(page):
    page.goto("/gallery/")
    link = page.get_by_role("link", name="Withdraw").first
    link.click()
    dialog = page.get_by_role("dialog", name="Withdraw “Base editing in sickle cell disease”?")
    expect(dialog.get_by_role("listitem")).to_have_text(["its place in the review", "three accepted invitations"])
    dialog.get_by_role("link", name="Keep it").click()
    assert dialog.is_hidden()
    assert link.evaluate("link => link === document.activeElement")


def test_a_destructive_link_leads_to_a_page_where_no_script_runs(open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/gallery/")
    page.get_by_role("link", name="Withdraw").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Withdraw “Base editing in sickle cell disease”?"
    assert page.get_by_role("button", name="Withdraw").is_visible()


def test_the_error_summary_has_the_focus_and_leads_to_the_field(page):
    page.goto("/gallery/")
    summary = page.get_by_role("alert")
    assert summary.evaluate("box => box === document.activeElement")
    summary.get_by_role("link", name="E-mail address of a co-chair").click()
    field = page.locator("#sent_email")
    assert field.get_attribute("aria-invalid") == "true"
    described = field.get_attribute("aria-describedby").split()
    assert [page.locator(f"#{name}").inner_text() for name in described] == ["Enter a valid email address."]


def test_a_deadline_is_read_in_the_zone_of_the_reader(open_page):
    page = open_page(timezone_id="Asia/Tokyo")
    page.goto("/gallery/")
    first = page.locator("[data-deadline]").first
    assert first.locator("[data-reader-time]").inner_text().endswith("for you (Asia/Tokyo)")
    assert first.locator("[data-left]").inner_text() == "39 days left"
