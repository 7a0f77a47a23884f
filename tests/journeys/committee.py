"""The committee reads and decides: Chen leads, Rita reads, Olga opens the later stages and releases the letters."""

import re

from playwright.sync_api import expect

from tests.journeys.places import MEETING, TITLE


def take_in(page, camera):
    """Chen takes what came in late into review and asks Rita to read it."""
    page.goto(f"/{MEETING}/reviews/")
    page.get_by_role("link", name="Readers", exact=True).first.click()
    page.get_by_role("button", name=re.compile("^Take (it|them) into review$")).click()
    page.get_by_role("link", name=f"Change the readers of {TITLE}").click()
    page.get_by_label(re.compile("Rita Romano")).check()
    page.locator("main form").get_by_role("button").last.click()
    expect(page.get_by_role("row", name=re.compile(re.escape(TITLE)))).to_contain_text("Rita Romano")
    camera(page, "readers")


def read(page, camera):
    """Rita reads, scores and hands in."""
    page.goto(f"/{MEETING}/reviews/")
    camera(page, "worklist")
    page.get_by_role("link", name=TITLE).click()
    for group in page.locator("fieldset").filter(has=page.get_by_role("radio", name=re.compile("^4"))).all():
        group.get_by_role("radio", name=re.compile("^4")).check()
    page.get_by_label("Comments to the proposers").fill("Sharp, and the talks disagree, as they should.")
    page.get_by_label("Accept", exact=True).check()
    expect(page.locator("#save-state")).to_contain_text("Saved")
    camera(page, "review")
    page.get_by_role("button", name="Submit").first.click()
    expect(page.locator("main")).to_contain_text("Submitted")


def recommend(page, camera):
    """Chen looks at the ranking and recommends."""
    page.goto(f"/{MEETING}/reviews/")
    page.get_by_role("link", name="Ranking").first.click()
    camera(page, "ranking")
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_label("Accept", exact=True).check()
    camera(page, "decision")
    page.get_by_role("button", name="Recommend").click()
    expect(page.get_by_text("The proposers learn nothing before the letter is released.")).to_be_visible()


def approve(chen, olga, camera):
    """The reading is closed, the Program Committee agrees, and the Executive Committee approves."""
    close(chen, "Reading")
    for stage in ("Program as a whole", "Approval"):
        open_stage(olga, stage)
        decide_as_recommended(chen, stage)
        close(chen, stage)
    camera(chen, "approval")


def go_to(page, stage, name="Ranking"):
    page.goto(f"/{MEETING}/reviews/")
    page.locator(f"xpath=//p[strong[text()='{stage}']]/following-sibling::p[1]//a[text()='{name}']").click()


def close(page, stage):
    go_to(page, stage)
    page.get_by_role("link", name="Close this stage").click()
    page.get_by_role("button", name="Close this stage").click()
    expect(page.locator("main")).to_contain_text("Closed")


def open_stage(page, stage):
    go_to(page, stage)
    page.get_by_role("link", name="Open this stage").first.click()
    page.get_by_role("button", name="Open this stage").click()
    expect(page.locator("main")).to_contain_text("Open")


def decide_as_recommended(page, stage):
    go_to(page, stage)
    page.get_by_role("button", name=re.compile("^Decide what is open as")).click()
    expect(page.get_by_role("row", name=re.compile(re.escape(TITLE)))).to_contain_text("Accept")


def tell(olga, camera):
    """Olga writes the letter and lets it go; from that moment Paula knows."""
    go_to(olga, "Approval", "Letters")
    olga.get_by_role("button", name="Write 1 letter").click()
    camera(olga, "letters")
    olga.get_by_role("button", name="Release…").click()
    olga.get_by_role("button", name="Release 1 letter").click()
    expect(olga.locator("main")).to_contain_text("told")
