"""The child process of ``rendering.pdf``: an order as JSON comes in, a PDF or a sentence goes out."""

import json
import logging
import os
import sys
import traceback
from base64 import b64decode

from rendering.confined import confine

INSTALL = (
    "PDFs need the Pango library: `apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0`"
    " on Debian and Ubuntu, `dnf install pango` on Fedora, `brew install pango` on macOS."
)
FAILED, UNAVAILABLE = 3, 4  # exit codes that say: the output is a sentence, not a PDF


def main() -> int:
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is not part of the answer
    code, body = _answer(json.load(sys.stdin.buffer))
    answer.write(body if isinstance(body, bytes) else body.encode())
    answer.close()
    return code


def _answer(order: dict) -> tuple[int, bytes | str]:
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
    except Refused as asked:
        return FAILED, f"The document asks for {asked}, which is not one of its own assets."
    except Exception as fault:
        traceback.print_exc()
        return FAILED, f"A part of the document could not be printed ({type(fault).__name__}: {str(fault)[:200]})."


class Refused(Exception):  # noqa: N818 - the name of what happened
    """The document asked for an address that was not handed in."""


def _print(order: dict) -> bytes:
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError

    fetcher = _closed_fetcher(order["assets"])
    fonts = FontConfiguration()
    try:
        sheets = [CSS(string=css, url_fetcher=fetcher, font_config=fonts) for css in order["css"]]
        return HTML(string=order["html"], url_fetcher=fetcher).write_pdf(
            stylesheets=sheets,
            font_config=fonts,
            pdf_identifier=bytes.fromhex(order["identifier"]),
            pdf_variant=order["variant"],
            pdf_tags=True,
        )
    except FatalURLFetchingError as asked:
        raise Refused(str(asked)) from asked


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
