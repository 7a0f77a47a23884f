"""Disclosures by keyboard, on a phone, in the dark: stated by Rita, judged by Olga."""

import pytest
from playwright.sync_api import expect

from tests.factories.workshops import make_disclosure, make_meeting
from workshops.models import Disclosure

FORM = "/disclosures/ash-2027/"


def tab_to(page, label: str) -> None:
    """Press Tab until the control with these words has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        said = page.evaluate(
            """() => { const e = document.activeElement;
            return [...(e.labels ?? [])].map(l => l.innerText).join(" ") || e.innerText || ""; }"""
        )
        if label in said:
            return
    raise AssertionError(f"Tab never reaches “{label}”")


def test_rita_states_two_relationships_with_nothing_but_a_keyboard(world, cast, page, sign_in_as):
    sign_in_as(page, cast.rita)
    page.goto(FORM)
    tab_to(page, "I have had no such relationship")
    page.keyboard.press("ArrowDown")
    tab_to(page, "Company")
    page.keyboard.type("Acme")
    tab_to(page, "What you are to it")
    page.keyboard.type("Con")
    tab_to(page, "Add another relationship")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Company")).to_have_count(2)
    tab_to(page, "Company")
    page.keyboard.type("Bolt")
    tab_to(page, "What you are to it")
    page.keyboard.type("Roy")
    tab_to(page, "This has ended")
    page.keyboard.press("Space")
    page.get_by_label("Company").nth(1).press("Enter")
    expect(page.get_by_role("heading", name="My disclosures")).to_be_visible()
    rows = Disclosure.objects.filter(person=cast.rita).first().relationships.all()
    assert [(row.company, row.nature, row.ended) for row in rows] == [
        ("Acme", "consultant", False),
        ("Bolt", "royalties", True),
    ]


def test_the_focus_is_in_the_row_that_was_added(world, cast, page, sign_in_as):
    sign_in_as(page, cast.rita)
    page.goto(FORM)
    page.get_by_role("button", name="Add another relationship").click()
    expect(page.get_by_text("Relationship 2 of 2")).to_be_focused()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_the_pages_are_accessible_and_fit(
    world, cast, at, open_page, sign_in_as, assert_accessible, assert_fits, width, scheme
):
    make_disclosure(make_meeting("ash-2025"), cast.rita, at, "Acme")
    here = f"/ash-2027/setup/disclosures/of/{cast.chen.code}/"
    visits = {
        cast.rita: ["/disclosures/", FORM, "/"],
        cast.olga: ["/ash-2027/setup/disclosures/", "/ash-2027/setup/disclosures/asked/", here, f"{here}paper/"],
    }
    for person, addresses in visits.items():
        page = open_page(width=width, scheme=scheme)
        sign_in_as(page, person)
        for address in addresses:
            page.goto(address)
            assert_accessible(page)
            assert_fits(page)


def test_what_is_wrong_gets_the_focus_and_keeps_what_was_typed(
    world, cast, page, sign_in_as, complaints, assert_accessible
):
    sign_in_as(page, cast.rita)
    page.goto(FORM)
    page.get_by_label("Company").fill("Acme")
    page.get_by_role("button", name="State this").last.click()
    expect(page.get_by_role("alert")).to_contain_text("Choose one of the two answers")
    expect(page.get_by_label("Company")).to_have_value("Acme")
    assert_accessible(page)
    complaints[:] = [line for line in complaints if "422" not in line]
