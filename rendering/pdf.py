"""Paper: HTML and css of ours become a PDF in a child process that has no network, no files and no secrets.

The child gets the document over a pipe and an environment of four variables; it refuses every address but
the ``asset:`` names handed in, stops at limits of processor time and memory, and sees only the packaged
fonts, so the same input gives the same bytes on every machine. Layout rule for templates: blocks and floats,
tables for timetables only, no flex and no grid (six to nine times slower).
"""

import atexit
import functools
import hashlib
import json
import logging
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unicodedata
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape

from rendering.confined import environment
from rendering.fonts import fonts
from rendering.pdf_child import AT_PAGE, FAILED, UNAVAILABLE

PDF_MEDIA_TYPE = "application/pdf"
VARIANTS = frozenset({None, "pdf/a-2u", "pdf/a-3a", "pdf/ua-1", "pdf/ua-2"})
NOT_STARTED = 127  # what the system says of a program whose libraries it does not find
ACCENT = "#8b1a1a"
logger = logging.getLogger(__name__)
_SPELLED = {number: unicodedata.normalize("NFKC", chr(number)) for number in range(0x1D400, 0x1D800)} | {0x20E3: ""}
"""Letters dressed as mathematics, and the frame of a key: no packaged font has them, each stands for a plain one."""
_ROOT = Path(__file__).resolve().parents[1]
_LONGEST_LOG = 100
_TELL_SECONDS = 0.5
_WALL_PER_PROCESSOR_SECOND = 3  # a busy machine gives a child only a part of its processors


class PdfFailed(Exception):  # noqa: N818 - an outcome to tell, not a fault in code
    """No PDF came out; the text is a sentence for the person who asked for it."""


class PdfUnavailable(PdfFailed):
    """This machine cannot make any PDF; the text is what to install."""


@dataclass(frozen=True, slots=True)
class Part:
    """A whole HTML document that begins on a new page of a longer one, with the longer one's title and language.

    ``refers``: it prints the numbers of pages in other parts. It says ``<!--page ID-->`` where the number of the page
    with that ID stands, or ``<!--column ID-->`` where numbers stand below each other; no ``target-counter``, which
    knows one part alone. ``front``: its pages are counted by themselves (i, ii, iii); such parts come first.
    """

    html: str
    refers: bool = False
    front: bool = False


def render_pdf(
    html: str | Sequence[Part],
    css: Sequence[str] = (),
    assets: Mapping[str, tuple[bytes, str]] | None = None,
    *,
    identifier: str | bytes,
    seconds: int = 120,
    megabytes: int = 1500,
    most_pages: int = 5000,
    variant: str | None = None,
    tell: Callable[[int], None] | None = None,
) -> bytes:
    """The document as a tagged PDF. Of a long one the parts, each laid out by itself: twice the pages then take
    twice the time.

    ``assets`` maps a name to its bytes and media type; the document says ``src="asset:<name>"``. Asking for
    anything else, from the network, a file, a ``data:`` address, ends in PdfFailed. ``identifier`` goes into
    the file's ID: give what names this content (release number and digest) and equal input gives equal bytes.
    ``seconds`` is processor time; on the clock it may take three times that. Give ``<html lang>`` and
    ``<title>``: readers speak and show them. ``tell`` is called now and then with the page that is laid out; what it
    raises ends the printing. What the layout complains of, letters without a font above all,
    is logged as warnings.
    """
    if variant not in VARIANTS:
        raise ValueError(f"{variant!r} is none of the PDF variants we make.")
    name = identifier.encode() if isinstance(identifier, str) else identifier
    parts = [Part(html)] if isinstance(html, str) else html
    order = {
        "parts": [(part.html.translate(_SPELLED), part.refers, part.front) for part in parts],
        "css": list(css),
        "assets": {key: [b64encode(body).decode(), kind] for key, (body, kind) in (assets or {}).items()},
        "identifier": hashlib.sha256(name).hexdigest()[:32],
        "variant": variant,
        "seconds": seconds,
        "megabytes": megabytes,
        "most_pages": most_pages,
    }
    return _child(json.dumps(order).encode(), seconds=seconds, megabytes=megabytes, tell=tell)


@functools.cache
def available() -> str | None:
    """Nothing when PDFs can be made here, else the sentence that says what is missing. Asked once."""
    try:
        render_pdf("<html lang=en><title>Check</title><p>Check", identifier="check", seconds=30)
    except PdfUnavailable as missing:
        return str(missing)
    except PdfFailed as failed:
        return f"A trial page could not be printed: {failed}"
    return None


def print_base_css(*, accent: str = ACCENT, paper: str = "A4") -> str:
    """The css every printed thing starts from; ``accent`` is the society's colour, ``paper`` A4 or letter."""
    if not re.fullmatch("#[0-9a-fA-F]{6}", accent):
        raise ValueError(f"{accent!r} is not a colour like {ACCENT}.")
    if paper not in ("A4", "letter"):
        raise ValueError("Paper is A4 or letter.")
    base = Path(__file__).with_name("print.css").read_text(encoding="utf-8")
    return f"{base}\n:root {{ --accent: {accent}; }}\n@page {{ size: {paper}; }}\n"


def _child(order: bytes, *, seconds: int, megabytes: int, tell: Callable[[int], None] | None) -> bytes:
    with tempfile.TemporaryFile() as said:
        done = _run(order, said, until=time.monotonic() + seconds * _WALL_PER_PROCESSOR_SECOND, tell=tell)
        if done is None:
            raise PdfFailed(_too_long(seconds))
        for line in _complaints(said):
            logger.warning("%s", line)
    if done.returncode == 0:
        return done.stdout
    if done.returncode == UNAVAILABLE:
        raise PdfUnavailable(done.stdout.decode())
    if done.returncode == NOT_STARTED:
        raise PdfUnavailable("The printing process could not be started: its Python misses a library (see the log).")
    if done.returncode == FAILED:
        raise PdfFailed(done.stdout.decode())
    if -done.returncode in (getattr(signal, "SIGXCPU", None), getattr(signal, "SIGKILL", None)):
        raise PdfFailed(_too_long(seconds))
    raise PdfFailed(
        f"The printing process ended by itself ({done.returncode}): most likely its {megabytes} MB of memory"
        " were not enough. Print a part of it."
    )


def _run(order: bytes, said: IO[bytes], *, until: float, tell: Callable[[int], None] | None):
    """The child's end, or None when time ran out. However this is left, the child has ended."""
    command = [sys.executable, "-s", "-m", "rendering.pdf_child"]
    pipe = subprocess.PIPE
    started = {"cwd": _ROOT, "env": _environment(), "start_new_session": True}
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=said, **started) as child:  # noqa: S603
        unsent: bytes | None = order
        try:
            while (left := until - time.monotonic()) > 0:
                try:
                    body, _ = child.communicate(unsent, timeout=min(left, _TELL_SECONDS))
                except subprocess.TimeoutExpired:
                    unsent = None  # what is left of it goes on being sent
                    if tell and (page := _page(said)):
                        tell(page)
                else:
                    return subprocess.CompletedProcess(command, child.returncode, body)
        finally:
            child.kill()
    return None


def _page(said: IO[bytes]) -> int | None:
    """The last page it spoke of. The file's position is the child's too, so it is not moved."""
    size = os.fstat(said.fileno()).st_size
    tail = os.pread(said.fileno(), 4096, max(0, size - 4096)).decode(errors="replace")
    pages = re.findall(rf"^{AT_PAGE}(\d+)$", tail, re.MULTILINE)
    return int(pages[-1]) if pages else None


def _complaints(said: IO[bytes]) -> list[str]:
    said.seek(0)
    lines = (line.decode(errors="replace").rstrip() for line in said)
    return list(islice((line for line in lines if not line.startswith(AT_PAGE)), _LONGEST_LOG))


def _too_long(seconds: int) -> str:
    return f"The document was not ready after {seconds} seconds of work. Print a part of it."


def _environment() -> dict[str, str]:
    return environment() | {
        "FONTCONFIG_FILE": str(_fonts_conf()),
        "PYTHONHASHSEED": "0",  # sets of glyphs and dates inside fonts would differ from run to run
        "SOURCE_DATE_EPOCH": "315532800",
    }


_folders: dict[int, Path] = {}


def _fonts_conf() -> Path:
    """A fontconfig file that knows the packaged fonts only; without any font Pango dies of a segfault.

    The folder also keeps fontconfig's cache for the next children. One for each process that prints; made
    again when something tidied the temporary folder.
    """
    folder = _folders.get(os.getpid())
    if folder is None or not (folder / "fonts.conf").is_file():
        folder = _folders[os.getpid()] = Path(tempfile.mkdtemp(prefix="convoke-fonts-"))
        atexit.register(_remove, folder, os.getpid())
        (folder / "fonts.conf").write_text(_fontconfig(folder / "cache"), encoding="utf-8")
    return folder / "fonts.conf"


def _fontconfig(cache: Path) -> str:
    """Where the fonts are, none that lies beside them, and that any family we do not have is Inter, or Source Serif 4
    for ``serif``."""
    folders = sorted({str(font.path.parent) for font in fonts()})
    places = "".join(f"<dir>{escape(place)}</dir>" for place in folders)
    beside = "".join(f"<glob>{escape(place)}/*</glob>" for place in folders)
    ours = "".join(f"<glob>{escape(str(font.path))}</glob>" for font in fonts())
    taken = f"<selectfont><rejectfont>{beside}</rejectfont><acceptfont>{ours}</acceptfont></selectfont>"
    wishes = "".join(
        f"<alias binding='same'><family>{generic}</family><prefer><family>{family}</family></prefer></alias>"
        for generic, family in (("serif", "Source Serif 4"), ("sans-serif", "Inter"), ("monospace", "Inter"))
    )
    otherwise = "<match target='pattern'><edit name='family' mode='append_last'><string>Inter</string></edit></match>"
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
        f"<fontconfig>{places}<cachedir>{escape(str(cache))}</cachedir>{taken}{wishes}{otherwise}</fontconfig>\n"
    )


def _remove(folder: Path, owner: int) -> None:
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)
