"""At the command line of an installation in which nobody has signed in yet."""

import pytest
from django.core.management import CommandError, call_command

from demo.material import DATA
from people.models import Person
from workshops.models import Meeting

FILES = sorted((DATA / "setups").glob("*.toml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_is_brought_into_an_empty_installation_and_comes_out_equal(file, db, tmp_path, capsys):
    assert not Person.objects.exists()
    call_command("import_setup", file)
    meeting = Meeting.objects.get()
    assert f"{meeting} is here, for staff only: /{meeting.slug}/" in capsys.readouterr().out
    call_command("export_setup", meeting.slug, output=tmp_path / "out.toml")
    assert (tmp_path / "out.toml").read_text().split("\n") == file.read_text().split("\n")


def test_checking_makes_nothing(db, capsys):
    call_command("import_setup", FILES[0], check=True)
    assert "would become" in capsys.readouterr().out
    assert not Meeting.objects.exists()


def test_a_meeting_that_is_there_already_is_said_and_left_alone(db):
    call_command("import_setup", FILES[0])
    with pytest.raises(CommandError, match="already"):
        call_command("import_setup", FILES[0])
    assert Meeting.objects.count() == 1
