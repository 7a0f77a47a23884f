"""The processes of the demo: started together, kept alive, ended together.

Each leads a process group of its own. So Ctrl-C in the terminal reaches only the supervisor, which sends
every child exactly one polite signal (a worker takes a second one as "drop your task"), and so nothing that
a killed child had started stays behind.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

from config.tool.says import Stop

GRACE = 10  # seconds from the polite signal to the end
SHORTEST_LIFE = 15  # a child that dies sooner than this did not start
PARENT_DEATH_SIGNAL = 1  # Linux's PR_SET_PDEATHSIG


class Child:
    """One process that should always run."""

    def __init__(self, name, command, log, surroundings):
        self.name, self.command, self.log, self.surroundings = name, command, log, surroundings
        self.false_starts = 0
        self.process = None

    def start(self):
        self.started = time.monotonic()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                env=self.surroundings,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                process_group=0,
                preexec_fn=follow_the_parent if sys.platform == "linux" else None,
            )

    def keep_alive(self):
        """Starts it again when it has died; gives up when it cannot even start."""
        if self.runs():
            return
        self.signal(signal.SIGKILL)  # what it left behind
        self.false_starts = self.false_starts + 1 if time.monotonic() - self.started < SHORTEST_LIFE else 0
        if self.false_starts == 3:
            raise Stop(f"The {self.name} does not start. Its last words, from {self.log}:\n{self.last_words()}")
        print(f"The {self.name} ended unexpectedly ({self.process.returncode}); started again.", flush=True)
        self.start()

    def runs(self):
        return self.process is not None and self.process.poll() is None

    def signal(self, number):
        if self.process is None:
            return
        try:
            os.killpg(self.process.pid, number)
        except (ProcessLookupError, PermissionError):  # it is gone already
            return

    def last_words(self, lines=15):
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])


class Periodic(Child):
    """A command that runs, ends, and runs again when its time has come."""

    def __init__(self, *arguments, every):
        self.every = every
        super().__init__(*arguments)

    def keep_alive(self):
        if not self.runs() and time.monotonic() - self.started >= self.every:
            self.start()


def end(children):
    """One polite signal to all, then patience, then none."""
    for child in children:
        child.signal(signal.SIGTERM)
    deadline = time.monotonic() + GRACE
    with suppress(KeyboardInterrupt):  # a second Ctrl-C ends the patience
        while time.monotonic() < deadline and any(child.runs() for child in children):
            time.sleep(0.05)
    for child in children:
        child.signal(signal.SIGKILL)


def follow_the_parent():
    """Linux ends the child when a supervisor that was killed outright can no longer do so."""
    ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGTERM)
