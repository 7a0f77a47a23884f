"""A real Chromium for every browser test: one for the session, a fresh profile for each test.

A test asks for `page` (1280 wide, light), `phone` (390 wide) or `open_page(width=, scheme=)`; a page that writes
an error to its console, throws, or breaks the content policy fails the test. `sign_in_as(page, person)` signs in
by cookie, `assert_accessible(page)` runs axe. Without a Chromium the tests are skipped with the reason, or fail
where REQUIRE_BROWSER is set.
"""

import os
import shutil

import pytest
from django.conf import settings
from django.test import Client

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright keeps an event loop in the test's thread

SWITCHES = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
OF_COLOUR = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""The rules of axe that look at colours: a page that is good in light can break no other in dark."""


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser" in item.nodeid:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium():
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        reason = "No Chromium on this machine: apt-get install chromium"
        pytest.fail(reason) if os.environ.get("REQUIRE_BROWSER") else pytest.skip(reason)
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=15_000)  # a busy machine is not a fault
    switches = [*SWITCHES, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=switches)
        yield browser
        browser.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the pages of this test wrote to their consoles; a test that expects one empties the list."""
    return []


@pytest.fixture
def open_page(chromium, live_server, complaints):
    """Open a page of a width and scheme ("light", "dark") with a profile of its own."""
    contexts = []

    def open_one(width: int = 1280, height: int = 900, scheme: str = "light", **options):
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            reduced_motion="reduce",
            **{"service_workers": "block"} | options,  # what a worker keeps is the matter of one test
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda line: line.type == "error" and complaints.append(f"{page.url}: {line.text}"))
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(open_page):
    return open_page()


@pytest.fixture
def phone(open_page):
    return open_page(width=390, height=844, has_touch=True, is_mobile=True)


@pytest.fixture
def sign_in_as(live_server):
    """Sign a person in on a page, by cookie, without the sign-in form."""

    def with_cookie(page, person):
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])

    return with_cookie


@pytest.fixture
def accessibility_faults():
    """Run axe on the page as it is now; each violation as its rule and the elements at fault. `only` is some of the
    rules; of what is no violation axe need not tell the elements, which takes it long."""
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()

    def faults(page, only=RULES) -> list[str]:
        options = {"runOnly": only, "preload": False, "resultTypes": ["violations"]}
        answer = axe.run(page, options=options).response
        return [
            f"{page.url}: {one['id']}: {one['help']}: {' | '.join(node['html'][:120] for node in one['nodes'][:3])}"
            for one in answer["violations"]
        ]

    return faults


@pytest.fixture
def assert_accessible(accessibility_faults):
    def check(page):
        assert accessibility_faults(page) == []

    return check


@pytest.fixture
def assert_fits():
    """Nothing scrolls sideways but what may (a grid inside its own frame)."""

    def check(page):
        width, shown = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert width <= shown, f"{page.url} is {width} wide on a screen of {shown}"

    return check
