"""A folder written as a whole: it is there with all its files, or as it was before."""

import os
import re
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath
from tempfile import mkdtemp

MARK = ".convoke-static"
"""Its presence says that a folder may be written anew."""
PART = re.compile(r"[-a-zA-Z0-9_][-a-zA-Z0-9_.]*")


class Unfit(ValueError):  # noqa: N818  an outcome to tell
    """The folder is somebody else's, or a file would lie outside it. The message is a sentence."""


def write_folder(target: Path, files: Iterable[tuple[str, bytes]], tell: Callable[[int, str], None]) -> int:
    """Write beside the target, then change places; returns how many. Raises Unfit, and OSError."""
    target = Path(os.path.abspath(target))
    check(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    coming = Path(mkdtemp(dir=target.parent, prefix=f".{target.name}-coming-"))
    try:
        coming.chmod(0o755)
        count = 0
        for count, (name, body) in enumerate(files, start=1):
            place = inside(coming, name)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(body)
            tell(count, name)
        (coming / MARK).write_text("Written by publish_static, which replaces this folder as a whole.\n")
        _change_places(coming, target)
    finally:
        shutil.rmtree(coming, ignore_errors=True)
    return count


def check(target: Path) -> None:
    """Raises Unfit unless the folder is new, empty or written by us."""
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise Unfit(f"{target} is not a folder.")
    if target.is_dir() and any(target.iterdir()) and not (target / MARK).is_file():
        raise Unfit(f"{target} holds files that are not from here. Name an empty folder, or a new one.")


def inside(root: Path, name: str) -> Path:
    """The place of a file. Raises Unfit for a name that leads out of the folder, or that a server may misread."""
    parts = name.split("/")
    if not all(PART.fullmatch(part) and len(part) < 200 for part in parts):
        raise Unfit(f"“{name}” is no name for a file.")
    place = root.joinpath(*PurePosixPath(name).parts)
    if not place.resolve().is_relative_to(root.resolve()):
        raise Unfit(f"“{name}” lies outside the folder.")
    return place


def _change_places(coming: Path, target: Path) -> None:
    """The old folder goes aside in the same step, and comes back where the new one cannot take its place."""
    if not target.exists():
        coming.rename(target)
        return
    aside = Path(mkdtemp(dir=target.parent, prefix=f".{target.name}-gone-"))
    target.rename(aside / "old")
    try:
        coming.rename(target)
    except OSError:
        (aside / "old").rename(target)
        raise
    finally:
        with suppress(OSError):
            shutil.rmtree(aside)
