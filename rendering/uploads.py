"""What a stranger uploads, made harmless: known by what is in it, written anew in a confined child, plainly named.

What comes out was written by our libraries from what they understood: a PDF without programs, embedded files and
metadata, or a picture without metadata. Bytes of the sender that no library understood are in neither.
"""

import json
import re
import signal
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from rendering.confined import environment
from rendering.text import one_line
from rendering.uploads_child import NOT_TAKEN

EXTENSIONS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
"""Every media type that is ever kept, and how its files are called."""

LONGEST_NAME = 100
_ROOT = Path(__file__).resolve().parents[1]
_UNFIT = re.compile(r'[\\/:*?"<>|%;\x00-\x1f\x7f]')
_WALL_PER_PROCESSOR_SECOND = 3
TOO_MUCH = "The file takes more time or memory to read than we give it. Save it simpler, or in several parts."


class NotTaken(ValueError):  # noqa: N818  it is said to a person
    """The message is a sentence for whoever chose the file."""


@dataclass(frozen=True)
class Cleaned:
    body: bytes
    content_type: str


def cleaned(body: bytes, *, seconds: int = 20, megabytes: int = 1200) -> Cleaned:
    """The file written anew. Raises NotTaken. `seconds` is processor time."""
    if not body:
        raise NotTaken("The file is empty. Choose it again, or another.")
    try:
        done = subprocess.run(  # noqa: S603  a program of ours; the file comes in over the pipe
            [sys.executable, "-s", "-m", "rendering.uploads_child", str(seconds), str(megabytes)],
            input=body,
            capture_output=True,
            cwd=_ROOT,
            env=environment(),
            timeout=seconds * _WALL_PER_PROCESSOR_SECOND,
            start_new_session=True,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise NotTaken(TOO_MUCH) from late
    if done.returncode == NOT_TAKEN:
        raise NotTaken(done.stdout.decode())
    if done.returncode != 0:
        if -done.returncode in (getattr(signal, "SIGXCPU", None), getattr(signal, "SIGKILL", None)):
            raise NotTaken(TOO_MUCH)
        raise NotTaken("The file cannot be read; it may be damaged. Open it, save it anew, and choose that.")
    told, _, body = done.stdout.partition(b"\n")
    return Cleaned(body, json.loads(told)["content_type"])


def plain_name(name: str, content_type: str) -> str:
    """What the file is called from now on: words of its old name, without folders, controls, marks that turn the
    direction of writing, or a second ending, and with the ending of what it is.
    """
    words = one_line(unicodedata.normalize("NFC", name).replace("\\", "/")).rsplit("/", 1)[-1]
    words = "".join(letter for letter in words if unicodedata.category(letter) not in ("Cf", "Cc", "Co", "Cn"))
    stem = re.sub(r"(\.[A-Za-z][A-Za-z0-9]{0,4})+$", "", _UNFIT.sub(" ", words))
    stem = " ".join(stem.split()).strip(". ")[:LONGEST_NAME].strip(". ")
    return f"{stem or 'file'}.{EXTENSIONS[content_type]}"
