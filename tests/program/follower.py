"""Somebody who follows a feed: vdirsyncer fetches it over HTTP into a folder, khal shows what stands there."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

VDIRSYNCER = """
[general]
status_path = "{home}/status"
[pair follows]
a = "here"
b = "there"
collections = null
conflict_resolution = "b wins"
[storage here]
type = "filesystem"
path = "{home}/kept"
fileext = ".ics"
[storage there]
type = "http"
url = "{address}"
"""
KHAL = """
[calendars]
[[kept]]
path = {home}/kept
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {home}/khal.db
"""
ROW = "{start-time} {end-time} | {title} | {location} | {status}"


@dataclass(frozen=True)
class Follower:
    home: Path
    address: str

    def __post_init__(self):
        (self.home / "kept").mkdir()
        for name, text in (("vdirsyncer", VDIRSYNCER), ("khal", KHAL)):
            (self.home / name).write_text(text.format(home=self.home, address=self.address))
        self._run("vdirsyncer", "-c", "vdirsyncer", "discover")

    def look(self, day: str) -> list[str]:
        """Fetch, then what the calendar shows of a day."""
        self._run("vdirsyncer", "-c", "vdirsyncer", "sync")
        shown = self._run("khal", "-c", "khal", "list", "--notstarted", "--format", ROW, "-df", "", day, "1d")
        return [line.strip() for line in shown.splitlines()]

    def fails(self) -> str:
        """What it says when fetching fails."""
        done = self._started("vdirsyncer", "-c", "vdirsyncer", "sync")
        assert done.returncode
        return done.stderr

    @property
    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in (self.home / "kept").iterdir()}

    def _run(self, *command: str) -> str:
        done = self._started(*command)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def _started(self, program: str, *arguments: str) -> subprocess.CompletedProcess:
        home = {"HOME": str(self.home), "XDG_DATA_HOME": str(self.home), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        return subprocess.run(  # noqa: S603  our own words
            [sys.executable, "-m", program, *arguments],
            cwd=self.home,
            env=os.environ | home,
            capture_output=True,
            text=True,
            check=False,
        )
