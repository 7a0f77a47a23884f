"""Whatever a document asks for, no request leaves the child and no file of the machine gets into the paper."""

import contextlib
import io
import os
import socket
import threading
from base64 import b64encode
from collections.abc import Sequence

import pytest
from PIL import ImageFile
from pypdf import PdfReader

from rendering import pdf, pdf_child
from rendering.pdf import PdfFailed, render_pdf

pytestmark = pytest.mark.pdf
PLAIN = {"identifier": "00", "variant": None, "most_pages": 9}
CANARY = "canary-7f3a-in-a-local-file"
KINDS = {
    "link css": '<link rel="stylesheet" href="{url}">',
    "import": "<style>@import url({url})</style>",
    "font face": "<style>@font-face {{ font-family: X; src: url({url}) }} p {{ font-family: X }}</style><p>x",
    "page background": "<style>@page {{ background: url({url}) }}</style><p>x",
    "inline style": '<p style="background: url({url})">x',
    "content": "<style>p::before {{ content: url({url}) }}</style><p>x",
    "list style": '<ul style="list-style-image: url({url})"><li>x</ul>',
    "img": '<img src="{url}">',
    "embed": '<embed src="{url}" type="image/png">',
    "object": '<object data="{url}" type="image/png"></object>',
    "svg image": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="{url}"/></svg>',
    "svg use": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><use href="{url}#a"/></svg>',
    "attachment link": '<link rel="attachment" href="{url}">',
    "attachment anchor": '<a rel="attachment" href="{url}">x</a>',
}


@pytest.fixture(scope="module")
def listener():
    """A local server that counts who knocks, and its address."""
    knocks: list[bytes] = []
    server = socket.create_server(("127.0.0.1", 0))

    def answer():
        with contextlib.suppress(OSError):
            while True:
                caller, _ = server.accept()
                knocks.append(caller.recv(200))
                caller.close()

    threading.Thread(target=answer, daemon=True).start()
    yield knocks, f"http://127.0.0.1:{server.getsockname()[1]}/x.png"
    server.close()


@pytest.fixture(scope="module", autouse=True)
def packaged_fonts():
    """Most attempts print in this process, which takes a fiftieth of the time; without a font that would end it."""
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = pdf._environment()["FONTCONFIG_FILE"]
    yield
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint sets it for its whole process, which elsewhere is a child
    os.environ.pop("FONTCONFIG_FILE")
    if before:
        os.environ["FONTCONFIG_FILE"] = before


def attempt(html: str, css: Sequence[str] = (), assets: dict | None = None) -> bytes:
    """The paper, or nothing when the document was refused."""
    order = {"parts": [(f"<html lang=en><title>x</title>{html}", False)], "css": css, "assets": assets or {}}
    with contextlib.suppress(pdf_child.Refused):
        return pdf_child._print({**order, **PLAIN})
    return b""


def assert_holds_no(canary: str, data: bytes) -> None:
    assert canary.encode() not in data
    if data:
        reader = PdfReader(io.BytesIO(data))
        assert not reader.attachments
        assert canary not in "".join(sheet.extract_text() for sheet in reader.pages)


@pytest.mark.parametrize("kind", KINDS)
def test_no_request_leaves_and_no_local_file_gets_in(kind, listener, tmp_path):
    knocks, url = listener
    attempt(KINDS[kind].format(url=url))
    assert knocks == []
    secret = tmp_path / "secret.txt"
    secret.write_text(CANARY)
    assert_holds_no(CANARY, attempt(KINDS[kind].format(url=secret.as_uri())))


@pytest.mark.parametrize("kind", ["img", "attachment link"])
def test_the_child_says_what_it_refused(kind, listener):
    knocks, url = listener
    with pytest.raises(PdfFailed, match=f"asks for {url}, which is not one of its own assets"):
        render_pdf(KINDS[kind].format(url=url), identifier="x")
    assert knocks == []


@pytest.mark.parametrize(
    "css", ["@import url({url});", "@font-face {{ font-family: X; src: url({url}) }} body {{ font-family: X }}"]
)
def test_our_css_cannot_ask_for_more_either(css, listener):
    knocks, url = listener
    attempt("<p>x", [css.format(url=url)])
    assert knocks == []


def test_a_drawing_among_the_assets_cannot_ask_for_more_either(listener):
    knocks, url = listener
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="{url}"/></svg>'
    attempt('<img src="asset:a" alt="x">', assets={"a": (b64encode(drawing.encode()).decode(), "image/svg+xml")})
    assert knocks == []


@pytest.mark.parametrize(
    "url", ["data:image/png;base64,AAAA", "asset:../secret", "asset:", "ASSET:x", "ftp://127.0.0.1/x"]
)
def test_only_the_names_handed_in_are_fetched(url):
    order = {"parts": [(f'<img src="{url}">', False)], "css": [], "assets": {"x": ("", "image/png")}}
    with pytest.raises(pdf_child.Refused):
        pdf_child._print({**order, **PLAIN})


def test_the_listener_would_have_heard_a_request(listener):
    knocks, url = listener
    with socket.create_connection(("127.0.0.1", int(url.split(":")[2].split("/")[0]))) as caller:
        caller.sendall(b"knock")
        caller.shutdown(socket.SHUT_WR)
        caller.recv(1)
    assert knocks == [b"knock"]
    knocks.clear()
