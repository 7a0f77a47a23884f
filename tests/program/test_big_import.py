"""An imported program of 600 sessions with words that are hard to carry: every feed, read by parsers others wrote."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from program.actions.importing import import_program
from program.exchange.formats import read
from program.shelf import body_of, program_of_release
from program.snapshot import Program, to_json
from rendering.calendar_lint import lint
from rendering.text import one_line, plain
from tests.factories.program import make_release
from tests.program.said import said
from tests.program.synthetic import synthetic_program
from tests.program.test_calendars import SETTING
from tests.rendering.readers import READERS, read_all, trimmed

pytestmark = [pytest.mark.slow, pytest.mark.any_database]
NASTY = json.loads((Path(__file__).parents[1] / "rendering" / "nasty_events.json").read_text(encoding="utf-8"))
WORDS = [raw for raw in NASTY if one_line(raw["summary"])]
KINDS = ("program.ics", "topics/", "rooms/", "formats/", "people/", "sessions/")

MADE: list = []


def source() -> Program:
    program = synthetic_program(600)
    sessions = [
        replace(
            session,
            title=f"{raw['summary'][:280]} {number}",
            abstract=raw["description"],
            format=("Workshop", "Ágenda; setting", "討論")[number % 3],
        )
        for number, session in enumerate(program.sessions)
        for raw in [WORDS[number % len(WORDS)]]
    ]
    return replace(program, sessions=tuple(sessions))


@pytest.fixture
def feeds(cast, at):
    """The feeds of the release, and what each ought to say; made for the first test that asks."""
    if not MADE:
        MADE.append(made(cast, at))
    return MADE[0]


def made(cast, at):
    program = source()
    assembled = read(to_json(program))
    done = import_program(assembled.program, slug="big-2027", by=None, at=at)
    release = make_release(done.version, cast.olga, at)
    frozen = program_of_release(release)
    assert [(each.title, each.abstract) for each in frozen.sessions] == [
        (one_line(each.title), plain(each.abstract)) for each in in_order(program, frozen)
    ]
    wanted = said(frozen, SETTING)
    bodies = {file.name: body_of(file) for file in release.files.filter(name__in=wanted)}
    assert bodies.keys() == wanted.keys()
    return bodies, wanted


def in_order(program: Program, frozen: Program):
    by_id = {each.external_id: each for each in program.sessions}
    return [by_id[each.external_id] for each in frozen.sessions]


def test_every_feed_is_without_a_fault_and_libical_reads_its_words(feeds):
    bodies, wanted = feeds
    whole = events(bodies["program.ics"])
    assert len(whole) == 600
    assert {path for path, body in bodies.items() if not events(body) <= whole} == set()
    assert {path: found for path, body in bodies.items() if (found := lint(body))} == {}
    read = read_all("Evolution", list(bodies.values()))
    assert dict(zip(bodies, read, strict=True)) == {path: trimmed(wanted[path]) for path in bodies}


@pytest.mark.parametrize("reader", READERS)
def test_each_parser_reads_one_feed_of_each_kind(feeds, reader):
    bodies, wanted = feeds
    paths = [next(path for path in bodies if path.startswith(kind)) for kind in KINDS]
    expected = [trimmed(wanted[path]) if reader == "Evolution" else wanted[path] for path in paths]
    assert read_all(reader, [bodies[path] for path in paths]) == expected


def events(body: bytes) -> set[bytes]:
    return set(body.removesuffix(b"\r\nEND:VCALENDAR\r\n").split(b"\r\nBEGIN:VEVENT\r\n")[1:])
