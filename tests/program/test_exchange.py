"""Programs go out and come back equal; broken and hostile files are refused whole, in sentences."""

from operator import attrgetter

import pytest
from django.core.management import CommandError, call_command

from program.exchange import c3voc, frab, ours
from program.exchange.faults import Unreadable
from program.exchange.formats import read
from program.exchange.naming import guid_of, numbers_of, uuid_of
from program.models import Release
from program.shelf import body_of, program_of_release
from program.snapshot import Program, to_json
from scheduling.models import Session
from tests.program.synthetic import synthetic_program
from workshops.models import Meeting

ADDRESS = "https://example.org/synthetic/"
WRITERS = {"frab": frab.write, "c3voc": c3voc.write}


def told(program: Program, named=guid_of) -> list[tuple]:
    """What the exchange formats carry of a program, without our own codes."""
    return [
        (
            named(session),
            session.title,
            session.subtitle,
            session.starts_at,
            session.ends_at,
            program.room_by_slug[session.room].name,
            [program.topic_by_slug[slug].name for slug in session.topics],
            session.format,
            session.language,
            session.abstract,
            session.description,
            [program.person_by_code[role.person].name for role in session.people],
        )
        for session in sorted(program.sessions, key=named)
    ]


@pytest.mark.parametrize("form", WRITERS)
def test_a_program_comes_back_equal(form):
    program = synthetic_program(40)
    again = read(WRITERS[form](program, ADDRESS)).program
    assert told(again) == told(program)
    assert (again.meeting.name, again.meeting.zone, again.meeting.starts_on, again.meeting.ends_on) == (
        "Synthetic Meeting",
        "America/New_York",
        program.meeting.starts_on,
        program.meeting.ends_on,
    )


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.django_db
def test_600_synthetic_sessions_are_imported_released_exported_and_imported_again(form, tmp_path, monkeypatch):
    monkeypatch.setattr("program.rendition.papers.print_paper", lambda paper, tell=None: None)
    program = synthetic_program(600)
    path = tmp_path / "in"
    path.write_bytes(WRITERS[form](program, ADDRESS))
    call_command("import_program", str(path), meeting="synthetic", verbosity=0)
    call_command("release", "synthetic")
    out = tmp_path / "out"
    call_command("export", "synthetic", {"frab": "xml", "c3voc": "c3voc"}[form], output=out)
    assert told(read(out.read_bytes()).program) == told(program)
    call_command("import_program", str(out), meeting="again", verbosity=0)
    call_command("release", "again")
    first, second = (program_of_release(Release.objects.get(meeting__slug=slug)) for slug in ("synthetic", "again"))
    assert told(first) == told(second) == told(program)


@pytest.mark.django_db
def test_our_own_json_comes_back_equal(tmp_path):
    path = tmp_path / "program.json"
    path.write_bytes(to_json(synthetic_program(5)))
    call_command("import_program", str(path), meeting="mine", verbosity=0)
    call_command("release", "mine")
    file = Release.objects.get().files.get(name="program.json")
    kept = attrgetter("external_id")
    assert told(ours.read(body_of(file)).program, kept) == told(synthetic_program(5), kept)


@pytest.mark.django_db
def test_a_meeting_with_sessions_is_refused_unless_replaced(tmp_path):
    path = tmp_path / "in.xml"
    path.write_bytes(frab.write(synthetic_program(3), ADDRESS))
    call_command("import_program", str(path), meeting="twice", verbosity=0)
    uids = set(Session.objects.values_list("uid", flat=True))
    with pytest.raises(CommandError, match="has sessions already"):
        call_command("import_program", str(path), meeting="twice", verbosity=0)
    call_command("import_program", str(path), meeting="twice", replace=True, verbosity=0)
    assert set(Session.objects.values_list("uid", flat=True)) == uids


GOOD = frab.write(synthetic_program(3), ADDRESS).decode()
BROKEN = {
    "truncated": (GOOD[: len(GOOD) // 2], "not whole XML"),
    "another kind of XML": ("<rss version='2.0'><channel/></rss>", "not a frab schedule"),
    "a picture": ("\x89PNG", "neither XML nor JSON"),
    "no events": (
        "<schedule><conference><title>x</title><start>2027-12-10</start><end>2027-12-11</end>"
        "</conference></schedule>",
        "no events",
    ),
    "no dates": ("<schedule><conference><title>x</title></conference></schedule>", "no readable start and end"),
    "outside the meeting": (
        GOOD.replace("<end>2027-12-10", "<end>2027-12-01").replace("<start>2027-12-10", "<start>2027-12-01"),
        "outside the meeting",
    ),
    "no duration": (GOOD.replace("<duration>00:45</duration>", "<duration>soon</duration>"), "duration is missing"),
    "entity expansion": (
        '<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + GOOD.split("?>", 1)[1],
        "declares entities",
    ),
    "an external entity": (
        '<?xml version="1.0"?><!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + GOOD.split("?>", 1)[1],
        "declares entities",
    ),
    "truncated JSON": (c3voc.write(synthetic_program(3), ADDRESS).decode()[:300], "not whole JSON"),
    "another kind of JSON": ('{"a": 1}', "not a schedule"),
    "deep JSON": ('{"a":' + "[" * 100_000, "not whole JSON"),
}


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.django_db
def test_a_broken_file_is_refused_whole(name, tmp_path):
    text, sentence = BROKEN[name]
    path = tmp_path / "broken"
    path.write_text(text)
    with pytest.raises(CommandError, match=sentence):
        call_command("import_program", str(path), meeting="broken", verbosity=0)
    assert not Meeting.objects.exists()


def test_fifty_thousand_events_are_refused():
    event = GOOD[GOOD.index("<event") : GOOD.index("</event>") + len("</event>")]
    with pytest.raises(Unreadable, match="more than 10000"):
        read(GOOD.replace(event, event * 50_000, 1).encode())


def test_a_person_in_two_rooms_at_once_is_told():
    program = synthetic_program(2, rooms=2)
    text = (
        frab.write(program, ADDRESS)
        .decode()
        .replace(uuid_of(f"{ADDRESS}people/p2/"), uuid_of(f"{ADDRESS}people/p0/"))
        .replace("Given2 Family2", "Given0 Family0")
    )
    number = numbers_of([*program.session_by_code, *program.person_by_code])["c1"]
    assert [str(each) for each in read(text.encode()).warnings] == [
        f"event {number} “Session 1: platelets & “clots” <1>”: Given0 Family0 is also in "
        "“Session 0: platelets & “clots” <0>” at that time."
    ]


def test_a_room_the_file_does_not_declare_is_told_and_added():
    text = frab.write(synthetic_program(2), ADDRESS).decode().replace("<room>Room 1</room>", "<room>Attic</room>")
    assembled = read(text.encode())
    assert ["Attic" in str(each) for each in assembled.warnings] == [True]
    assert "Attic" in {room.name for room in assembled.program.rooms}
