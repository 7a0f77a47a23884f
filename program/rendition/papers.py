"""What of a release is printed: the book, a grid for the pocket, a sheet for each door, a handout for each session.

All but the book say since which program they are as they are, and stay the same file while nothing on them changes:
whoever hangs door sheets changes those that are new.
"""

import hashlib
import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import cache, cached_property, partial
from importlib.metadata import version
from itertools import groupby

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format

from program.rendition import book
from program.rendition.setting import Setting
from program.showing import Shown, show
from program.snapshot import FrozenRoom, Program
from rendering.fonts import fonts
from rendering.pdf import Part, PdfUnavailable, print_base_css, render_pdf
from rendering.qr import qr_svg

log = logging.getLogger(__name__)
SECONDS = 1800
MEGABYTES = 4000
MOST_PAGES = 3000
CALLED = {
    "program.pdf": "The program as a book",
    "pocket.pdf": "Timetables for the pocket",
    "handouts.pdf": "A handout for each session",
}
"""What there is one of, by the name of its file."""
type Composed = tuple[list[Part], list[str]]


@dataclass(frozen=True)
class Paper:
    """`compose` is given what the paper says of the release that it was made for, and returns HTML and css."""

    name: str
    stamp: str
    compose: Callable[[str], Composed]

    @cached_property
    def key(self) -> str:
        """The same for the same paper, whatever the release: what is on it but for the stamp, and what prints it."""
        parts, css = self.compose("")
        said = json.dumps([[asdict(part) for part in parts], css, _printer()])
        return hashlib.sha256(said.encode()).hexdigest()


@cache
def _printer() -> list[str]:
    """The versions of what makes a paper look as it does."""
    return [version(each) for each in ("weasyprint", "pydyf", *sorted({font.package for font in fonts()}))]


def print_paper(paper: Paper, tell: Callable[[int], None] | None = None) -> bytes | None:
    """The paper as PDF; None when this machine lacks what printing needs (the log says what). Raises PdfFailed."""
    limits = {"seconds": SECONDS, "megabytes": MEGABYTES, "most_pages": MOST_PAGES}
    try:
        return render_pdf(*paper.compose(paper.stamp), identifier=paper.key, tell=tell, **limits)
    except PdfUnavailable as lack:
        log.warning("%s was not printed: %s", paper.name, lack)
        return None


def papers_of(program: Program, setting: Setting) -> Iterator[Paper]:
    """The book last: it takes longest."""
    with timezone.override(program.meeting.tz):
        at = date_format(timezone.localtime(program.frozen_at), "j F Y, H:i")
    stamp = f"Program {program.number}, {at}"
    yield Paper("pocket.pdf", stamp, partial(pocket, program, setting))
    used = {session.room for session in program.living}
    for room in program.rooms:
        if room.slug in used:
            yield Paper(f"rooms/{room.slug}.pdf", stamp, partial(door, room, program, setting))
    yield Paper("handouts.pdf", stamp, partial(handouts, program, setting))
    yield Paper("program.pdf", stamp, lambda stamp: book.pages_of(program, setting))


def pocket(program: Program, setting: Setting, stamp: str) -> Composed:
    """The timetable of each day, across, without page numbers."""
    with timezone.override(program.meeting.tz):
        days = [book.timetables_on(day, program) for day in program.days]
        return _composed("pocket", program, setting, stamp, days=days)


def door(room: FrozenRoom, program: Program, setting: Setting, stamp: str) -> Composed:
    """What takes place in a room, a sheet for each day."""
    shown = [show(each, program, set()) for each in program.living if each.room == room.slug]
    days = [(day, list(some)) for day, some in groupby(shown, key=_day)]
    code = qr_svg(f"{setting.address}rooms/{room.slug}.ics", title="Subscribe to the calendar of this room")
    with timezone.override(program.meeting.tz):
        return _composed("door", program, setting, stamp, room=room, days=days, subscribe=code)


def handouts(program: Program, setting: Setting, stamp: str) -> Composed:
    """Each session on paper of its own, to be laid out at the door: `handouts.pdf#s-CODE` leads to it."""
    with timezone.override(program.meeting.tz):
        sessions = [
            book.session_of(show(each, program, set()), program)
            | {"link": qr_svg(f"{setting.address}sessions/{each.code}/", title="This session on the web")}
            for each in program.living
        ]
        return _composed("handouts", program, setting, stamp, sessions=sessions)


def _day(shown: Shown) -> str:
    return shown.day


def _composed(name: str, program: Program, setting: Setting, stamp: str, **more) -> Composed:
    known = {"meeting": program.meeting, "society": setting.society, "stamp": stamp}
    css = [print_base_css(accent=setting.accent), render_to_string("print/session.css")]
    html = render_to_string(f"print/{name}.html", known | more)
    return [Part(html)], [*css, render_to_string(f"print/{name}.css")]
