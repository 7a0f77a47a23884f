"""The first page, search and the strip of a meeting in a real browser, on a screen and on a phone."""

import pytest
from django.utils import timezone

from tests.factories.world import make_world

PAGES = ("/", "/search/?q=canary", "/search/?q=canary&in=proposals", "/my-reviews/", "/ash-2027/")


@pytest.fixture
def world(transactional_db, cast):
    return make_world(cast, timezone.now())


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
@pytest.mark.parametrize("who", ["nobody", "paula", "chen", "olga"])
def test_pages_are_accessible_and_do_not_scroll_sideways(
    world, open_page, sign_in_as, assert_accessible, who, width, scheme
):
    page = open_page(width=width, scheme=scheme)
    if who != "nobody":
        sign_in_as(page, getattr(world.cast, who))
    for address in PAGES if who != "nobody" else ("/", "/ash-2027/"):
        page.goto(address)
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone_what_waits_stands_above_what_changed(world, phone, sign_in_as):
    sign_in_as(phone, world.cast.paula)
    phone.goto("/")
    waits = phone.get_by_role("heading", name="Your proposals").bounding_box()
    changed = phone.get_by_role("heading", name="What changed").bounding_box()
    assert waits["y"] < changed["y"]


def test_search_is_reached_from_the_top_bar_by_keyboard(world, page, sign_in_as):
    sign_in_as(page, world.cast.paula)
    page.goto("/")
    page.get_by_role("searchbox", name="Search").fill("canary draft")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Canary draft of Paula").click()
    assert page.url.endswith(f"/proposals/{world.draft.code}/")
