"""Rules in a real browser: heard while one writes, tried while staff write them, ordered by key and by hand."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories.cast import make_cast
from tests.factories.proposals import make_proposal
from tests.factories.rules import make_rule, make_waiver
from tests.factories.workshops import make_call, make_format, make_meeting

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(db):
    return make_cast()


@pytest.fixture
def form(cast):
    return make_format(make_call(make_meeting(), timezone.now()))


def setup_address(form, rest=""):
    return f"/{form.call.meeting.slug}/setup/calls/{form.call.slug}/{rest}"


def test_a_rule_that_changes_while_one_writes_is_seen_and_heard(open_page, sign_in_as, cast, form):
    make_rule(form.call, "word_limit", part="summary", words=5)
    draft = make_proposal(form, cast.paula, timezone.now())
    page = open_page()
    sign_in_as(page, cast.paula)
    page.goto(f"/proposals/{draft.code}/edit/basics/")
    expect(page.locator("#sheet-news")).to_be_empty()
    page.get_by_label("Summary").fill("How tumours make blood clot, and more")
    expect(page.locator("#rule-sheet")).to_contain_text("The summary has 7 words; at most 5 are allowed.")
    expect(page.locator("#sheet-news")).to_contain_text("Needed now: The summary has 7 words")
    page.get_by_label("Summary").fill("Short again")
    expect(page.locator("#sheet-news")).to_contain_text("Met now: word_limit")
    expect(page.get_by_label("Summary")).to_be_focused()


def test_a_rule_is_tried_while_it_is_written(open_page, sign_in_as, assert_accessible, cast, form):
    make_proposal(form, cast.paula, timezone.now(), "submitted")
    page = open_page()
    sign_in_as(page, cast.olga)
    page.goto(setup_address(form, "requirements/new/chairs/"))
    expect(page.locator("#trial")).to_contain_text("Once the numbers above make sense")
    page.get_by_label("At least").fill("2")
    expect(page.locator("#trial")).to_contain_text("1 would have been refused.")
    page.get_by_text("Warns the proposer").click()
    expect(page.locator("#trial")).to_contain_text("1 would have been warned.")
    assert_accessible(page)


def test_rules_are_put_in_order_by_keyboard_and_by_hand(open_page, sign_in_as, assert_accessible, cast, form):
    for number in (1, 2, 3):
        rule = make_rule(form.call, minimum=number)
        rule.sentence = f"Rule {number}"
        rule.save()
    page = open_page()
    sign_in_as(page, cast.olga)
    page.goto(setup_address(form, "requirements/"))
    grip = page.get_by_role("button", name="Move “Rule 1”")
    grip.focus()
    grip.press("ArrowDown")
    expect(page.locator("#order-says")).to_have_text("Rule 1: place 2 of 3.")
    expect(grip).to_be_focused()
    page.get_by_role("button", name="Move “Rule 3”").drag_to(page.get_by_role("link", name="Rule 2").first)
    expect(page.locator("#order-says")).to_contain_text("Rule 3: place")
    assert_accessible(page)
    page.reload()
    expect(page.locator("ol.entries > li").first).to_contain_text("Rule 3")
    assert list(form.call.requirements.values_list("sentence", flat=True)) == ["Rule 3", "Rule 2", "Rule 1"]


@pytest.mark.parametrize("width", [1280, 390])
def test_pages_of_rules_and_waivers_are_clean_and_fit(width, open_page, sign_in_as, assert_accessible, cast, form):
    at = timezone.now()
    rule = make_rule(form.call)
    submitted = make_proposal(form, cast.paula, at, "submitted")
    waiver = make_waiver(submitted, rule, at)
    draft = make_proposal(form, cast.paula, at)
    page = open_page(width=width)
    sign_in_as(page, cast.olga)
    addresses = [
        setup_address(form, "requirements/sheet/"),
        setup_address(form, "requirements/trial/"),
        setup_address(form, "waivers/"),
        setup_address(form, f"waivers/{waiver.pk}/"),
        f"/proposals/{submitted.code}/",
        f"/proposals/{submitted.code}/rules/{rule.pk}/waive/",
        "/people/members/",
    ]
    check(page, addresses, assert_accessible, width)
    sign_in_as(page, cast.paula)
    addresses = [f"/proposals/{draft.code}/rules/{rule.pk}/ask/", f"/proposals/{draft.code}/edit/check/"]
    check(page, addresses, assert_accessible, width)


def check(page, addresses, assert_accessible, width):
    for address in addresses:
        page.goto(address)
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
