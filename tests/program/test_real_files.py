"""Files as frab, Pentabarf, pretalx and spreadsheets really write them, with their habits and omissions."""

import json
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from program.exchange.clock import minutes_of, offset_zone
from program.exchange.formats import read
from program.exchange.prose import markdown_of
from program.snapshot import Program, to_json
from tests.program.samples import PENTABARF, pretalx, read_json


def by_title(program: Program) -> dict:
    return {session.title: session for session in program.sessions}


def test_pentabarf_days_end_when_it_says_and_its_html_becomes_markdown():
    assembled = read(PENTABARF.encode())
    program, sessions = assembled.program, by_title(assembled.program)
    assert (program.meeting.zone, program.meeting.venue) == ("Europe/Brussels", "Campus Nord")
    assert {title: (each.starts_at, each.minutes) for title, each in sessions.items()} == {
        "Welcome": (datetime(2024, 2, 3, 8, 30, tzinfo=UTC), 45),
        "After midnight": (datetime(2024, 2, 4, 0, 15, tzinfo=UTC), 30),
        "Second day": (datetime(2024, 2, 4, 9, 0, tzinfo=UTC), 60),
    }
    assert [room.name for room in program.rooms] == ["Janson", "Empty"]
    assert sessions["Welcome"].abstract == "We say **hello** & [more](https://x.example/a)."
    assert sessions["Welcome"].description == "Plain; 2 < 3.\n\n- [Slides (pdf)](https://x.example/slides)"
    assert [person.name for person in program.people] == ["Ana Sou\u200dza", "Bo Ek"]
    assert [len(each.people) for each in sessions.values()] == [0, 2, 2]
    assert [str(each) for each in assembled.warnings] == [
        "event 102 “Second day”: The person with the id 7 is called Bo Ek, MD here and Bo Ek before."
    ]


def test_pretalx_keeps_tracks_capacities_links_and_where_it_came_from_and_no_answers():
    assembled = read_json(pretalx())
    program = assembled.program
    (session,) = program.sessions
    assert (session.starts_at, session.ends_at) == (
        datetime(2025, 7, 14, 21, 30, tzinfo=UTC),
        datetime(2025, 7, 14, 23, 0, tzinfo=UTC),
    )
    assert session.external_id == "5a1d2d7c-0c4b-5c1e-9a3a-5a1d2d7c0c4b"
    assert session.source_address == "https://talks.example/ev/talk/ABC123/"
    assert (session.format, session.abstract) == ("Talk (long)", "One line.\n\n* a\n* b")
    assert session.description == "- [Repo](https://code.example/r)"
    assert [(room.name, room.capacity) for room in program.rooms] == [("Forum", 120), ("Club", None)]
    assert [topic.name for topic in program.topics] == ["Community", "Data"]
    assert [topic.name for topic in program.topics_of(session)] == ["Data"]
    assert [person.name for person in program.people] == ["Jo Doe", "Kim Lee"]
    assert b"vegan" not in to_json(program)
    assert b"secret wish" not in to_json(program)
    assert assembled.warnings == ()


@pytest.mark.parametrize(
    ("names", "wish", "zone", "warned"),
    [
        ({"time_zone_name": None}, "", "Etc/GMT-2", "It names no time zone; times are shown in Etc/GMT-2."),
        ({"time_zone_name": "Mars/Olympus"}, "", "Etc/GMT-2", "which we do not know; times are shown in Etc/GMT-2."),
        ({"time_zone_name": ""}, "Europe/Prague", "Europe/Prague", None),
        ({}, "America/New_York", "Europe/Prague", None),
    ],
)
def test_a_conference_without_a_zone_is_shown_in_the_one_its_times_have(names, wish, zone, warned):
    assembled = read_json(pretalx(**names), wish)
    assert assembled.program.meeting.zone == zone
    assert assembled.program.sessions[0].starts_at == datetime(2025, 7, 14, 21, 30, tzinfo=UTC)
    assert [warned in str(each) for each in assembled.warnings] == ([True] if warned else [])


def test_an_unknown_zone_on_the_command_line_is_refused(tmp_path):
    path = tmp_path / "in.json"
    path.write_text(json.dumps(pretalx()))
    with pytest.raises(CommandError, match="“Mars/Olympus” is not a time zone we know"):
        call_command("import_program", str(path), meeting="ev", zone="Mars/Olympus")


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("00:45", 45),
        ("0:45", 45),
        ("45", 45),
        ("01:30:00", 90),
        ("1:02:30", 1590),
        ("30:00", 1800),
        ("", None),
        ("soon", None),
        ("1:2", None),
        ("123456", None),
    ],
)
def test_durations_as_others_write_them(text, minutes):
    assert minutes_of(text) == minutes


def test_zones_that_never_change_are_named_by_their_offset():
    offsets = [
        datetime.fromisoformat(f"2027-01-01T00:00{each}").utcoffset() for each in ("-05:00", "+00:00", "+05:30")
    ]
    assert [offset_zone(offset) for offset in offsets] == ["Etc/GMT+5", "UTC", None]


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>One</p><p>two<br/>three</p>", "One\n\ntwo\nthree"),
        ("<ul><li>a</li><li>b &amp; c</li></ul>", "- a\n- b & c"),
        ("<h2>Aims</h2><div>x <em>y</em></div>", "## Aims\n\nx *y*"),
        ("<p>safe<script>alert(1)</script></p>", "safe"),
        ("<p>a vector<int> stays</p>", "a vector<int> stays"),
        ("2 < 3 and vector<int>", "2 < 3 and vector<int>"),
        ("Markdown *stays*\r\n\r\n- as it is", "Markdown *stays*\n\n- as it is"),
    ],
)
def test_html_becomes_markdown_and_markdown_stays(html, markdown):
    assert markdown_of(html) == markdown
    assert markdown_of(markdown) == markdown
