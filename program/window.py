"""The public files of a meeting laid out in a folder, so that a web server gives them without Python or database.

`public/<meeting>/now/program.ics.gz` and so on, each the very file that stands under its digest. A release is laid
out beside the one before, and `now` then points to it: whoever reads finds the whole of one or of the other. Only
where releases are kept in a file system; elsewhere Python answers alone.
"""

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

from django.core.files.storage import FileSystemStorage, storages

from program.shelf import path_of

NOW = "now"
SHORT = 16
"""Letters of a digest that name a folder."""


def lay_out(slug: str, contents: str, files: Iterable[tuple[str, str]]) -> None:
    """`files` are names and digests, `contents` the digest of their list. Raises OSError."""
    folder = folder_of(slug)
    if folder is None or _laid_out(folder) == contents[:SHORT]:
        return
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / contents[:SHORT]
    if not place.exists():
        made = Path(mkdtemp(dir=folder, prefix=".coming-"))
        made.chmod(0o755)
        for name, digest in files:
            _link(Path(storages["releases"].path(path_of(digest))), made / f"{name}.gz")
        made.rename(place)
    coming = folder / f".{NOW}-{os.getpid()}"
    coming.unlink(missing_ok=True)
    coming.symlink_to(place.name)
    coming.replace(folder / NOW)
    for other in folder.iterdir():
        if other.is_dir() and not other.is_symlink() and other != place:
            shutil.rmtree(other, ignore_errors=True)


def take_away(slug: str) -> None:
    if folder := folder_of(slug):
        with suppress(FileNotFoundError):
            (folder / NOW).unlink()
        shutil.rmtree(folder, ignore_errors=True)


def folder_of(slug: str) -> Path | None:
    storage = storages["releases"]
    return Path(storage.path(f"public/{slug}")) if isinstance(storage, FileSystemStorage) else None


def _laid_out(folder: Path) -> str:
    try:
        return os.readlink(folder / NOW)
    except OSError:
        return ""


def _link(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:  # a file system without hard links
        shutil.copy2(source, target)
