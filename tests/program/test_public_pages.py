"""What public pages say, drawn from made-up programs without a database: days, zones, search, what runs now."""

import html
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from program.masthead import Masthead
from program.rendition.asked import asked
from program.rendition.contents import NotInProgramError
from program.rendition.pages import KINDS, html_of, moment_for, still_html_of
from program.snapshot import FrozenSession, Program
from tests.program.synthetic import synthetic_program
from tests.program.tricky import LONG_TITLE, NAMES, TITLES, tricky_program

WHOSE = Masthead("Society of Blood", "#8c1d2f")
TRICKY = tricky_program()
LARGE = synthetic_program(300)
NASTY = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ program.number }} {% load tz %}",
    "</title></head><body onload=alert(1)>",
    "javascript:alert(1)",
    "‮reversed‬ and ​nothing",
    "A" * 500,
    "=1+1",
    LONG_TITLE,
)


def draw(program: Program, kind: str, key: str = "", at: datetime | None = None, **said) -> str:
    wanted = asked(f"/{program.meeting.slug}/{kind}/", said, key)
    return html_of(kind, program, WHOSE, wanted, moment_for(kind, wanted, program, at or program.frozen_at))


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def every_page(program: Program):
    """Kind and key of every page of a program."""
    yield from ((kind, "") for kind in ("program", "people", "embed", "now", "subscribe", "offline", "changes"))
    yield from (("session", each.code) for each in program.sessions)
    yield from (("person", each.code) for each in program.people)
    yield from (("room", each.slug) for each in program.rooms)
    yield from (("topic", each.slug) for each in program.topics)


def test_every_page_of_a_tricky_program_is_drawn():
    assert {kind for kind, _ in every_page(TRICKY)} == set(KINDS)
    for kind, key in every_page(TRICKY):
        assert "Fictional Society of Blood Research" in draw(TRICKY, kind, key), (kind, key)


def test_all_titles_and_names_are_on_the_page_of_all_days():
    page = words(draw(TRICKY, "program", day="all"))
    assert [title for title in TITLES if title not in page] == []
    assert [family for _, family, _ in NAMES if family not in page] == []


@pytest.mark.parametrize("text", NASTY)
def test_what_is_typed_stays_text_on_every_page(text):
    first = TRICKY.sessions[0]
    person, room, topic = (replace(things[0], name=text) for things in (TRICKY.people, TRICKY.rooms, TRICKY.topics))
    nasty = replace(
        TRICKY,
        sessions=(replace(first, title=text, subtitle=text, format=text), *TRICKY.sessions[1:]),
        people=(person, *TRICKY.people[1:]),
        rooms=(room, *TRICKY.rooms[1:]),
        topics=(topic, *TRICKY.topics[1:]),
    )
    pages = (
        ("program", ""),
        ("session", first.code),
        ("person", person.code),
        ("room", room.slug),
        ("topic", topic.slug),
        ("subscribe", ""),
    )
    for kind, key in pages:
        plain, drawn = draw(TRICKY, kind, key, q=text[:60]), draw(nasty, kind, key, q=text[:60])
        for mark in ("<script", "<img", "onerror=alert(1)>", "<body", "</title>"):
            assert drawn.count(mark) <= plain.count(mark), (kind, mark)
        assert "{% load tz %}" not in drawn or "{{ program.number }}" in drawn
    assert html.escape(text) in draw(nasty, "session", first.code)


def test_the_doubled_hour_is_told_apart():
    page = words(draw(TRICKY, "program", day="2027-11-07"))
    assert "01:15 EDT–01:45 EDT" in page
    assert "01:15 EST–01:45 EST" in page


def test_a_session_over_the_change_of_clocks_and_midnight_says_when_it_ends():
    """From 00:45 EDT for three hours: the clocks go back meanwhile, so it ends at 02:45 on them."""
    starts_at = datetime(2027, 11, 7, 4, 45, tzinfo=UTC)
    over = FrozenSession("over", "uid", "Over", starts_at, starts_at + timedelta(hours=3), "room-0")
    night = FrozenSession("night2", "uid2", "Night", starts_at - timedelta(hours=2), starts_at, "room-0")
    program = replace(TRICKY, sessions=(night, over))
    assert "00:45–02:45" in words(draw(program, "session", "over"))
    assert "22:45–00:45 (Sun)" in words(draw(program, "session", "night2"))


def test_a_release_without_a_session_says_so_on_every_page():
    empty = replace(TRICKY, sessions=(), people=(), topics=(), rooms=())
    assert "No session is in the program." in draw(empty, "program")
    assert "The last session is over." in draw(empty, "now")
    assert "The whole program" in draw(empty, "subscribe")
    assert "No session is in the program." in still_html_of("program", empty, WHOSE, asked("/x/program/", {}))
    assert "Nothing matches" in draw(LARGE, "program", q="zeisig")


@pytest.mark.parametrize("kind", ["session", "person", "room", "topic"])
def test_what_is_not_in_the_program_has_no_page(kind):
    with pytest.raises(NotInProgramError):
        draw(TRICKY, kind, "nothing")


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (LARGE.frozen_at, "Friday, 10 December 2027"),
        (datetime(2027, 12, 11, 20, tzinfo=UTC), "Saturday, 11 December 2027"),
        (datetime(2027, 12, 11, 4, 59, tzinfo=UTC), "Friday, 10 December 2027"),  # before midnight in New York
        (datetime(2028, 1, 1, tzinfo=UTC), "Friday, 10 December 2027"),
    ],
)
def test_the_day_shown_first_is_today_during_the_meeting(at, day):
    assert f"<h2>{day}</h2>" in draw(LARGE, "program", at=at)


def test_the_zone_is_always_named_and_can_be_another():
    first = LARGE.sessions[0]
    pages = {"program": "", "session": first.code, "person": "p0", "room": "room-0", "topic": "topic-0"}
    for kind, key in pages.items():
        assert "All times are those of America/New York" in words(draw(LARGE, kind, key)), kind
        there = words(draw(LARGE, kind, key, zone="Asia/Tokyo"))
        assert "All times are those of Asia/Tokyo , not of the meeting" in there, kind
        assert ("17:00–17:45" in there, "03:00–03:45" in there) == (True, False), kind
    assert f'/sessions/{first.code}/?zone=Asia%2FTokyo"' in draw(LARGE, "program", zone="Asia/Tokyo")
    assert '"?day=2027-12-11&amp;zone=Asia%2FTokyo"' in draw(LARGE, "program", zone="Asia/Tokyo")


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "<b>", "localtime", "Factory"])
def test_a_zone_that_is_none_is_told_and_not_used(zone):
    page = draw(LARGE, "program", zone=zone)
    assert f"“{html.escape(zone)}” is no time zone we know." in page
    assert "03:00–03:45" in page


def test_a_search_finds_people_and_topics_too():
    page = draw(TRICKY, "program", q="nunez")
    assert "/tricky/people/p1/" in page
    assert "Ángela Ñuñez de la Peña-Villaseñor" in page
    assert "/tricky/topics/topic-1/" in draw(TRICKY, "program", q="clotting")
    assert 'aria-label="People and topics"' not in draw(TRICKY, "program")


def test_a_page_of_a_list_is_carried_on_with_all_that_is_asked():
    page = html.unescape(draw(LARGE, "program", q="platelets", page="2"))
    assert "?q=platelets&page=3" in page
    assert "61–120 of 300" in page


@pytest.mark.parametrize(
    ("at", "told", "not_told"),
    [
        (
            (10, 8, 10),
            ["It is 03:10 on Friday", "Now ", "Session 0:", "Next, at 04:00", "Session 15:"],
            "Session 30:",
        ),
        ((10, 8, 45), ["Next, at 04:00"], "Session 0:"),
        ((9, 0, 0), ["next session begins on Friday, 10 December 2027 at 03:00"], "Session 0:"),
        ((20, 0, 0), ["The last session is over."], "Session"),
    ],
)
def test_now_and_next(at, told, not_told):
    page = words(draw(LARGE, "now", at=datetime(2027, 12, *at, tzinfo=UTC)))
    assert [each for each in told if each not in page] == []
    assert not_told not in page.replace("Sessions", "")


def test_people_are_listed_by_letter_and_in_a_folder_all_at_once():
    first = draw(TRICKY, "people")
    assert {name for _, name, _ in NAMES if name in words(first)} == {"Adeyemi", "Åström"}
    assert "/tricky/people/p1/" in draw(TRICKY, "people", letter="N")
    others = words(draw(TRICKY, "people", letter="…"))
    assert [name for _, name, _ in NAMES if name in others][:2] == ["Щербаков", "Παπαδοπούλου"]
    assert "<b>" not in draw(TRICKY, "people", letter="<b>")
    still = words(still_html_of("people", TRICKY, WHOSE, asked("/tricky/people/", {})))
    assert [name for _, name, _ in NAMES if name not in still] == []


def test_drawing_a_page_looks_for_no_zones_on_the_disk(monkeypatch):
    draw(LARGE, "program", zone="Asia/Tokyo")
    monkeypatch.setattr("zoneinfo.available_timezones", lambda: pytest.fail("looked again"))
    assert "Asia/Tokyo" in draw(LARGE, "program", zone="Asia/Tokyo")
    assert "America/New York" in draw(LARGE, "program")
