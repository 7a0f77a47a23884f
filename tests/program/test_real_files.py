"""Files as frab, Pentabarf, pretalx and spreadsheets really write them, with their habits and omissions."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from program.exchange.clock import minutes_of, offset_zone
from program.exchange.faults import Unreadable
from program.exchange.formats import read
from program.exchange.prose import markdown_of
from program.models import Release
from program.rendition.tables import program_csv
from program.shelf import body_of, program_of_release
from program.snapshot import Program, to_json
from scheduling.models import Placement, Session
from tests.factories.workshops import make_meeting
from tests.program.tricky import tricky_program
from workshops.models import Meeting

PENTABARF = """<?xml version="1.0" encoding="UTF-8"?>
<schedule>
 <conference>
  <title>Fosslike 2024</title><subtitle/><venue>Campus Nord</venue><city>Brussels</city>
  <start>2024-02-03</start><end>2024-02-04</end><days>2</days><day_change>09:00:00</day_change>
  <timeslot_duration>00:05:00</timeslot_duration><time_zone_name>Europe/Brussels</time_zone_name>
 </conference>
 <day index="1" date="2024-02-03">
  <room name="Janson ">
   <event id="100">
    <start>9:30</start><duration>0:45</duration><room> Janson</room><slug>welcome</slug>
    <title>Welcome</title><subtitle/><track>Keynotes</track><type>keynote</type><language/>
    <abstract>&lt;p&gt;We say &lt;strong&gt;hello&lt;/strong&gt; &amp;amp; <![CDATA[<a href="https://x.example/a">more</a>.</p>]]></abstract>
    <description>Plain; 2 &lt; 3.</description>
    <persons/>
    <links><link href="https://x.example/slides">Slides [pdf]</link><link href="javascript:x">No</link></links>
   </event>
   <event id="101">
    <start>01:15</start><duration>00:30:00</duration><room>Janson</room><title>After midnight</title>
    <track>Night</track>
    <persons><person>Ana  Sou&#x200d;za</person><person id="7">Bo Ek</person><person id="8"></person></persons>
   </event>
  </room>
  <room name="Empty"/>
 </day>
 <day index="2" date="2024-02-04">
  <room name="Janson">
   <event id="102"><start>10:00</start><duration>01:00</duration><room>Janson</room><title>Second day</title>
    <persons><person id="7">Bo Ek, MD</person><person>Ana Sou&#x200d;za</person></persons></event>
  </room>
 </day>
</schedule>"""


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


def pretalx(**conference) -> dict:
    event = {
        "guid": "5a1d2d7c-0c4b-5c1e-9a3a-5a1d2d7c0c4b",
        "id": 12,
        "code": "ABC123",
        "date": "2025-07-14T23:30:00+02:00",
        "start": "23:30",
        "duration": "01:30",
        "room": "Forum",
        "url": "https://talks.example/ev/talk/ABC123/",
        "title": "Across midnight",
        "subtitle": "",
        "track": {"en": "Data", "de": "Daten"},
        "type": {"en": "Talk (long)"},
        "language": "en",
        "abstract": "One line.\r\n\r\n* a\r\n* b",
        "description": None,
        "persons": [
            {
                "code": "P1",
                "name": "Jo Doe",
                "public_name": "Jo Doe",
                "biography": "…",
                "answers": [{"answer": "vegan"}],
            },
            {"id": 4, "full_public_name": "Kim Lee"},
            {"guid": "x", "name": None},
        ],
        "links": [{"title": "Repo", "url": "https://code.example/r", "type": "related"}],
        "answers": [{"question": 1, "answer": "secret wish"}],
    }
    known = {
        "acronym": "ev",
        "title": "EuroEvent",
        "start": "2025-07-14",
        "end": "2025-07-15",
        "time_zone_name": "Europe/Prague",
        "rooms": [{"name": "Forum", "capacity": 120, "slug": "1-forum"}, {"name": "Club", "capacity": None}],
        "tracks": [{"name": "Community", "color": "#fff"}, {"name": {"en": "Data"}, "color": "#000"}],
        "days": [
            {"index": 1, "date": "2025-07-14", "rooms": {"Forum": [event]}},
            {"index": 2, "date": "2025-07-15", "rooms": {"Forum": [], "Club": []}},
        ],
    }
    return {"schedule": {"version": "0.9", "conference": known | conference}}


def read_json(data: dict, zone: str = ""):
    return read(json.dumps(data).encode(), zone=zone)


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


def told(program: Program) -> dict:
    """Everything of a program but what each release makes anew: codes, UIDs, numbers, times of revision."""
    people = {person.code: (person.name, person.index_name, person.affiliation) for person in program.people}
    meeting = program.meeting
    return {
        "meeting": (meeting.name, meeting.starts_on, meeting.ends_on, meeting.zone, meeting.venue, meeting.city),
        "rooms": program.rooms,
        "topics": program.topics,
        "blocks": sorted(program.blocks, key=lambda block: block.starts_at),
        "people": sorted(people.values()),
        "sessions": {
            session.external_id or session.uid: (
                *(session.title, session.subtitle, session.abstract, session.description, session.format),
                *(session.language, session.starts_at, session.ends_at, session.room, sorted(session.topics)),
                [(people[role.person], role.role, role.affiliation) for role in session.people],
                [(i.kind, i.title, i.minutes, i.starts_at, people.get(i.speaker)) for i in session.items],
            )
            for session in program.living
        },
    }


@pytest.fixture
def released(db, tmp_path, monkeypatch):
    """Import bytes as a meeting, release it, and give the frozen program with its release."""
    monkeypatch.setattr("program.rendition.book.book_pdf", lambda program, setting: None)

    def release(body: bytes, slug: str) -> tuple[Program, Release]:
        path = tmp_path / slug
        path.write_bytes(body)
        call_command("import_program", str(path), meeting=slug)
        call_command("release", slug)
        made = Release.objects.get(meeting__slug=slug)
        return program_of_release(made), made

    return release


def test_our_own_json_comes_back_whole(released):
    program, made = released(to_json(tricky_program()), "first")
    assert told(program) == told(tricky_program())
    again, _ = released(body_of(made.files.get(name="program.json")), "second")
    assert told(again) == told(program)


@pytest.mark.parametrize("source", ["pentabarf", "pretalx"])
@pytest.mark.parametrize("name", ["schedule.xml", "schedule.json"])
def test_a_real_file_goes_round_equal(released, source, name):
    body = PENTABARF.encode() if source == "pentabarf" else json.dumps(pretalx()).encode()
    program, made = released(body, "first")
    again, _ = released(body_of(made.files.get(name=name)), "second")
    rooms = {room.slug for room in program.rooms if any(each.room == room.slug for each in program.sessions)}
    kept = {"people", "sessions", "topics"}
    assert {key: told(again)[key] for key in kept} == {key: told(program)[key] for key in kept}
    assert rooms <= {room.slug for room in again.rooms}


def test_a_table_goes_round_equal(released):
    _, made = released(to_json(tricky_program()), "first")
    table = body_of(made.files.get(name="program.csv"))
    assembled = read(table)
    assert assembled.program.meeting.zone == "America/New_York"
    columns = ("Title", "Format", "Topics", "Starts (UTC)", "Ends (UTC)", "Starts (local)", "Zone", "Room", "People")

    def rows(body: bytes) -> list[list[str]]:
        lines = csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline=""))
        return sorted([line[name] for name in columns] for line in lines if not line["Cancelled"])

    assert rows(program_csv(assembled.program)) == rows(table)


TABLE = "Code,Title,Room,Starts (UTC),Ends (UTC),People\r\n"


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"Code,Title\r\nx,y\r\n", "line 1: The columns Room, Starts (UTC), Ends (UTC) are missing."),
        (TABLE.encode(), "It has no readable start and end date."),
        (f"{TABLE}a,Talk,R,2027-12-10,2027-12-10,\r\n".encode(), "Its start is missing or not a date and time."),
        (f"{TABLE}a,Talk,R,2027-12-10T10:00,2027-12-10T09:00,\r\n".encode(), "Its duration is missing or zero."),
        (f"{TABLE}a,Tälk,R,,,\r\n".encode("latin-1"), "The file is not UTF-8."),
    ],
)
def test_a_broken_table_is_refused(body, sentence):
    with pytest.raises(Unreadable) as refused:
        read(body)
    assert sentence in str(refused.value)


def test_a_cell_that_a_spreadsheet_would_calculate_loses_its_apostrophe():
    row = "a,'=1+1,R,2027-12-10T10:00,2027-12-10T11:00,Jo Doe (chair); Kim Lee (the younger)\r\n"
    program = read((TABLE + row).encode()).program
    assert program.sessions[0].title == "=1+1"
    assert [(each.name) for each in program.people] == ["Jo Doe", "Kim Lee (the younger)"]
    assert [role.role for role in program.sessions[0].people] == ["chair", "speaker"]


def twice(**changes) -> dict:
    """Two events; the second is the first with changes."""
    data = pretalx()
    some = data["schedule"]["conference"]["days"][0]["rooms"]["Forum"]
    some.append(some[0] | changes)
    return data


@pytest.mark.parametrize(
    ("changes", "sentences"),
    [
        ({"guid": "other", "room": "Club", "persons": []}, []),
        ({"room": "Club", "persons": []}, ["is used twice; this one was given its own."]),
        ({"guid": "other", "persons": []}, ["starts there and then too; this one was left without a place."]),
        ({"guid": "other", "room": "Club"}, ["Jo Doe is also in", "Kim Lee is also in"]),
        ({"guid": "other", "room": "Attic", "persons": []}, ["is not among the file's rooms; it was added."]),
        (
            {"guid": "o", "room": "Club", "persons": [], "title": "x" * 301},
            ["has 301 letters; the first 300 were kept."],
        ),
        ({"guid": "o", "room": "Club", "persons": [], "duration": "25:00"}, ["It is longer than a day."]),
    ],
)
def test_what_looks_wrong_is_told_and_imported(changes, sentences):
    assembled = read_json(twice(**changes))
    assert len(assembled.program.sessions) == 2
    assert [sentence in str(told) for sentence, told in zip(sentences, assembled.warnings, strict=True)] == [
        True for _ in sentences
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": " \u0007"}, "It has no title."),
        ({"room": "", "title": "No room", "guid": "n"}, ""),
        ({"date": "tomorrow", "start": "later"}, "Its start is missing or not a date and time."),
        ({"date": "0001-01-01T00:00:00+14:00"}, "Its start is missing or not a date and time."),
        ({"duration": "400:00"}, "It is longer than two weeks."),
        ({"date": "2026-07-14T10:00:00+02:00"}, "outside the meeting (2025-07-14 to 2025-07-15)"),
    ],
)
def test_what_is_wrong_is_refused_with_its_event(changes, sentence):
    if not sentence:  # an event takes the room it is listed under
        assert len(read_json(twice(**changes)).program.rooms) == 2
        return
    with pytest.raises(Unreadable) as refused:
        read_json(twice(**changes))
    assert [sentence in str(fault) for fault in refused.value.faults] == [True]


@pytest.mark.django_db
def test_two_that_start_together_in_one_room_are_both_kept_and_one_waits_for_a_place(tmp_path, capsys):
    path = tmp_path / "in.json"
    path.write_text(json.dumps(twice(guid="other", title="Second", persons=[])))
    call_command("import_program", str(path), meeting="ev")
    assert Session.objects.count() == 2
    assert [placement.session.title for placement in Placement.objects.all()] == ["Across midnight"]
    assert "Imported 2 sessions (1 placed)" in capsys.readouterr().out


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("slug", "sentence"),
    [("agenda", "no meeting can have that address"), ("Not a slug", "slug"), ("ash-2027", "Name another meeting.")],
)
def test_a_program_is_not_put_where_it_does_not_belong(tmp_path, slug, sentence):
    make_meeting("ash-2027")
    path = tmp_path / "in.json"
    path.write_text(json.dumps(pretalx()))
    with pytest.raises(CommandError, match=sentence):
        call_command("import_program", str(path), meeting=slug)
    assert list(Meeting.objects.values_list("slug", flat=True)) == ["ash-2027"]


@pytest.mark.django_db
def test_sessions_of_proposals_stay_when_a_file_replaces_the_program(world, tmp_path):
    Session.objects.create(meeting=world.meeting, title="Other keyless", minutes=30)
    world.session.proposal = world.in_review
    world.session.save()
    data = pretalx(start="2027-12-10", end="2027-12-13")
    data["schedule"]["conference"]["days"][0]["rooms"]["Forum"][0]["date"] = "2027-12-10T10:00:00-05:00"
    path = tmp_path / "in.json"
    path.write_text(json.dumps(data))
    call_command("import_program", str(path), meeting="ash-2027", replace=True)
    assert set(world.meeting.sessions.values_list("title", flat=True)) == {"Canary session", "Across midnight"}
    assert [each.session.title for each in world.version.placements.all()] == ["Across midnight"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda data: data["meeting"].update(zone="Mars/Olympus"), "Its time zone is not one we know."),
        (lambda data: data["rooms"][0].update(slug="../../etc"), "rooms.0.slug"),
        (lambda data: data["rooms"][0].update(capacity="many"), "rooms.0.capacity"),
        (lambda data: data["sessions"][0].update(starts_at="2027-11-06T12:00:00"), "sessions.0.starts_at"),
        (lambda data: data["sessions"][0].update(room="attic"), "The room “attic” is not among"),
        (lambda data: data["sessions"][0].update(topics=["none"]), "The topic “none” is not among"),
        (lambda data: data["sessions"][0].update(title="\u200b\ufeff"[1:]), "It has no title."),
        (lambda data: data["people"][0].update(name=" "), "No name is given."),
        (lambda data: data.update(schema="convoke.program/9"), "schema"),
        (lambda data: data.pop("sessions"), "It has no sessions."),
    ],
)
def test_a_program_json_that_is_not_ours_is_refused_where_it_departs(change, sentence):
    data = json.loads(to_json(tricky_program(2)))
    change(data)
    with pytest.raises(Unreadable) as refused:
        read(json.dumps(data).encode(), "convoke")
    assert sentence in str(refused.value)
