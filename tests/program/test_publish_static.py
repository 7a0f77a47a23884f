"""The public program as a folder: complete, with relative links, nothing outside it, whole or as it was."""

import html
import re
from dataclasses import replace
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.files.storage import storages
from django.core.management import call_command
from django.core.management.base import CommandError

from program import folder
from program.current import Kept, current_of
from program.folder import MARK, Unfit, inside, write_folder
from program.masthead import masthead
from program.models import ReleaseFile
from program.shelf import path_of
from program.still import StillCopy
from workshops.models import Meeting

LAST = "ash-2026"
LINK = re.compile(r' (?:href|src|action)="([^"]*)"')


def publish(target: Path, slug: str = LAST) -> str:
    out = StringIO()
    call_command("publish_static", slug, str(target), stdout=out)
    return out.getvalue()


@pytest.fixture
def written(world, tmp_path) -> Path:
    publish(tmp_path / "site")
    return tmp_path / "site"


def files_in(place: Path) -> set[str]:
    return {str(each.relative_to(place)) for each in place.rglob("*") if each.is_file()}


def test_the_folder_holds_pages_files_and_what_pages_need(world, written):
    code, felix = world.past.code, world.cast.felix.code
    wanted = {
        "index.html",
        "program/index.html",
        "program/2026-12-04/index.html",
        "program/all/index.html",
        f"sessions/{code}/index.html",
        f"people/{felix}/index.html",
        "rooms/hall-z/index.html",
        "topics/iron/index.html",
        "subscribe/index.html",
        "program.ics",
        "program.json",
        "program.csv",
        "program.xlsx",
        "schedule.xml",
        "schedule.json",
        f"sessions/{code}.ics",
        f"people/{felix}.ics",
        "rooms/hall-z.ics",
        "topics/iron.ics",
        "society/accent.css",
        "static/css/convoke.css",
        "static/bootstrap/css/bootstrap.min.css",
        "static/fonts/inter-latin.woff2",
        "static/js/theme.js",
        MARK,
    }
    assert wanted - files_in(written) == set()


def test_every_link_leads_to_a_file_of_the_folder_or_to_the_site(written):
    lost, site = [], set()
    for page in written.rglob("*.html"):
        for address in map(html.unescape, LINK.findall(page.read_text())):
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                site.add(parts.path)
            elif parts.path and not (page.parent / parts.path).is_file():
                lost.append(f"{page.relative_to(written)}: {address}")
    assert lost == []
    assert "/accounts/login/" not in site
    assert not [path for path in site if "/star/" in path or path.endswith("/agenda/")]


def test_a_file_is_what_the_site_serves(written, client):
    for name in ("program.ics", "program.json", "rooms/hall-z.ics"):
        assert (written / name).read_bytes() == client.get(f"/{LAST}/{name}").content


def test_what_it_wrote_is_replaced_as_a_whole(written):
    (written / "stale.html").write_text("old")
    assert "Open index.html" in publish(written)
    assert not (written / "stale.html").exists()
    assert [each.name for each in written.parent.iterdir()] == [written.name]


def test_a_folder_of_somebody_else_is_left_alone(world, tmp_path):
    (tmp_path / "thesis.tex").write_text("years")
    with pytest.raises(CommandError, match="not from here"):
        publish(tmp_path)
    assert files_in(tmp_path) == {"thesis.tex"}
    with pytest.raises(CommandError, match="not a folder"):
        publish(tmp_path / "thesis.tex")


def test_a_link_to_a_folder_is_not_followed(world, tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with pytest.raises(CommandError, match="not a folder"):
        publish(tmp_path / "link")


def test_a_fault_leaves_the_old_copy(world, written):
    before = files_in(written)
    storages["releases"].delete(path_of(ReleaseFile.objects.get(release=world.release, name="program.ics").digest))
    with pytest.raises(CommandError, match="lost"):
        publish(written)
    assert files_in(written) == before
    assert [each.name for each in written.parent.iterdir()] == [written.name]


def test_a_folder_that_cannot_take_its_place_gives_it_back(written, monkeypatch):
    rename = Path.rename

    def full(self, target):
        if "-coming-" in self.name:
            raise OSError("No space left on device")
        return rename(self, target)

    monkeypatch.setattr(folder.Path, "rename", full)
    before = files_in(written)
    with pytest.raises(CommandError, match="No space"):
        publish(written)
    assert files_in(written) == before


@pytest.mark.parametrize("slug", ["../ash-2026", "/etc", "ash-2026/", "nowhere", "ASH-2026"])
def test_only_the_slug_of_a_public_program_names_one(world, tmp_path, slug):
    with pytest.raises(CommandError, match="has no public program"):
        publish(tmp_path / "site", slug)
    assert files_in(tmp_path) == set()


def test_what_is_hidden_or_not_released_is_not_written(world, tmp_path):
    Meeting.objects.filter(slug=LAST).update(is_public=False)
    for slug in (LAST, "ash-2027"):
        with pytest.raises(CommandError, match="has no public program"):
            publish(tmp_path / "site", slug)


HOSTILE = (
    "../evil.html",
    "a/../../evil.html",
    "/etc/cron.d/evil",
    "a//evil",
    "./evil",
    "..",
    ".htaccess",
    "a/.git/config",
    "a\\..\\evil",
    "C:evil",
    "%2e%2e/evil",
    "evil\0.html",
    "a\nb",
    "x" * 300,
    "",
)


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_leads_out_of_the_folder(tmp_path, name):
    with pytest.raises(Unfit):
        inside(tmp_path, name)
    with pytest.raises(Unfit):
        write_folder(tmp_path / "site", [("fine.html", b""), (name, b"evil")], lambda count, place: None)
    assert list(tmp_path.iterdir()) == []


def test_a_hostile_name_in_the_list_of_files_writes_nothing(world, tmp_path):
    now = current_of(LAST)
    copy = StillCopy(LAST, now, masthead())
    copy.released = {"../../evil.ics": Kept(copy.released["program.ics"].digest, "text/calendar")}
    with pytest.raises(Unfit):
        write_folder(tmp_path / "site", copy.files(), lambda count, place: None)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "address",
    [
        "/static/nowhere.css",
        "/static/../../etc/passwd",
        "/static/%2e%2e/etc/passwd",
        "/static//etc/passwd",
        "/static/css/../css/base.css",
        "/ash-2026/../x/",
        "/ash-2026/sessions/nowhere/",
        "/ash-2026/program.ics?cancelled=hide",
        "/ash-2027/program/",
        "/accounts/login/",
    ],
)
def test_a_link_to_anything_else_stays_with_the_site(world, address):
    copy = StillCopy(LAST, current_of(LAST), masthead())
    assert (copy.place(address), copy.needed) == ("", set())


def test_a_hostile_title_breaks_no_page(world, tmp_path):
    copy = StillCopy(LAST, current_of(LAST), masthead())
    session = replace(copy.program.sessions[0], title='"><a href="/static/css/base.css">')
    copy.program = replace(copy.program, sessions=(session,))
    write_folder(tmp_path / "site", copy.files(), lambda count, place: None)
    page = (tmp_path / "site" / "sessions" / session.code / "index.html").read_text()
    assert "&quot;&gt;&lt;a href=&quot;/static/css/base.css&quot;&gt;" in page
