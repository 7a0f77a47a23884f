"""The schedule editor in a real browser: by mouse, by keyboard, and how it looks."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from scheduling.actions import placing
from scheduling.models import Placement
from tests.factories.scheduling import FRIDAY, make_room, make_session, place

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def busy(world):
    """Three rooms, one session placed, another in a clash with it, one that waits."""
    make_room(world.meeting, "hall-b", order=2)
    third = make_room(world.meeting, "salon", order=3)
    clash = make_session(world.meeting, "Platelets at work", world.cast.felix, minutes=90)
    clash.topics.add(world.topic)
    place(world.version, clash, third, FRIDAY + timedelta(minutes=30))
    make_session(world.meeting, "Iron waits", world.cast.rita, minutes=120)
    return world


def where(world, title="Canary session"):
    placement = Placement.objects.select_related("room").get(version=world.version, session__title=title)
    return placement.room.slug, placement.starts_at


def test_a_card_is_dragged_to_another_room_and_time(busy, open_page, sign_in_as):
    page = open_page(height=1400)
    sign_in_as(page, busy.cast.olga)
    page.goto(reverse("schedule", args=["ash-2027"]))
    grip = page.get_by_role("button", name="Move Canary session").bounding_box()
    slot = page.locator(".slot[data-room-name='Hall B'][data-clock='08:30']").bounding_box()
    page.mouse.move(grip["x"] + 5, grip["y"] + 5)
    page.mouse.down()
    page.mouse.move(slot["x"] + 20, slot["y"] + 4, steps=5)
    page.mouse.up()
    page.get_by_text("Canary session: Hall B, 08:30.").wait_for()
    assert where(busy) == ("hall-b", FRIDAY + timedelta(minutes=30))


def test_a_card_is_moved_by_keyboard_and_can_be_left_where_it_was(busy, page, sign_in_as):
    sign_in_as(page, busy.cast.chen)
    page.goto(reverse("schedule", args=["ash-2027"]))
    grip = page.get_by_role("button", name="Move Canary session")
    grip.focus()
    for key in ("Enter", "ArrowDown", "Escape"):
        page.keyboard.press(key)
    page.get_by_text("Left where it was.").wait_for()
    for key in ("Enter", "ArrowRight", "ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    page.get_by_text("Canary session: Hall B, 08:30.").wait_for()
    assert where(busy) == ("hall-b", FRIDAY + timedelta(minutes=30))
    page.wait_for_function("document.activeElement.classList.contains('grip')")


def test_a_move_over_somebody_elses_is_refused_and_shows_how_it_stands(busy, page, sign_in_as, at):
    sign_in_as(page, busy.cast.olga)
    page.goto(reverse("schedule", args=["ash-2027"]))
    page.get_by_role("button", name="Move Canary session").focus()
    page.keyboard.press("Enter")
    later = FRIDAY + timedelta(hours=2)
    placing.place(busy.version, busy.session, room=busy.room, starts_at=later, by=busy.cast.chen, at=at)
    for key in ("ArrowRight", "Enter"):
        page.keyboard.press(key)
    page.get_by_text("Not moved. Chen Wei moved “Canary session” from Hall A, Fri 10 Dec, 08:00 to").wait_for()
    assert where(busy) == ("hall-a", later)
    expect(page.locator("#grid")).to_contain_text("10:00–11:00")


def test_a_second_editor_sees_a_move_within_two_seconds_and_it_is_taken_back(busy, open_page, sign_in_as):
    olga, chen = open_page(), open_page()
    for page, person in ((olga, busy.cast.olga), (chen, busy.cast.chen)):
        sign_in_as(page, person)
        page.goto(reverse("schedule", args=["ash-2027"]))
    olga.get_by_role("button", name="Move Canary session").focus()
    for key in ("Enter", "ArrowRight", "Enter"):
        olga.keyboard.press(key)
    olga.get_by_text("Canary session: Hall B, 08:00.").wait_for()
    expect(chen.locator("#grid").get_by_text("Hall B", exact=True)).to_have_count(1, timeout=2_000)
    expect(chen.locator("#history")).to_contain_text("Olga Okafor at")
    olga.keyboard.press("Control+z")
    olga.get_by_text("Taken back: moved “Canary session”").wait_for()
    assert where(busy) == ("hall-a", FRIDAY)
    olga.keyboard.press("Control+Shift+z")
    olga.get_by_text("Done again: moved “Canary session”").wait_for()
    assert where(busy) == ("hall-b", FRIDAY)


def test_a_card_is_taken_out_by_the_keyboard_and_waits(busy, page, sign_in_as):
    sign_in_as(page, busy.cast.olga)
    page.goto(reverse("schedule", args=["ash-2027"]))
    page.get_by_role("button", name="Move Canary session").focus()
    for key in ("Enter", "Delete"):
        page.keyboard.press(key)
    page.get_by_text("Canary session waits for a place again.").wait_for()
    expect(page.get_by_role("heading", name="Waiting for a place: 2")).to_be_visible()
    expect(page.get_by_role("button", name="Place Canary session")).to_be_focused()


def test_a_waiting_session_is_placed_on_a_phone_by_the_plain_form(busy, phone, sign_in_as, assert_fits):
    sign_in_as(phone, busy.cast.olga)
    phone.goto(reverse("schedule", args=["ash-2027"]))
    assert_fits(phone)
    phone.get_by_role("link", name="Iron waits").click()
    phone.get_by_label("Room").first.select_option(label="Hall B")
    phone.get_by_label("Starts").select_option(label="Fri 10 Dec, 13:00")
    phone.get_by_role("button", name="Put it there").click()
    phone.wait_for_url("**/schedule/?day=2027-12-10")
    assert where(busy, "Iron waits") == ("hall-b", FRIDAY + timedelta(hours=5))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "name", ["schedule", "places", "session_list", "plans", "session_new", "move_list", "clash_list", "version_list"]
)
def test_pages_are_accessible(busy, open_page, sign_in_as, assert_accessible, name, scheme):
    page = open_page(scheme=scheme)
    sign_in_as(page, busy.cast.olga)
    page.goto(reverse(name, args=["ash-2027"]))
    assert_accessible(page)
