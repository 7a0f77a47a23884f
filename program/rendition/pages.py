"""The public pages of a release, each the same for everybody: what differs by reader comes beside them."""

from collections.abc import Callable, Collection
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.template.loader import render_to_string

from program.changelog import Changelog, lines_of
from program.masthead import Masthead
from program.rendition import contents
from program.rendition.asked import Asked
from program.rendition.contents import Context, NotInProgramError, wanted_of
from program.rendition.papers import CALLED
from program.rendition.telling import canonical, card_address
from program.showing import show
from program.snapshot import FrozenSession, Program

__all__ = ["KINDS", "NotInProgramError", "html_of", "moment_for", "still_html_of"]

ROWS = 60


def html_of(
    kind: str,
    program: Program,
    masthead: Masthead,
    asked: Asked,
    moment: datetime | None = None,
    log: Changelog = (),
    files: Collection[str] = (),
) -> str:
    """A page of one of KINDS, at a moment as `moment_for` told it. `log`: what each release changed. `files`: the
    names of what the release has, since not every machine prints. Raises NotInProgramError."""
    return _drawn(kind, program, masthead, asked, moment, log, files, rows=ROWS)


def still_html_of(
    kind: str,
    program: Program,
    masthead: Masthead,
    asked: Asked,
    log: Changelog = (),
    files: Collection[str] = (),
) -> str:
    """The page as it stands in a folder without a server: whole, without what a reader could ask or keep there."""
    return _drawn(kind, program, masthead, asked, None, log, files, rows=0)


def moment_for(kind: str, asked: Asked, program: Program, at: datetime) -> datetime | None:
    """As much of the time as the page follows from: the minute, the day, or nothing."""
    local = at.astimezone(program.meeting.tz)
    if kind == "now":
        return local.replace(second=0, microsecond=0)
    if kind in ("program", "embed") and not asked.day and not wanted_of(asked).is_narrow:
        return local.replace(hour=0, minute=0, second=0, microsecond=0)
    return None


def _drawn(
    kind: str,
    program: Program,
    masthead: Masthead,
    asked: Asked,
    moment: datetime | None,
    log: Changelog,
    files: Collection[str],
    *,
    rows: int,
) -> str:
    template, make = KINDS[kind]
    said = make(program, asked, moment)
    found = said.pop("found", None)
    if found is not None:
        said["page"] = _page(found, program, asked, 0 if said.get("grid") else rows)
    if kind == "changes":
        lines = lines_of(log)
        said["page"] = Paginator(lines, rows or len(lines) or 1).get_page(asked.page)
    context = {
        "program": program,
        "meeting": program.meeting,
        "society": masthead,
        "still": not rows,
        "zone_label": asked.zone_label(program.meeting),
        "asked": asked,
        "papers": [(name, words) for name, words in CALLED.items() if name in files],
        "door": door if kind == "room" and (door := f"rooms/{asked.key}.pdf") in files else "",
        "canonical": canonical(asked, program),
        "card": card_address(program, asked.key if kind == "session" else ""),
    }
    return render_to_string(template, context | said, request=asked.request)


def _page(found: list[FrozenSession], program: Program, asked: Asked, rows: int) -> Page:
    """Only what is on the page is made ready to be shown; everything where no `rows` are said."""
    page = Paginator(found, rows or len(found) or 1).get_page(asked.page)
    zone = asked.tz(program.meeting)
    page.object_list = [show(session, program, set(), zone) for session in page.object_list]
    return page


KINDS: dict[str, tuple[str, Callable[[Program, Asked, datetime | None], Context]]] = {
    "program": ("program/program_page.html", contents.program_contents),
    "embed": ("program/embed_page.html", contents.embed_contents),
    "now": ("program/now_page.html", contents.now_contents),
    "changes": ("program/changes_page.html", contents.changes_contents),
    "offline": ("program/offline_page.html", contents.offline_contents),
    "session": ("program/session_page.html", contents.session_contents),
    "person": ("program/sessions_page.html", contents.person_contents),
    "people": ("program/people_page.html", contents.people_contents),
    "room": ("program/sessions_page.html", contents.room_contents),
    "topic": ("program/sessions_page.html", contents.topic_contents),
    "subscribe": ("program/subscribe_page.html", contents.subscribe_contents),
}
"""Template and what it says, by kind of page."""
