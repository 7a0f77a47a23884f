"""The child process of ``rendering.pdf``: an order as JSON comes in, a PDF or a sentence goes out."""

import gc
import json
import logging
import os
import sys
import time
import traceback
import zlib
from base64 import b64decode
from functools import cached_property
from types import SimpleNamespace

from rendering.confined import confine
from rendering.pdf_finish import finisher
from rendering.pdf_parts import Part, lay_out

INSTALL = (
    "PDFs need the Pango library: `apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0`"
    " on Debian and Ubuntu, `dnf install pango` on Fedora, `brew install pango` on macOS."
)
FAILED, UNAVAILABLE = 3, 4  # exit codes that say: the output is a sentence, not a PDF
TELL_SECONDS = 0.1
PACKING = 6
"""Of 9: the last levels make a book 1 % smaller and take as long again."""
AT_PAGE = "at page "
"""Begins a line that tells how far it is; all other lines are for the log."""


def main() -> int:
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is not part of the answer
    code, body = _answer(json.load(sys.stdin.buffer))
    answer.write(body if isinstance(body, bytes) else body.encode())
    answer.close()
    return code


def _answer(order: dict) -> tuple[int, bytes | str]:
    gc.disable()  # nothing is let go before the end, so looking for it is in vain
    os.environ["SSL_CERT_FILE"] = os.devnull  # no address is ever asked: reading whom to trust takes long, in vain
    try:
        import weasyprint  # noqa: F401
    except OSError:
        return UNAVAILABLE, INSTALL
    logging.getLogger("weasyprint").addHandler(logging.StreamHandler(sys.stderr))
    confine(order["seconds"], order["megabytes"])  # after the import, or too little memory would look like no Pango
    try:
        return 0, _print(order)
    except MemoryError:
        return FAILED, f"The document needs more than {order['megabytes']} MB of memory. Print a part of it."
    except TooLong:
        return FAILED, f"The document has more than {order['most_pages']} pages. Print a part of it."
    except Refused as asked:
        return FAILED, f"The document asks for {asked}, which is not one of its own assets."
    except Exception as fault:
        traceback.print_exc()
        return FAILED, f"A part of the document could not be printed ({type(fault).__name__}: {str(fault)[:200]})."


class Refused(Exception):  # noqa: N818 - the name of what happened
    """The document asked for an address that was not handed in."""


class TooLong(Exception):  # noqa: N818 - the name of what happened
    """The document has more pages than it may."""


class Progress(logging.Handler):
    """Hears of each page that is laid out: tells it, counts it, and stops when nobody waits any more."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most, self.before, self.parent, self.told_at = most, 0, os.getppid(), 0.0

    def emit(self, record: logging.LogRecord) -> None:
        if record.args and "Page %d" in str(record.msg):
            page = self.before + int(record.args[0])  # type: ignore[call-overload, index]
            if page > self.most:
                raise TooLong
            if (now := time.monotonic()) > self.told_at + TELL_SECONDS:
                self.told_at = now
                if os.getppid() != self.parent:
                    raise SystemExit(FAILED)
                sys.stderr.write(f"{AT_PAGE}{page}\n")
                sys.stderr.flush()


def _print(order: dict) -> bytes:
    import pydyf
    from weasyprint import CSS, HTML
    from weasyprint.logger import PROGRESS_LOGGER
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError

    if not hasattr(pydyf.PDF, "counted"):
        pydyf.PDF = _remembering_pages(pydyf.PDF)
    _packed_once(pydyf.Stream)
    pydyf.zlib = SimpleNamespace(compress=zlib.compress, compressobj=lambda level: zlib.compressobj(PACKING))
    fetcher = _closed_fetcher(order["assets"])
    fonts = FontConfiguration()
    progress = Progress(order["most_pages"])
    PROGRESS_LOGGER.handlers, PROGRESS_LOGGER.propagate = [progress], False
    PROGRESS_LOGGER.setLevel(logging.INFO)
    style = {"font_config": fonts, "url_fetcher": fetcher}
    told = {"pdf_variant": order["variant"], "pdf_tags": True}
    try:
        sheets = [CSS(string=css, **style) for css in order["css"]]

        def print_part(html: str, first: int, others: int):
            progress.before = others
            start = f"@page :first {{ counter-reset: page {first} }}" if first > 1 else ""
            page = HTML(string=html, url_fetcher=fetcher)
            return page.render(stylesheets=[*sheets, CSS(string=start, **style)], font_config=fonts, **told)

        parts = [Part(*each) for each in order["parts"]]
        document, pages = lay_out(parts, print_part)
        named = {"pdf_identifier": bytes.fromhex(order["identifier"]), "finisher": finisher(parts)}
        return document.copy(pages).write_pdf(**named, **told)
    except FatalURLFetchingError as asked:
        raise Refused(str(asked)) from asked


def _packed_once(stream: type) -> None:
    """pydyf packs each stream twice, for the file and for its identifier. No stream changes once it was packed."""
    if isinstance(stream.__dict__["data"], property):
        stream.data = cached_property(stream.__dict__["data"].fget)  # type: ignore[attr-defined]
        stream.data.__set_name__(stream, "data")  # type: ignore[attr-defined]


def _remembering_pages(pdf: type) -> type:
    """pydyf lists the references of all pages anew for each tag of each page, WeasyPrint asks it for one of them."""

    class Remembering(pdf):  # type: ignore[misc, valid-type]
        counted, listed = -1, ()

        @property
        def page_references(self):
            if self.counted != len(self.pages["Kids"]):
                self.counted, self.listed = len(self.pages["Kids"]), super().page_references
            return self.listed

    return Remembering


def _closed_fetcher(assets: dict):
    """A fetcher of handed-in assets; any other address ends the rendering, loudly, before a byte leaves."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class Closed(URLFetcher):
        def fetch(self, url, headers=None):
            name = url.removeprefix("asset:")
            if name == url or name not in assets:
                raise FatalURLFetchingError(url[:80])
            body, media_type = assets[name]
            return URLFetcherResponse(url, b64decode(body), {"Content-Type": media_type})

    return Closed(allowed_protocols=["asset"], allow_redirects=False)


if __name__ == "__main__":
    sys.exit(main())
