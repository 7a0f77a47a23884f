"""Who reads: Ada stars a session and subscribes, Stan finds what is public and nothing else."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import expect

from rendering.calendar_lint import lint
from tests.journeys.places import MEETING, TITLE


def star(page, camera):
    page.goto(f"/{MEETING}/program/")
    page.get_by_role("button", name=f"Star {TITLE}").click()
    expect(page.get_by_role("button", name=f"Star {TITLE}")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("link", name=TITLE, exact=True).click()
    camera(page, "session")


def subscribe(page, camera):
    """Her own calendar address brings the starred session, in a file that breaks no rule."""
    page.goto(f"/{MEETING}/agenda/")
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()
    page.get_by_role("button", name="Make my calendar address").click()
    address = page.get_by_role("textbox").first.input_value()
    camera(page, "agenda")
    feed = page.request.get(urlsplit(address).path)
    assert feed.status == 200
    assert lint(feed.body()) == []
    assert TITLE in re.sub(r"\r\n ", "", feed.text()).replace("\\,", ",")


def sees_only_what_is_public(page, code, stage):
    """Stan has an account and no part in anything."""
    page.goto(f"/{MEETING}/program/")
    expect(page.get_by_role("link", name=TITLE, exact=True)).to_be_visible()
    private = (
        f"/proposals/{code}/",
        f"/proposals/{code}/pdf/",
        f"/{MEETING}/schedule/",
        f"/{MEETING}/releases/",
        f"/{MEETING}/stages/{stage}/ranking/",
        f"/{MEETING}/stages/{stage}/proposals/{code}/",
        f"/{MEETING}/calls/workshops/proposals/",
        f"/{MEETING}/setup/",
        "/letters/",
        "/people/",
    )
    assert [page.request.get(address).status for address in private] == [404] * len(private)
