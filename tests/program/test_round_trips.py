"""Imported, released, exported, imported again: nothing is lost on the way."""

import csv
import io
import json

import pytest
from django.core.management import call_command

from program.exchange.formats import read
from program.exchange.naming import guid_of
from program.models import Release
from program.rendition.tables import program_csv
from program.shelf import body_of, program_of_release
from program.snapshot import Program, to_json
from scheduling.models import Session
from tests.program.samples import PENTABARF, pretalx
from tests.program.tricky import tricky_program


def ours(session) -> str:
    return session.external_id or session.uid


def told(program: Program, named=ours) -> dict:
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
            named(session): (
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
    monkeypatch.setattr("program.rendition.papers.print_paper", lambda paper, tell=None: None)

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
    before, after = told(program, guid_of), told(again, guid_of)
    assert {key: after[key] for key in kept} == {key: before[key] for key in kept}
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


def test_our_own_export_finds_its_sessions_again(released, tmp_path):
    """Whoever subscribed to them keeps them, though the file they came from first had other names."""
    _, made = released(PENTABARF.encode(), "first")
    before = dict(Session.objects.values_list("title", "uid"))
    path = tmp_path / "again.xml"
    path.write_bytes(body_of(made.files.get(name="schedule.xml")))
    call_command("import_program", str(path), meeting="first", replace=True)
    assert dict(Session.objects.values_list("title", "uid")) == before
