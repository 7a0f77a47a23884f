"""What is wrong in a file is refused whole, with its place; what only looks wrong is told and imported."""

import json

import pytest
from django.core.management import CommandError, call_command

from program.exchange.faults import Unreadable
from program.exchange.formats import read
from program.snapshot import to_json
from scheduling.models import Placement, Session
from tests.factories.workshops import make_meeting
from tests.program.samples import pretalx, read_json
from tests.program.tricky import tricky_program
from workshops.models import Meeting

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
    [("api", "no meeting can have that address"), ("Not a slug", "slug"), ("ash-2027", "Name another meeting.")],
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
