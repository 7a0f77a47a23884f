"""Stars on the public program: with script a button at once, without it a page with one."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from scheduling.models import Star

pytestmark = pytest.mark.django_db(transaction=True)
NAME = "Star Iron and infection"


@pytest.fixture
def program(world):
    return reverse("program", args=["ash-2026"])


def test_a_star_is_kept_and_her_menu_is_there(world, program, page, sign_in_as):
    sign_in_as(page, world.cast.ada)
    page.goto(program)
    page.get_by_text("Ada Adeyemi").wait_for()
    star = page.get_by_role("button", name=NAME)
    expect(star).to_have_attribute("aria-pressed", "false")
    with page.expect_response("**/star/"):
        star.click()
    page.reload()
    expect(star).to_have_attribute("aria-pressed", "true")
    assert Star.objects.get().person == world.cast.ada


def test_a_search_draws_its_stars_too(world, program, page):
    page.goto(program)
    with page.expect_response("**/star/"):
        page.get_by_role("button", name=NAME).click()
    page.get_by_role("searchbox").press_sequentially("iron")
    page.wait_for_url("**q=iron**")
    expect(page.get_by_role("button", name=NAME)).to_have_attribute("aria-pressed", "true")


def test_without_script_a_star_is_a_page_with_a_button(world, program, open_page):
    page = open_page(java_script_enabled=False)
    page.goto(program)
    page.get_by_role("link", name=NAME).click()
    page.get_by_role("button", name="Star this session").click()
    page.get_by_role("link", name="My agenda").first.click()
    expect(page.get_by_role("link", name="Iron and infection", exact=True)).to_be_visible()


def test_a_star_that_could_not_be_kept_is_taken_back(world, program, page, complaints):
    page.goto(program)
    star = page.get_by_role("button", name=NAME)
    star.wait_for()
    page.route("**/star/", lambda route: route.abort())
    star.click()
    expect(star).to_have_attribute("title", "This could not be kept. Try again.")
    expect(star).to_have_attribute("aria-pressed", "false")
    complaints.clear()
