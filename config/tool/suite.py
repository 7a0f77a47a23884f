"""`./run test`: the whole suite, in the environment of the development lock."""

import os
import subprocess
from contextlib import nullcontext

from config.tool import environment, postgres, system

HALVES = ["-n", "2", "--dist", "loadgroup"]
"""Two processes; tests that share what is dear to make stay in one of them (tests/conftest.py marks them)."""


def run(arguments):
    on_postgres = "--postgres" in arguments
    rest = [argument for argument in arguments if argument != "--postgres"]
    environment.ensure("requirements-dev.lock")
    for notice in filter(None, (system.notice_for_pdf(), system.notice_for_browser())):
        print(f"NOTE  {notice}", flush=True)
    with postgres.server() if on_postgres else nullcontext() as database:
        return pytest(rest or HALVES, database)


def pytest(arguments, database=None):
    """The whole suite runs in two halves at once; whoever picks tests gets one process, which starts sooner."""
    command = [environment.PYTHON, "-m", "pytest", *arguments]
    return subprocess.call(command, cwd=environment.ROOT, env=surroundings(database))


def surroundings(database=None):
    """A DATABASE_URL left in the shell belongs to something else, and never becomes a test's. What Python compiles is
    kept, out of sight, even where a shell forbids it: else each of hundreds of processes compiles everything anew."""
    left = ("DATABASE_URL", "PYTHONDONTWRITEBYTECODE")
    variables = {name: value for name, value in os.environ.items() if name not in left}
    variables["DJANGO_SETTINGS_MODULE"] = "config.settings.tests"
    variables["PYTHONPYCACHEPREFIX"] = str(environment.ROOT / "var" / "pycache")
    return variables | ({"DATABASE_URL": database} if database else {})
