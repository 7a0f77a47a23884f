"""`manage.py export` writes what the site serves, byte for byte."""

import io

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from program.management.commands.export import NAMES
from tests.factories.program import make_release


@pytest.fixture
def released(world, at):
    make_release(world.version, world.cast.olga, at)
    return world


@pytest.mark.parametrize("form", [*sorted(NAMES.keys() - {"pdf"}), "rooms/hall-a.ics", "sessions/{code}.ics"])
def test_a_file_is_the_one_that_the_site_serves(released, client, tmp_path, form):
    form = form.format(code=released.session.code)
    call_command("export", "ash-2027", form, output=tmp_path / "out")
    served = client.get(f"/ash-2027/{NAMES.get(form, form)}")
    assert served.status_code == 200
    assert (tmp_path / "out").read_bytes() == served.content


@pytest.mark.parametrize("form", ["nothing", "living/program.ics", "setting.json", "../program.ics"])
def test_what_the_site_does_not_serve_is_not_written(released, client, tmp_path, form):
    with pytest.raises(CommandError, match="has no released"):
        call_command("export", "ash-2027", form, output=tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_spreadsheet_has_a_row_for_each_session_and_no_formula(world, client, at):
    world.session.title = "=1+1 is two"
    world.session.save()
    make_release(world.version, world.cast.olga, at)
    answer = client.get("/ash-2027/program.xlsx")
    assert answer["Content-Disposition"] == 'inline; filename="ash-2027.xlsx"'
    sheet = load_workbook(io.BytesIO(answer.content)).active
    head, row = sheet.iter_rows()
    told = dict(zip((cell.value for cell in head), row, strict=True))
    assert (told["Title"].value, told["Title"].data_type) == ("=1+1 is two", "s")
    assert told["Starts (UTC)"].is_date
    assert sheet.title == "Annual Meeting 2027"
