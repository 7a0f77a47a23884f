"""The public program as a folder of files: complete, with relative links, for any file server or none.

The folder stands for the meeting's address: `/ash-2027/sessions/x/` is `sessions/x/index.html` in it. What a page
needs from elsewhere on the site comes along (css, fonts, accent, logo); a link to anything else leads to the site.
"""

import html
import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.urls import reverse

from program.changelog import changelog_in
from program.current import Current, contents_under
from program.folder import PART
from program.masthead import Masthead
from program.rendition.asked import asked
from program.rendition.bundle import is_public
from program.rendition.pages import still_html_of
from program.shelf import program_under, unpacked
from program.snapshot import Program
from workshops.accent import stylesheet
from workshops.models import Society

LINK = re.compile(r'(?<= )(?<!rel="canonical" )(href|src|action)="([^"]*)"')
REFERENCE = re.compile(r"""url\(\s*["']?([^"')\s]+)""")
ACCENT = "society/accent.css"

FOLDERS = {"program": "program/", "changes": "program/changes/", "subscribe": "subscribe/", "people": "people/"}
"""Where a page stands that there is one of."""

type Page = tuple[str, str, dict[str, str]]
"""Kind, key, and what is asked."""


def pages_of(program: Program) -> Iterator[tuple[str, Page]]:
    """Each page with the address that it has on the site, behind the meeting's."""
    for day in (*map(str, program.days), "all"):
        yield f"program/?day={day}", ("program", "", {"day": day})
    for kind, folder in FOLDERS.items():
        yield folder, (kind, "", {})
    for folder, kind, keys in (
        ("rooms", "room", program.room_by_slug),
        ("topics", "topic", program.topic_by_slug),
        ("sessions", "session", program.session_by_code),
        ("people", "person", program.person_by_code),
    ):
        for key in keys:
            yield f"{folder}/{key}/", (kind, key, {})


def place_of(address: str) -> str:
    """`program/?day=2027-12-10` stands at program/2027-12-10/index.html."""
    path, _, query = address.partition("?day=")
    return posixpath.join(path, query, "index.html")


class StillCopy:
    """All files of a current release's copy, one after the other."""

    def __init__(self, slug: str, now: Current, masthead: Masthead) -> None:
        self.program = program_under(now.snapshot)
        self.log = changelog_in(contents_under(now.contents))
        self.masthead = masthead
        self.site = settings.SITE_ADDRESS.rstrip("/")
        self.base = f"/{slug}/"
        self.pages = dict(pages_of(self.program))
        self.released = {name: kept for name, kept in contents_under(now.contents).items() if is_public(name)}
        self.places = {self.base + address: place_of(address) for address in self.pages}
        self.places |= {self.base + name: name for name in self.released}
        self.places[self.base] = "index.html"
        self.needed: set[str] = set()

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Place in the folder, and bytes; what pages need from the site last."""
        for name, kept in self.released.items():
            yield name, unpacked(kept.digest)
        for address, page in self.pages.items():
            yield place_of(address), self._page(page, place_of(address))
        yield "index.html", self._page(self.pages["program/"], "index.html")
        yield ACCENT, stylesheet(self.masthead.accent).encode()
        if self.masthead.logo_address:
            with Society.current().logo.open("rb") as logo:
                yield _named(self.masthead.logo_address), logo.read()
        yield from self._static()

    def __len__(self) -> int:
        return len(self.released) + len(self.pages) + 2

    def _page(self, page: Page, place: str) -> bytes:
        kind, key, said = page
        address = FOLDERS.get(kind, "x/")
        wanted = asked(self.base + address, said, key)
        drawn = still_html_of(kind, self.program, self.masthead, wanted, self.log, self.released.keys())
        return LINK.sub(lambda link: self._relinked(link, self.base + address, place), drawn).encode()

    def _relinked(self, link: re.Match, base: str, place: str) -> str:
        name, value = link[1], html.unescape(link[2])
        if value.startswith("#"):
            return link[0]
        whole = urljoin(self.site + base, value)
        if not whole.startswith(f"{self.site}/"):
            return link[0]
        there = self.place(whole.removeprefix(self.site))
        told = posixpath.relpath(there, posixpath.dirname(place)) if there else whole
        return f'{name}="{html.escape(told)}"'

    def place(self, address: str) -> str:
        """Where in the folder it stands; nothing for what stays on the site."""
        path = urlsplit(address).path
        if path.startswith(settings.STATIC_URL):
            name = path.removeprefix(settings.STATIC_URL)
            if _is_static(name):
                self.needed.add(f"static/{name}")
                return f"static/{name}"
            return ""
        if path == reverse("society_accent"):
            return ACCENT
        if self.masthead.logo_address and path == self.masthead.logo_address:
            return _named(path)
        return self.places.get(address, "")

    def _static(self) -> Iterator[tuple[str, bytes]]:
        """What pages link to, and what their stylesheets fetch."""
        waiting, seen = sorted(self.needed), set()
        while waiting:
            place = waiting.pop(0)
            if place in seen:
                continue
            seen.add(place)
            body = _static_bytes(place.removeprefix("static/"))
            yield place, body
            if place.endswith(".css"):
                found = REFERENCE.findall(body.decode())
                folder = posixpath.dirname(place)
                waiting += [posixpath.normpath(f"{folder}/{each}") for each in found if not each.startswith("data:")]


def _named(address: str) -> str:
    return "society/" + posixpath.basename(address)


@lru_cache(maxsize=1000)
def _is_static(name: str) -> bool:
    """A text may link to anything; only a plain name of a file that is there is one. Looked for once."""
    plain = all(PART.fullmatch(part) for part in name.split("/"))
    return plain and bool(finders.find(name) or staticfiles_storage.exists(name))


def _static_bytes(name: str) -> bytes:
    """Of the source where there is one, else as it was collected under this name."""
    source = finders.find(name)
    if source:
        with open(source, "rb") as file:
            return file.read()
    with staticfiles_storage.open(name) as file:
        return file.read()
