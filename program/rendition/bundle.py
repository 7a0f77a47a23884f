"""Which files a release consists of, and how each is made."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import partial

from program.changelog import CHANGELOG
from program.exchange import c3voc, frab
from program.rendition import papers
from program.rendition.calendars import Calendars, Feed, feeds_of
from program.rendition.setting import SETTING, Setting, to_json
from program.rendition.tables import program_csv, program_xlsx
from program.snapshot import Program
from rendering.calendar import MEDIA_TYPE as CALENDAR
from rendering.pdf import PDF_MEDIA_TYPE
from rendering.sheets import CSV_MEDIA_TYPE, XLSX_MEDIA_TYPE

LIVING = "living/"
"""Before the name of a feed: the same without what is cancelled. Kept only where the two differ."""


@dataclass(frozen=True)
class File:
    """`make` returns the bytes, or None when this machine cannot make them (printing without Pango). What is printed
    has a `paper`."""

    name: str
    content_type: str
    make: Callable[[], bytes | None]
    paper: papers.Paper | None = None


def files_of(
    program: Program, setting: Setting, calendars: Calendars | None = None, followed: Collection[str] = ()
) -> Iterator[File]:
    """Every file but the snapshot itself, quick ones first, the book last. `followed` are the feeds of the release
    before: of one that has lost its last session a subscriber learns so, instead of keeping it for ever."""
    yield File(SETTING, "application/json", partial(to_json, setting))
    yield from _feeds(calendars or Calendars(program, setting), followed)
    yield File("program.csv", CSV_MEDIA_TYPE, partial(program_csv, program))
    yield File("program.xlsx", XLSX_MEDIA_TYPE, partial(program_xlsx, program))
    yield File("schedule.xml", "application/xml; charset=utf-8", partial(frab.write, program, setting.address))
    yield File("schedule.json", "application/json; charset=utf-8", partial(c3voc.write, program, setting.address))
    for paper in papers.papers_of(program, setting):
        yield File(paper.name, PDF_MEDIA_TYPE, partial(_printed, paper), paper)


def _printed(paper: papers.Paper) -> bytes | None:
    return papers.print_paper(paper)


def is_public(name: str) -> bool:
    """Whether a file is given under its own name."""
    return name not in (SETTING, CHANGELOG) and not name.startswith(LIVING)


def _feeds(calendars: Calendars, followed: Collection[str]) -> Iterator[File]:
    feeds = {feed.path: feed for feed in feeds_of(calendars.program)}
    lost = [Feed(path, ()) for path in sorted(set(followed) - feeds.keys())]
    for feed in (*feeds.values(), *lost):
        yield File(feed.path, CALENDAR, partial(calendars.write, feed))
        if feed.has_cancelled:
            yield File(LIVING + feed.path, CALENDAR, partial(calendars.write, feed, with_cancelled=False))
