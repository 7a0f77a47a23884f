"""A review is kept while one types; a second window is shown what the first one kept."""

import re

from playwright.sync_api import expect

from reviews.models import Review
from tests.factories.reviews import make_assignment


def test_two_windows_lose_nothing(world, cast, at, live_server, open_page, sign_in_as, complaints):
    make_assignment(world.stage, world.in_review, cast.chen, at)
    address = f"{live_server.url}/{world.meeting.slug}/reviews/{world.rajs.pk}/"
    first, second = open_page(), open_page(width=390)
    for page in (first, second):
        sign_in_as(page, cast.raj)
        page.goto(address)
    first.get_by_label("Comments to the proposers").fill("From the first window")
    expect(first.locator("#save-state")).to_contain_text("Saved")
    first.get_by_label("Comments to the proposers").press_sequentially(", and more")
    expect(first.locator("#id_version")).to_have_value("2")

    second.get_by_label("Comments to the proposers").fill("From the second window")
    expect(second.get_by_role("alert")).to_contain_text("Another window has changed this review")
    assert [line for line in complaints if "409" not in line] == []
    complaints.clear()
    expect(second.get_by_label("Comments to the proposers")).to_have_value("From the second window")
    second.get_by_role("button", name="Keep both").click()
    expect(second.get_by_label("Comments to the proposers")).to_have_value(
        re.compile("From the second window\\s+From the first window, and more")
    )
    assert Review.objects.get(assignment=world.rajs).submitted_at is None


def test_a_conflict_is_asked_for_in_a_dialog_and_hides_the_proposal(world, cast, live_server, page, sign_in_as):
    sign_in_as(page, cast.raj)
    page.goto(f"{live_server.url}/{world.meeting.slug}/reviews/{world.rajs.pk}/")
    page.get_by_role("link", name="Declare a conflict of interest").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("The proposal disappears for you at once")
    dialog.get_by_label("What is the conflict?").fill("We share a grant")
    dialog.get_by_role("button", name="Declare the conflict").click()
    expect(page.get_by_text("You wrote: “We share a grant”")).to_be_visible()
    expect(page.get_by_text("Canary in review by Paula")).to_have_count(0)
