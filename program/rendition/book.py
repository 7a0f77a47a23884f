"""The printed program: cover, contents, a timetable per day, every session by time, an index of people."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter

from django.template.loader import render_to_string
from django.utils import timezone

from program.finding import folded
from program.rendition.setting import Setting
from program.rendition.timetable import timetables
from program.showing import Shown, items_of, show
from program.snapshot import FrozenPerson, FrozenSession, FrozenTopic, Program
from rendering.pdf import Part, print_base_css
from rendering.qr import qr_svg

OTHER_ALPHABETS = "Other alphabets"
SMALL = 4
"""Lines of a timetable."""
LATIN = re.compile("[\\s!-~\u00a0-\u024f\u2010-\u2044\u2212]*")
"""Letters of one piece, with the dashes and quotation marks between them: nothing that is put together from parts."""


def pages_of(program: Program, setting: Setting) -> tuple[list[Part], list[str]]:
    """The book as HTML, part by part, and the css that makes pages of it."""
    with timezone.override(program.meeting.tz):
        parts = list(_parts(program, setting))
    return parts, [
        print_base_css(accent=setting.accent),
        *(render_to_string(f"print/{name}.css") for name in ("session", "book")),
    ]


def _parts(program: Program, setting: Setting) -> Iterator[Part]:
    known = {"meeting": program.meeting, "program": program, "society": setting.society}
    days = [_day(day, program) for day in program.days]
    cancelled = [show(session, program, set()) for session in program.sessions if session.cancelled]
    index = {"people": _letters(program), "topics": _topics(program)}
    subscribe = qr_svg(setting.address + "program.ics", title="Subscribe to the calendar")
    front = {"days": days, "cancelled": cancelled, "subscribe": subscribe, "address": setting.address}

    def part(name: str, *, refers: bool = False, front: bool = False, **more) -> Part:
        return Part(render_to_string(f"print/book_{name}.html", known | more), refers, front)

    yield part("front", refers=True, front=True, **front, **index)
    for small, some in groupby(days, key=itemgetter("small")):
        for together in [list(some)] if small else [[day] for day in some]:
            yield part("timetables", refers=True, front=True, days=together, is_first=together[0] is days[0])
    for day in days:
        yield part("day", day=day)
    if cancelled:
        yield part("cancelled", cancelled=cancelled)
    if index["people"] or index["topics"]:
        yield part("index", refers=True, **index)


def timetables_on(day: date, program: Program) -> dict:
    """`small` where so little takes place that several days stand on a page."""
    tables = timetables(day, _on(day, program), program)
    lines = sum(len(stretch.rows) or 1 for table in tables for stretch in table.stretches)
    return {"date": day, "timetables": tables, "small": lines <= SMALL}


def _day(day: date, program: Program) -> dict:
    sessions = _on(day, program)
    hours = groupby(sessions, key=lambda shown: shown.clock)
    return timetables_on(day, program) | {
        "first": sessions[0],
        "hours": [(clock, [session_of(shown, program) for shown in some]) for clock, some in hours],
    }


def _on(day: date, program: Program) -> list[Shown]:
    return [show(each, program, set()) for each in program.living if program.day_of(each) == day]


def session_of(shown: Shown, program: Program) -> dict:
    """With its people under the word of their role: one line says who the chairs are."""
    grouped = [(word, list(roles)) for word, roles in groupby(shown.roles, key=lambda role: role.word)]
    people = [(f"{word}s" if len(roles) > 1 else word, roles) for word, roles in grouped]
    words = shown.session.abstract + shown.session.description
    return {
        "shown": shown,
        "people": people,
        "items": items_of(shown, program),
        "latin": bool(LATIN.fullmatch(words)),
    }


def _letters(program: Program) -> list[tuple[str, list[tuple[FrozenPerson, list[FrozenSession]]]]]:
    """Everybody with a role in a session that takes place, and in which, under the letter of the index."""
    return [(letter, list(rows)) for letter, rows in groupby(_people(program), key=lambda row: _letter(row[0]))]


def _people(program: Program) -> Iterator[tuple[FrozenPerson, list[FrozenSession]]]:
    sessions: dict[str, list[FrozenSession]] = {}
    for session in program.living:
        for person in program.people_of(session):
            sessions.setdefault(person.code, []).append(session)
    named = [person for person in program.people if person.code in sessions]
    for person in sorted(named, key=lambda each: folded(each.index_name)):
        yield person, sessions[person.code]


def _topics(program: Program) -> list[tuple[FrozenTopic, list[FrozenSession]]]:
    """Topics by name, with what takes place about each."""
    sessions: dict[str, list[FrozenSession]] = {}
    for session in program.living:
        for topic in program.topics_of(session):
            sessions.setdefault(topic.slug, []).append(session)
    named = [topic for topic in program.topics if topic.slug in sessions]
    return [(topic, sessions[topic.slug]) for topic in sorted(named, key=lambda each: folded(each.name))]


def _letter(person: FrozenPerson) -> str:
    first = folded(person.index_name)[:1]
    return first.upper() if "a" <= first <= "z" else OTHER_ALPHABETS
