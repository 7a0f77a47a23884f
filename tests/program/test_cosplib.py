"""A benchmark's workbook becomes a meeting whose sessions wait for rooms and times."""

import pytest
from django.core.management import CommandError, call_command

from program.exchange.faults import Unreadable
from program.exchange.formats import guess, read
from scheduling.cosplib.model import SLOT
from scheduling.models import Placement, Session
from tests.scheduling.cosplib.sample import ROOMS, SESSIONS, TRACKS, file_of, sample
from workshops.models import Meeting

pytestmark = pytest.mark.django_db


def imported(tmp_path, capsys, edit=None, **options):
    file = tmp_path / "conference.xlsx"
    file.write_bytes(file_of(sample(), edit).getvalue())
    call_command("import_program", str(file), meeting="conf", format="cosplib", **options)
    return capsys.readouterr()


def test_sessions_tracks_rooms_and_people_become_a_meeting_without_places(tmp_path, capsys):
    told = imported(tmp_path, capsys)
    problem = sample().problem
    meeting = Meeting.objects.get(slug="conf")
    assert [room.name for room in meeting.rooms.order_by("order")] == list(ROOMS)
    assert [topic.name for topic in meeting.topics.order_by("order")] == list(TRACKS)
    assert [block.name for block in meeting.blocks.order_by("starts_at")] == list(SESSIONS)
    assert Placement.objects.count() == 0
    assert {session.external_id for session in Session.objects.all()} == {item.id for item in problem.items}
    one = problem.items[0]
    session = Session.objects.get(external_id=one.id)
    assert {role.person.name for role in session.people.all()} == set(one.people)
    assert session.minutes == 20 * (one.minutes // SLOT)
    assert "Imported 9 sessions (0 placed)" in told.out
    assert "16 weights have no field in a meeting and are left out." in told.err


def test_blocks_stand_in_the_workbooks_zone_and_may_end_after_midnight(tmp_path, capsys):
    imported(tmp_path, capsys)
    blocks = list(Meeting.objects.get(slug="conf").blocks.order_by("starts_at"))
    assert [f"{each.starts_at:%H:%M}" for each in blocks] == ["08:00", "10:00", "08:00", "22:00"]
    assert [(each.ends_at - each.starts_at).seconds // 60 for each in blocks] == [60, 60, 60, 60]


def test_a_fault_is_told_with_sheet_and_cell_and_nothing_is_imported(tmp_path, capsys):
    def edit(book):
        book["submissions"]["B3"] = "Moon"

    with pytest.raises(CommandError) as refused:
        imported(tmp_path, capsys, edit)
    assert "submissions!B3: The track 'Moon' is not on the sheet tracks." in str(refused.value)
    assert not Meeting.objects.filter(slug="conf").exists()


def test_a_date_that_is_none_is_refused(tmp_path):
    def edit(book):
        book["sessions"]["C3"] = "a Monday"

    with pytest.raises(Unreadable) as refused:
        read(file_of(sample(), edit).getvalue(), "cosplib")
    assert str(refused.value) == "sessions!C3: It is not a date."


def test_a_workbook_is_known_by_its_first_bytes():
    assert guess(file_of(sample()).getvalue()) == "cosplib"
