"""What a web server may give by itself is whole, and of one release."""

from pathlib import Path

import pytest
from django.core.files.storage import InMemoryStorage, storages

from program import window
from program.shelf import path_of, put
from tests.factories.program import make_release

pytestmark = pytest.mark.any_database
SLUG = "window-2027"


@pytest.fixture
def folder():
    yield window.folder_of(SLUG)
    window.take_away(SLUG)


def laid(folder: Path) -> dict[str, int]:
    """By name below `now`, the file's number on the disk."""
    now = folder / "now"
    return {str(path.relative_to(now)): path.stat().st_ino for path in sorted(now.rglob("*")) if path.is_file()}


def test_each_file_is_the_one_under_its_digest(folder):
    digest = put(b"BEGIN")
    window.lay_out(SLUG, "a" * 64, [("program.ics", digest), ("topics/iron.ics", digest)])
    kept = Path(storages["releases"].path(path_of(digest))).stat().st_ino
    assert laid(folder) == {"program.ics.gz": kept, "topics/iron.ics.gz": kept}


def test_the_next_release_takes_the_place_of_the_one_before(folder):
    window.lay_out(SLUG, "a" * 64, [("old.ics", put(b"old"))])
    window.lay_out(SLUG, "b" * 64, [("new.ics", put(b"new"))])
    assert list(laid(folder)) == ["new.ics.gz"]
    assert sorted(path.name for path in folder.iterdir()) == ["b" * 16, "now"]


def test_what_a_killed_process_left_is_cleared_and_never_shown(folder):
    window.lay_out(SLUG, "a" * 64, [("old.ics", put(b"old"))])
    (folder / ".coming-half").mkdir()
    with pytest.raises(FileNotFoundError):
        window.lay_out(SLUG, "b" * 64, [("new.ics", put(b"new")), ("lost.ics", "0" * 64)])
    assert list(laid(folder)) == ["old.ics.gz"]
    window.lay_out(SLUG, "b" * 64, [("new.ics", put(b"new"))])
    assert sorted(path.name for path in folder.iterdir()) == ["b" * 16, "now"]


def test_a_storage_that_is_no_folder_has_no_window(monkeypatch):
    monkeypatch.setitem(storages._storages, "releases", InMemoryStorage())
    window.lay_out(SLUG, "a" * 64, [("program.ics", put(b"x"))])
    window.take_away(SLUG)
    assert window.folder_of(SLUG) is None


@pytest.mark.django_db
def test_a_release_is_laid_out_with_all_its_files(world, cast, at):
    release = make_release(world.version, cast.olga, at)
    assert set(laid(window.folder_of("ash-2027"))) == {f"{file.name}.gz" for file in release.files.all()}
