"""Every page of the access table in a real browser: no accessibility violation in light or dark, nothing wider than
a phone, nothing written to the console."""

import pytest
from django.urls import reverse

from tests.browser.conftest import OF_COLOUR, RULES
from tests.house.access_row import COLUMNS
from tests.house.access_table import ROWS
from workshops.models import DisclosurePolicy

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def world(world):
    """As the access table has it: the meeting asks its faculty to disclose, too."""
    DisclosurePolicy.objects.update(asks_faculty=True)
    return world


def visitors(row) -> list[str]:
    """The least and the most privileged who may open this page."""
    may = [column for column in COLUMNS if row.answers[column] == "ok"]
    return list(dict.fromkeys((may[0], may[-1]))) if row.method == "get" and may else []


PARTS = ("schedule_changes", "mine", "exercise_progress")
"""No pages: what a page fetches into itself."""
PAGES = [row for row in ROWS if row.name not in PARTS]
VISITS = sorted(((column, row) for row in PAGES for column in visitors(row)), key=lambda visit: visit[0])
"""Who opens what, one visitor after the other."""
PART = 40
"""So many visits in a test: a few minutes' work, for either of two processes."""


def addresses(world, visits):
    return list(dict.fromkeys((column, reverse(row.name, kwargs=row.arguments(world))) for column, row in visits))


def opens(page, address) -> bool:
    """Go there; False for a feed or file, and for a letter shown in a frame where no script may run, not even axe."""
    headers = page.request.get(address, max_redirects=0).headers
    if "text/html" not in headers["content-type"] or "sandbox" in headers.get("content-security-policy", ""):
        return False
    page.goto(address)
    return True


@pytest.mark.parametrize("begin", range(0, len(VISITS), PART))
def test_every_page_is_accessible_light_and_dark(world, open_page, sign_in_as, accessibility_faults, begin):
    found, pages = [], {}
    for column, address in addresses(world, VISITS[begin : begin + PART]):
        if column not in pages:
            pages[column] = open_page()
            if column != "nobody":
                sign_in_as(pages[column], getattr(world.cast, column))
        page = pages[column]
        if opens(page, address):
            for scheme, rules in (("light", RULES), ("dark", OF_COLOUR)):
                page.emulate_media(color_scheme=scheme)
                found += [f"{column} {scheme} {fault}" for fault in accessibility_faults(page, rules)]
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_public_page_is_accessible_on_a_phone(world, open_page, accessibility_faults, scheme):
    """What folds away, or stands in another order where there is little room."""
    found, page = [], open_page(width=390, height=844, scheme=scheme, has_touch=True, is_mobile=True)
    for _, address in addresses(world, [visit for visit in VISITS if visit[0] == "nobody"]):
        if opens(page, address):
            found += accessibility_faults(page)
    assert found == [], "\n".join(found)


def test_every_page_fits_a_phone(world, phone, sign_in_as):
    wide = []
    sign_in_as(phone, world.cast.olga)
    for _, address in addresses(world, [visit for visit in VISITS if visit[0] == "olga"]):
        if opens(phone, address):
            width, shown = phone.evaluate("[document.documentElement.scrollWidth, innerWidth]")
            if width > shown:
                wide.append(f"{address} is {width} wide on a screen of {shown}")
    assert wide == [], "\n".join(wide)
