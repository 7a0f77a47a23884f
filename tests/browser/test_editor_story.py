"""The schedule of a meeting in one go: ten sessions by keyboard, one by mouse, with a second editor beside, taken
back, compared with an alternative, and released once somebody answers for what is broken."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories.scheduling import FRIDAY, make_room, make_session

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.pdf]


@pytest.fixture
def waiting(world):
    """Ten sessions of an hour that wait, and three rooms; Felix speaks in the first."""
    make_room(world.meeting, "hall-b", order=2)
    make_room(world.meeting, "salon", order=3)
    for number in range(10):
        make_session(world.meeting, f"Talk {number}", world.cast.felix if number == 0 else world.cast.ada)
    return world


def address(name):
    return reverse(name, args=["ash-2027"])


def open_editor(open_page, sign_in_as, person):
    page = open_page(height=2400)
    sign_in_as(page, person)
    page.goto(address("schedule"))
    return page


def test_a_schedule_is_made_by_two_and_released(waiting, open_page, sign_in_as):
    olga = open_editor(open_page, sign_in_as, waiting.cast.olga)
    chen = open_editor(open_page, sign_in_as, waiting.cast.chen)
    for number in range(10):
        place_by_keyboard(olga, number)
    expect(olga.get_by_role("heading", name="Waiting for a place: 0")).to_be_visible()
    expect(chen.locator("#grid .session-card")).to_have_count(11, timeout=2_000)
    drag(chen, "Talk 9", "Salon", "12:15")
    expect(olga.locator("#grid").get_by_text("12:15–13:15")).to_be_visible(timeout=2_000)
    chen.get_by_role("button", name="Take back my last move").click()
    chen.get_by_text("Taken back: moved “Talk 9”").wait_for()
    expect(olga.locator("#grid").get_by_text("12:15–13:15")).to_have_count(0, timeout=2_000)
    compare(olga)
    release(olga)
    assert waiting.meeting.releases.get().version.placements.count() == 11


def place_by_keyboard(page, number):
    """Beside the canary session and below it, an hour each."""
    page.get_by_role("button", name=f"Place Talk {number}").focus()
    page.keyboard.press("Enter")
    page.locator(".slot[data-offer]").first.wait_for(state="attached")
    page.keyboard.press("ArrowRight")
    for _ in range(4 * number):
        page.keyboard.press("ArrowDown")
    clock = (FRIDAY + timedelta(hours=number - 5)).strftime("%H:%M")
    expect(page.locator("[data-said]")).to_contain_text(
        f"Hall B, {clock}: Breaks a rule" if number == 0 else f"Hall B, {clock}: Fits"
    )
    page.keyboard.press("Enter")
    page.get_by_text(f"Talk {number}: Hall B, {clock}.").wait_for()
    expect(page.get_by_role("button", name=f"Move Talk {number}")).to_be_focused()


def drag(page, title, room, clock):
    grip = page.get_by_role("button", name=f"Move {title}").bounding_box()
    slot = page.locator(f".slot[data-room-name='{room}'][data-clock='{clock}']").bounding_box()
    page.mouse.move(grip["x"] + 5, grip["y"] + 5)
    page.mouse.down()
    page.mouse.move(slot["x"] + 20, slot["y"] + 4, steps=5)
    page.mouse.up()
    page.get_by_text(f"{title}: {room}, {clock}.").wait_for()


def compare(page):
    """An alternative is copied, the draft is changed, and the two are laid side by side."""
    page.goto(address("version_list"))
    page.get_by_label("Name of a copy of Version 1").fill("As it was")
    page.get_by_role("button", name="Copy Version 1").click()
    page.goto(address("schedule"))
    page.get_by_role("button", name="Move Talk 9").focus()
    for key in ("Enter", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    page.get_by_text("Talk 9: Salon, 17:00.").wait_for()
    page.goto(address("version_list"))
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", name="What is different: 1")).to_be_visible()
    expect(page.get_by_role("row", name="Talk 9")).to_contain_text("Another room")


def release(page):
    """Felix is in two rooms at once: the release waits until somebody answers for that."""
    page.goto(address("releases"))
    page.get_by_role("button", name="Release the program").click()
    page.get_by_text("1 rule is broken that nobody has acknowledged: Felix Fuchs is wanted in").wait_for()
    page.get_by_role("link", name="Mend or acknowledge them").click()
    page.get_by_label("Felix Fuchs is wanted in").check()
    page.get_by_label("Why the chosen ones may stay").fill("He goes from one to the other")
    page.get_by_role("button", name="Acknowledge the chosen").click()
    page.get_by_text("“He goes from one to the other” (Olga Okafor").wait_for()
    page.goto(address("releases"))
    page.get_by_role("button", name="Release the program").click()
    expect(page.get_by_role("cell", name="Olga Okafor")).to_be_visible()
