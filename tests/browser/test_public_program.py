"""The public program as attendees use it: in their zone, searching as they type, on the way to the next room."""

from datetime import datetime

import pytest
from django.urls import reverse
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def program(world):
    return reverse("program", args=["ash-2026"])


def test_a_reader_elsewhere_sees_her_own_times_and_keeps_them(program, open_page, assert_accessible):
    page = open_page(timezone_id="Asia/Tokyo")
    page.goto(program)
    expect(page.get_by_text("13:00–14:00")).to_be_visible()
    page.get_by_role("link", name="Show them in Asia/Tokyo").click()
    expect(page.get_by_text("03:00–04:00")).to_be_visible()
    page.get_by_role("link", name="Iron and infection", exact=True).click()
    expect(page.get_by_text("All times are those of Asia/Tokyo")).to_be_visible()
    page.get_by_text("Another time zone").click()
    expect(page.locator("#zones option").nth(300)).to_be_attached()
    assert_accessible(page)
    page.get_by_role("link", name="Back to the meeting’s").click()
    expect(page.get_by_text("All times are those of America/New York")).to_be_visible()


def test_a_zone_is_chosen_without_script(program, open_page):
    page = open_page(java_script_enabled=False)
    page.goto(program + "?day=all")
    page.get_by_text("Another time zone").click()
    page.get_by_label("Time zone", exact=True).fill("Europe/Berlin")
    page.locator(".zone-form").get_by_role("button", name="Show").click()
    expect(page.get_by_text("19:00–20:00")).to_be_visible()
    assert "day=all" in page.url


def test_typing_finds_people_and_sessions(program, page, assert_accessible):
    page.goto(program)
    page.get_by_role("searchbox").press_sequentially("fuchs")
    page.wait_for_url("**q=fuchs**")
    expect(page.get_by_role("heading", name="Iron and infection")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("navigation", name="People and topics").get_by_role("link", name="Felix Fuchs").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Felix Fuchs")


def test_searching_needs_no_script(program, open_page):
    page = open_page(java_script_enabled=False)
    page.goto(program)
    page.get_by_role("searchbox").fill("nothing")
    page.locator(".filter-row").get_by_role("button", name="Show").click()
    expect(page.get_by_text("Nothing matches")).to_be_visible()


def test_during_the_meeting_the_program_leads_to_what_runs_now(world, program, page, monkeypatch, assert_accessible):
    during = datetime.fromisoformat("2026-12-04T18:20:00+00:00")
    monkeypatch.setattr("program.views.pages.timezone.now", lambda: during)
    page.goto(program)
    page.get_by_role("link", name="Now and next").click()
    expect(page.get_by_text("It is 13:20 on Friday, 4 December 2026.")).to_be_visible()
    expect(page.get_by_role("link", name="Iron and infection", exact=True)).to_be_visible()
    assert_accessible(page)
