"""The program in a frame of another site, and no other page of ours in one."""

import functools
import http.server
import threading

import pytest
from django.urls import reverse
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture
def show_in_frame(tmp_path, live_server):
    """Another site, with one of our addresses in a frame."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=tmp_path))
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def show(page, address):
        lines = "<!DOCTYPE html><link rel=icon href=data:,>"
        lines += f'<iframe src="{live_server.url}{address}" width="600" height="500"></iframe>'
        (tmp_path / "index.html").write_text(lines)
        page.goto(f"http://127.0.0.1:{server.server_port}/index.html")
        return page.frame_locator("iframe")

    yield show
    server.shutdown()


def test_the_program_stands_in_a_frame_and_its_links_leave_it(world, show_in_frame, page, assert_accessible):
    frame = show_in_frame(page, reverse("program_embed", args=["ash-2026"]) + "?topic=iron")
    expect(frame.get_by_text("All times are those of America/New York.")).to_be_visible()
    with page.expect_popup() as opened:
        frame.get_by_role("link", name="Iron and infection").click()
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("Iron and infection")
    frame.get_by_role("link", name="All days").click()
    expect(frame.get_by_role("link", name="All days")).to_have_attribute("aria-current", "page")
    expect(frame.get_by_role("link", name="Iron and infection")).to_be_visible()
    page.goto(reverse("program_embed", args=["ash-2026"]))
    assert_accessible(page)


def test_no_other_page_does(world, show_in_frame, page, complaints):
    frame = show_in_frame(page, reverse("program", args=["ash-2026"]))
    expect(frame.get_by_text("All times")).to_have_count(0)
    page.wait_for_timeout(500)
    assert any("frame-ancestors" in line or "X-Frame-Options" in line for line in complaints)
    complaints.clear()
