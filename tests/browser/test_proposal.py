"""Paula writes a proposal in a real browser: it saves itself, two windows lose nothing, a keyboard is enough."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from proposals.models import Proposal
from tests.factories.cast import make_cast
from tests.factories.proposals import make_proposal
from tests.factories.workshops import make_call, make_format, make_meeting, make_prompt, make_topic

pytestmark = pytest.mark.django_db(transaction=True)

SECTIONS = ("basics", "questions", "people", "running-order", "earlier-editions", "check")


@pytest.fixture
def cast(db):
    return make_cast()


@pytest.fixture
def draft(cast):
    at = timezone.now()
    call = make_call(make_meeting(), at)
    make_prompt(call, word_limit=50)
    make_topic(call.meeting)
    return make_proposal(make_format(call), cast.paula, at)


def now(draft):
    return Proposal.objects.get(pk=draft.pk)


def saved(page):
    return expect(page.locator("#save-state")).to_contain_text("Saved ")


@pytest.fixture
def window(open_page, sign_in_as, cast, draft):
    """Another window of Paula's with a section of her draft."""

    def opened(section="basics", **screen):
        page = open_page(**screen)
        sign_in_as(page, cast.paula)
        page.goto(f"/proposals/{draft.code}/edit/{section}/")
        return page

    return opened


def test_what_is_typed_is_saved_without_a_button_and_the_rules_follow(window, draft):
    page = window("questions")
    expect(page.locator("#rule-sheet")).to_contain_text("1 of 1 required questions still to answer")
    page.get_by_label("Why now?").press_sequentially("Because new data came", delay=1)
    expect(page.locator("[data-count]")).to_have_text("4 of 50 words")
    expect(page.locator("#rule-sheet")).to_contain_text("Required questions answered: 1 of 1.")
    saved(page)
    assert now(draft).answers == {"why-now": "Because new data came"}


def test_two_windows_on_different_fields_keep_both(window, draft):
    one, two = window(), window()
    one.get_by_label("Title").fill("Title by one")
    saved(one)
    expect(one.locator("#base-version")).to_have_value("2")
    two.get_by_label("Summary").fill("Summary by two")
    expect(two.locator("#edit-faults")).to_contain_text("Both changes are kept")
    two.get_by_label("Summary").fill("Summary by two, longer")
    expect(two.locator("#save-state")).to_contain_text("Saved ")
    two.wait_for_timeout(2000)
    assert (now(draft).title, now(draft).summary) == ("Title by one", "Summary by two, longer")


def test_two_windows_on_the_same_words_are_shown_both_and_one_decides(window, draft, complaints):
    one, two = window(), window()
    one.get_by_label("Summary").fill("Summary by one")
    expect(one.locator("#base-version")).to_have_value("2")
    two.get_by_label("Summary").fill("Summary by two")
    expect(two.locator("#clash")).to_contain_text("You, in another window, changed the same words: Summary")
    expect(two.locator("#save-state")).to_have_text("Kept in the history, not in the text")
    two.get_by_role("button", name="See both texts").click()
    expect(two.locator("#clash")).to_contain_text("Summary by one")
    expect(two.get_by_label("Summary")).to_have_value("Summary by two")
    two.get_by_role("button", name="Save mine").click()
    expect(two.locator("#clash")).to_be_empty()
    assert now(draft).summary == "Summary by two"
    complaints.clear()  # the browser tells of the two answers with status 409


def test_a_keyboard_is_enough_from_the_first_word_to_the_submission(window, draft):
    page = window()
    page.get_by_label("Title").focus()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("Typed without a mouse")
    page.keyboard.press("Enter")
    expect(page).to_have_url(page.url)
    page.get_by_role("button", name="Save, then the questions").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Why now?").focus()
    page.keyboard.type("Because.")
    for name in ("Save, then people", "Save, then running order", "Save, then earlier editions", "Save, then check"):
        page.get_by_role("button", name=name).focus()
        page.keyboard.press("Enter")
    page.get_by_role("button", name="Submit", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Submitted, and a letter says so.")).to_be_visible()
    assert (now(draft).title, now(draft).state) == ("Typed without a mouse", "submitted")


def test_what_a_button_has_sent_is_never_offered_as_unsaved(window, draft):
    page = window("people")
    page.locator("#new").get_by_label("Family name").press_sequentially("Fuchs")
    page.locator("#new").get_by_role("button", name="Keep it and add another").click()
    expect(page.get_by_role("group", name="2. Fuchs")).to_be_visible()
    expect(page.get_by_role("button", name="Bring it back")).to_have_count(0)
    page.get_by_role("group", name="2. Fuchs").get_by_label("Institution").press_sequentially("Klinikum")
    page.get_by_role("button", name="Save, then running order").click()
    page.goto(f"/proposals/{draft.code}/edit/people/")
    expect(page.get_by_role("group", name="2. Fuchs").get_by_label("Institution")).to_have_value("Klinikum")
    expect(page.get_by_role("button", name="Bring it back")).to_have_count(0)


def test_rows_are_added_and_moved_and_focus_stays_with_them(window, draft):
    page = window("people")
    blank = page.locator("#new")
    blank.get_by_label("Family name").fill("Fuchs")
    blank.get_by_role("button", name="Keep it and add another").click()
    expect(page.get_by_role("group", name="2. Fuchs")).to_be_visible()
    expect(page.locator("#new").get_by_label("Role")).to_be_focused()
    page.get_by_role("group", name="2. Fuchs").get_by_role("button", name="Move up").click()
    expect(page.get_by_role("group", name="1. Fuchs").get_by_role("button", name="Move down")).to_be_focused()
    assert [row.family_name for row in draft.faculty.all()] == ["Fuchs", "Perez"]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_every_page_of_a_proposal_is_accessible_and_fits(
    width, scheme, window, draft, assert_accessible, assert_fits
):
    page = window(width=width, scheme=scheme)
    addresses = [f"/proposals/{draft.code}/edit/{section}/" for section in SECTIONS]
    addresses += ["/proposals/", "/ash-2027/calls/workshops/propose/"]
    addresses += [f"/proposals/{draft.code}/{part}" for part in ("", "history/", "withdraw/")]
    for address in addresses:
        page.goto(address)
        assert_accessible(page)
        assert_fits(page)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (390, "light")])
def test_the_pages_of_staff_are_accessible_and_fit(
    width, scheme, open_page, sign_in_as, cast, draft, assert_accessible, assert_fits
):
    make_proposal(draft.format, cast.felix, draft.saved_at, "submitted", title="Iron and infection")
    page = open_page(width=width, scheme=scheme)
    sign_in_as(page, cast.olga)
    rules = "/ash-2027/setup/calls/workshops/requirements/"
    for address in ("/ash-2027/calls/workshops/proposals/", rules, f"{rules}new/required_parts/"):
        page.goto(address)
        assert_accessible(page)
        assert_fits(page)
