"""Nothing typed is lost: what the server did not take waits in the browser, is sent again, and is offered again."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)

SAVE = "**/gallery/save/"
NOT_YET = "Not saved yet, we keep trying; your text is safe in this window"


@pytest.fixture
def draft(page, settings):
    """The gallery's draft form: its page, ready to be typed into."""
    settings.DEBUG = True
    page.clock.install()
    page.goto("/gallery/")
    return page


def idea(page):
    return page.get_by_label("Your idea")


def state(page):
    return page.locator("#save-draft")


def type_words(page, words):
    idea(page).press_sequentially(words)
    page.clock.run_for(500)


def test_a_draft_says_when_it_was_saved_and_leaves_nothing_behind(draft):
    type_words(draft, "Base editing")
    expect(state(draft)).to_have_text("Saved " + draft.evaluate("state = new Date().toISOString().slice(11, 16)"))
    assert draft.evaluate("localStorage.getItem('unsaved:gallery')") is None


def test_a_failed_save_is_said_and_tried_again_until_it_is_kept(draft, complaints):
    draft.route(SAVE, lambda route: route.fulfill(status=503))
    type_words(draft, "Base editing")
    expect(state(draft)).to_have_text(NOT_YET)
    draft.unroute(SAVE)
    draft.clock.run_for(3_000)
    expect(state(draft)).to_contain_text("Saved ")
    assert draft.evaluate("localStorage.getItem('unsaved:gallery')") is None
    complaints.clear()


def test_a_save_that_ends_at_the_sign_in_page_is_not_a_save(draft):
    draft.route(SAVE, lambda route: route.fulfill(status=302, headers={"Location": "/"}))
    type_words(draft, "Base editing")
    expect(state(draft)).to_contain_text("you are signed out")


def test_what_was_not_saved_is_offered_again_after_the_window_was_closed(draft, complaints):
    draft.route(SAVE, lambda route: route.abort())
    type_words(draft, "Base editing in children")
    expect(state(draft)).to_have_text(NOT_YET)
    draft.unroute(SAVE)
    draft.reload()
    assert idea(draft).input_value() == ""
    draft.get_by_role("button", name="Bring it back").click()
    assert idea(draft).input_value() == "Base editing in children"
    expect(state(draft)).to_contain_text("Saved ")
    complaints.clear()


def test_what_was_not_saved_can_be_thrown_away(draft, complaints):
    draft.route(SAVE, lambda route: route.abort())
    type_words(draft, "Never mind")
    expect(state(draft)).to_have_text(NOT_YET)
    draft.reload()
    draft.get_by_role("button", name="Throw it away").click()
    draft.reload()
    expect(draft.get_by_role("button", name="Throw it away")).to_have_count(0)
    complaints.clear()
