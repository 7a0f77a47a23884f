"""The public program without a net: visit, go offline, read."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)

KEPT = "caches.keys().then(async ([name]) => (await (await caches.open(name)).keys()).map((each) => each.url))"


@pytest.fixture
def page(open_page, complaints):
    """A browser that may keep things; it says of each thing it cannot fetch that it could not."""
    yield open_page(service_workers="allow")
    complaints[:] = [line for line in complaints if "net::ERR_" not in line and "htmx:" not in line]


@pytest.fixture
def program(world):
    return reverse("program", args=["ash-2026"])


def visit(page, program):
    """Until the worker has what the page is made of."""
    page.goto(program)
    page.get_by_role("button", name="Keep every page for offline").wait_for()
    page.wait_for_function(f"{KEPT}.then((kept) => kept.length > 20)")


def test_days_and_what_was_opened_are_read_offline(world, program, page):
    visit(page, program)
    page.get_by_role("link", name="Iron and infection", exact=True).click()
    page.get_by_role("heading", name="Iron and infection", level=1).wait_for()
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.goto(program)
    expect(page.get_by_role("heading", name="Program", level=1)).to_be_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith('"Source Serif 4"')
    assert page.evaluate("document.fonts.check('20px Inter')")
    page.get_by_role("link", name="All days").click()
    page.get_by_role("link", name="Iron and infection", exact=True).click()
    expect(page.get_by_text("How iron feeds microbes.")).to_be_visible()
    page.get_by_role("link", name="Felix Fuchs").click()
    expect(page.get_by_role("heading", name="This page is not on your device")).to_be_visible()


def test_every_page_is_kept_at_a_button(world, program, page):
    visit(page, program)
    page.get_by_role("button", name="Keep every page for offline").click()
    page.get_by_text("Every page is kept on this device.").wait_for()
    page.context.set_offline(True)
    page.goto(reverse("program_person", args=["ash-2026", world.cast.felix.code]))
    expect(page.get_by_role("heading", name="Felix Fuchs", level=1)).to_be_visible()


def test_what_is_the_readers_own_is_never_kept(world, program, page, sign_in_as):
    sign_in_as(page, world.cast.ada)
    visit(page, program)
    page.get_by_text("Ada Adeyemi").wait_for()
    page.goto(reverse("my_agenda", args=["ash-2026"]))
    page.goto(program)
    page.wait_for_load_state("networkidle")
    kept = page.evaluate(KEPT)
    assert [each for each in kept if "mine" in each or "agenda" in each] == []
    page.context.set_offline(True)
    page.goto(program)
    expect(page.get_by_role("heading", name="Program", level=1)).to_be_visible()
    assert "Ada Adeyemi" not in page.content()


def test_a_browser_is_told_how_to_install_it(program, page):
    page.goto(program)
    manifest = page.request.get(page.locator("link[rel=manifest]").get_attribute("href")).json()
    assert (manifest["start_url"], manifest["scope"]) == (program, "/ash-2026/")
    assert page.request.get(manifest["icons"][0]["src"]).ok
