"""Paula writes on two devices at once, is refused with a rule's sentence, gets a waiver from staff, and submits; and
she does it all with a keyboard alone."""

import time

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from proposals.models import Proposal, Waiver
from tests.factories.cast import make_cast
from tests.factories.rules import make_rule
from tests.factories.workshops import make_call, make_format, make_meeting, make_prompt, make_topic

pytestmark = pytest.mark.django_db(transaction=True)

REFUSED = "One chair named; two to four are needed."


@pytest.fixture
def cast(db):
    return make_cast()


@pytest.fixture
def call(cast):
    call = make_call(make_meeting(), timezone.now())
    make_format(call)
    make_prompt(call)
    make_topic(call.meeting)
    return call


@pytest.fixture
def device(open_page, sign_in_as):
    def opened(person):
        page = open_page()
        sign_in_as(page, person)
        return page

    return opened


def until(condition, seconds=20):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def draft() -> Proposal:
    return Proposal.objects.get()


def saved(page):
    expect(page.locator("#save-state")).to_contain_text("Saved ")


def test_two_devices_a_closed_tab_a_refusal_and_a_waiver(call, cast, device):
    make_rule(call)
    desk, train = device(cast.paula), device(cast.paula)
    desk.goto(f"/{call.meeting.slug}/calls/{call.slug}/propose/")
    desk.get_by_label("Friday Scientific Workshop").check()
    desk.get_by_role("button", name="Begin writing").click()
    desk.get_by_label("Title").fill("Clots and cancer")
    saved(desk)
    train.goto(f"/proposals/{draft().code}/edit/basics/")
    train.get_by_label("Summary").fill("How tumours make blood cl")
    train.close(run_before_unload=True)
    desk.get_by_label("Coagulation").check()
    until(lambda: (draft().summary, draft().topics.count()) == ("How tumours make blood cl", 1))
    assert draft().title == "Clots and cancer"
    desk.goto(f"/proposals/{draft().code}/edit/questions/")
    desk.get_by_label("Why now?").fill("New data.")
    desk.get_by_role("button", name="Save, then people").click()
    expect(desk.get_by_role("heading", name="People", exact=True)).to_be_visible()
    desk.goto(f"/proposals/{draft().code}/edit/check/")
    expect(desk.get_by_text(REFUSED).first).to_be_visible()
    expect(desk.get_by_role("button", name="Submit", exact=True)).to_have_count(0)
    get_a_waiver(desk, device(cast.olga), call)
    desk.goto(f"/proposals/{draft().code}/edit/check/")
    desk.get_by_role("button", name="Submit", exact=True).click()
    expect(desk.get_by_text("Submitted, and a letter says so.")).to_be_visible()
    assert draft().state == "submitted"


def get_a_waiver(paula, olga, call):
    paula.get_by_role("link", name="Ask for a waiver").first.click()
    paula.get_by_label("Why should the society let it pass?").fill("My co-chair has died.")
    paula.get_by_role("button", name="Ask for it").click()
    expect(paula.get_by_text("Asked. The society’s office answers in a letter, and here.")).to_be_visible()
    olga.goto(f"/{call.meeting.slug}/setup/calls/{call.slug}/waivers/{Waiver.objects.get().pk}/")
    olga.get_by_label("The reason").fill("We are sorry.")
    olga.get_by_role("button", name="Waive the rule").click()
    until(lambda: Waiver.objects.get().is_granted)


class Keyboard:
    """A page used by Tab, Enter, Space, arrows and letters only; the focus must show, and never stay where it is."""

    FOCUSED = """() => {
        const field = document.activeElement, style = getComputedStyle(field);
        const label = field.getAttribute("aria-label") || field.labels?.[0]?.textContent || field.textContent;
        const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
        const before = window.before;
        window.before = field;
        return {
            name: label.trim().replace(/\\s+/g, " "), tag: field.tagName, id: field.id,
            shows: outlined || style.boxShadow !== "none", stayed: before === field,
        };
    }"""

    def __init__(self, page):
        self.page = page

    def reach(self, name: str, tag: str = "", most: int = 150):
        for _ in range(most):
            self.page.keyboard.press("Tab")
            focused = self.page.evaluate(self.FOCUSED)
            assert focused["tag"] == "BODY" or not focused["stayed"], f"the focus is caught in {focused}"
            assert focused["tag"] == "BODY" or focused["shows"], f"nobody sees the focus on {focused}"
            if focused["name"].startswith(name) and tag in ("", focused["tag"]):
                return
        raise AssertionError(f"Tab never reaches {name}")

    def write(self, label: str, words: str):
        self.reach(label)
        self.page.keyboard.type(words)

    def press(self, name: str, tag: str = "BUTTON"):
        self.reach(name, tag)
        self.page.keyboard.press("Enter")

    def sees(self, heading: str):
        expect(self.page.get_by_role("heading", name=heading, exact=True)).to_be_visible()


def add_a_co_chair(keys):
    keys.reach("Remove")  # of Paula's own row; the blank one comes after it
    keys.reach("Role")
    keys.page.keyboard.press("ArrowDown")
    keys.page.keyboard.press("ArrowUp")
    for label, words in (("Given name", "Felix"), ("Family name", "Fuchs"), ("E-mail", "felix@example.org")):
        keys.write(label, words)
    keys.press("Keep it and add another")
    expect(keys.page.get_by_role("group", name="2. Felix Fuchs")).to_be_visible()


def test_a_keyboard_alone_goes_from_nothing_to_a_submitted_proposal(call, cast, device):
    page = device(cast.paula)
    keys = Keyboard(page)
    page.goto(f"/{call.meeting.slug}/calls/{call.slug}/propose/")
    keys.reach("Friday Scientific Workshop", "INPUT")
    page.keyboard.press("Space")
    keys.press("Begin writing")
    keys.sees("Basics")
    keys.write("Title", "Typed without a mouse")
    keys.write("Summary", "Every word of it.")
    keys.reach("Coagulation")
    page.keyboard.press("Space")
    keys.press("Save, then the questions")
    keys.sees("The questions")
    keys.write("Why now?", "Because.")
    keys.press("Save, then people")
    keys.sees("People")
    add_a_co_chair(keys)
    keys.press("Save, then running order")
    keys.sees("Running order")
    keys.write("Title", "The only talk")
    keys.write("Minutes", "180")
    keys.press("Save, then earlier editions")
    keys.sees("Earlier editions")
    keys.press("Save, then check and submit")
    keys.sees("Check and submit")
    keys.press("Submit")
    expect(page.get_by_text("Submitted, and a letter says so.")).to_be_visible()
    done = draft()
    assert (done.title, done.summary, done.state) == ("Typed without a mouse", "Every word of it.", "submitted")
    assert [row.name for row in done.faculty.all()] == ["Paula Perez", "Felix Fuchs"]
    assert [(item.title, item.minutes) for item in done.items.all()] == [("The only talk", 180)]
    assert done.topics.count() == 1
