"""The session gets its place: Chen by keyboard, Olga by mouse and by form, the planner for the rest; a release."""

from playwright.sync_api import expect

from tests.journeys.places import MEETING, TITLE


def by_keyboard(page, camera):
    """Chen takes hold of the waiting session with Enter and lets it go one room to the right."""
    page.goto(f"/{MEETING}/schedule/")
    camera(page, "waiting")
    grip = page.get_by_role("button", name=f"Place {TITLE}")
    grip.focus()
    for key in ("Enter", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_role("button", name=f"Move {TITLE}")).to_be_visible()


def by_mouse(page, camera, room, clock):
    """Olga drags the card to another room and time."""
    page.goto(f"/{MEETING}/schedule/")
    grip = page.get_by_role("button", name=f"Move {TITLE}")
    grip.scroll_into_view_if_needed()
    start = grip.bounding_box()
    goal = page.locator(f".slot[data-room-name='{room}'][data-clock='{clock}']").bounding_box()
    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(goal["x"] + 20, goal["y"] + 4, steps=8)
    page.mouse.up()
    expect(page.get_by_text(f"{TITLE}: {room}, {clock}.")).to_be_visible()
    camera(page, "schedule")


def by_form(page, room, clock):
    page.goto(f"/{MEETING}/schedule/")
    page.locator(".day-grid").get_by_role("link", name=TITLE).click()
    page.get_by_label("Room").first.select_option(label=room)
    starts = page.get_by_label("Starts")
    starts.select_option(starts.locator("option", has_text=clock).first.get_attribute("value"))
    page.get_by_label("Keep it in this room").check()
    page.get_by_role("button", name="Put it there").click()
    expect(page.get_by_role("button", name=f"Move {TITLE}")).to_be_visible()


def plan(page, camera, meeting=MEETING):
    """The planner proposes; the draft changes only when somebody applies it."""
    page.goto(f"/{meeting}/schedule/plans/")
    page.get_by_label("Seconds").fill("2")
    page.get_by_role("button", name="Start planning").click()
    found = page.get_by_role("heading", name="What would change")
    while not found.is_visible():
        page.wait_for_timeout(500)
        page.reload()
    camera(page, "plan")
    if page.get_by_role("button", name="Apply this plan").is_visible():
        page.get_by_role("button", name="Apply this plan").click()


def approve(page):
    """Chen's seat approves the draft before it is released."""
    page.goto(f"/{MEETING}/schedule/")
    page.get_by_role("button", name="Approve this draft").click()
    expect(page.get_by_text("Approved by Chen Wei")).to_be_visible()


def release(page, camera):
    page.goto(f"/{MEETING}/releases/")
    expect(page.locator("main")).to_contain_text("Approved by Chen Wei")
    page.get_by_label("What is new").fill("The first program")
    page.get_by_role("button", name="Release the program").click()
    public = page.get_by_role("link", name="Open the public program")
    while not (public.is_visible() and page.get_by_text("Public", exact=True).is_visible()):
        page.wait_for_timeout(500)
        page.reload()
    camera(page, "releases")
