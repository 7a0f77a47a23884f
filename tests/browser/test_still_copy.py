"""The copy of the public program in a browser: from a plain file server, and from the disk."""

import functools
import http.server
import re
import threading
from io import StringIO

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture
def folder(world, tmp_path):
    call_command("publish_static", "ash-2026", str(tmp_path / "site"), stdout=StringIO())
    return tmp_path / "site"


@pytest.fixture
def server(folder):
    """Under a path, as a society's web server would have it."""
    handler = functools.partial(Quiet, directory=folder.parent)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/site/"
    server.shutdown()


@pytest.mark.parametrize("from_disk", [False, True])
def test_the_copy_is_read_without_our_server(folder, server, open_page, assert_accessible, from_disk):
    page = open_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"file://{folder}/index.html" if from_disk else server)
    page.get_by_role("link", name="Iron and infection").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Iron and infection")
    page.get_by_role("link", name="Felix Fuchs").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Felix Fuchs")
    expect(page.get_by_role("heading", level=1)).to_have_css("font-family", re.compile('^"Source Serif 4"'))
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('20px Inter'))")
    page.get_by_role("link", name="Program", exact=True).click()
    page.get_by_role("link", name="All days").click()
    expect(page.get_by_role("link", name="Iron and infection")).to_be_visible()
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    if not from_disk:
        assert_accessible(page)
    start = f"file://{folder}" if from_disk else server
    assert [address for address in asked if not address.startswith(start)] == []
