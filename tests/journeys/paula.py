"""Paula proposes, and later confirms."""

from playwright.sync_api import expect

from tests.journeys.places import ANSWERS, MEETING, ORDER, PEOPLE, SUMMARY, TITLE


def begin(page, camera):
    page.goto(f"/{MEETING}/")
    camera(page, "meeting")
    page.get_by_role("link", name="Workshops and agenda-setting sessions").click()
    camera(page, "call")
    page.get_by_role("link", name="Propose").first.click()
    page.get_by_label("Friday Scientific Workshop, three hours").check()
    page.get_by_role("button", name="Begin writing").click()


def write(page, camera):
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("Summary").fill(SUMMARY)
    page.get_by_label("Red cells and iron").check()
    expect(page.locator("#rule-sheet")).to_contain_text("The title is given.")
    page.get_by_role("button", name="Save, then the questions").click()
    for question, answer in ANSWERS.items():
        page.get_by_label(question).fill(answer)
    page.get_by_label("Where between basic and translational?").select_option("Basic to translational")
    page.get_by_role("button", name="Save, then people").click()
    for number, person in enumerate(PEOPLE, start=2):
        name_person(page, number, *person)
    page.get_by_role("button", name="Save, then running order").click()
    for number, item in enumerate(ORDER, start=1):
        add_item(page, number, *item)
    expect(page.locator("#rule-sheet")).to_contain_text("The running order takes 180 of 180 minutes.")
    camera(page, "running-order")


def name_person(page, number, role, given_name, family_name, institution):
    blank = page.locator("#new")
    blank.get_by_label("Role").select_option(role)
    blank.get_by_label("Given name").fill(given_name)
    blank.get_by_label("Family name").fill(family_name)
    blank.get_by_label("Institution").fill(institution)
    blank.get_by_role("button", name="Keep it and add another").click()
    expect(page.get_by_role("group", name=f"{number}. {given_name} {family_name}")).to_be_visible()


def add_item(page, number, kind, title, speaker, minutes):
    blank = page.locator("#new")
    blank.get_by_label("Kind").select_option(kind)
    blank.get_by_label("Title").fill(title)
    if speaker:
        blank.get_by_label("Speaker").select_option(speaker)
    blank.get_by_label("Minutes").fill(str(minutes))
    blank.get_by_role("button", name="Keep it and add another").click()
    expect(page.get_by_role("group", name=f"{number}. ")).to_be_visible()


def submit(page, camera) -> str:
    """Returns the code of the proposal."""
    page.get_by_role("link", name="Check and submit").first.click()
    page.get_by_role("button", name="Submit", exact=True).click()
    expect(page.get_by_text("Submitted, and a letter says so.")).to_be_visible()
    camera(page, "submitted")
    return page.url.rstrip("/").rpartition("/")[2]


def sees_no_decision(page, code):
    """Deciding is not telling."""
    page.goto(f"/proposals/{code}/")
    expect(page.locator("main")).to_contain_text("In review")
    expect(page.locator("main")).not_to_contain_text("ccepted")


def confirm(page, code):
    page.goto(f"/proposals/{code}/")
    expect(page.locator("main")).to_contain_text("Accepted")
    page.locator('[data-verb="confirm"]').click()
    expect(page.locator("main")).to_contain_text("Confirmed")
