"""A PostgreSQL of our own while some tests run: a temporary folder, a free port, nothing left after."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from config.tool import system
from config.tool.says import Stop

IN_A_HURRY = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"  # the data is thrown away
EVENLY = "-c autovacuum=off -c statement_timeout=120s"
"""No run depends on when a vacuum came by, which between two tests finds tables empty and lets the planner believe
that they stay so; a question that would take for ever is a failure with a name."""


def binaries():
    """The folder of the newest server here, or None."""
    versions = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    if versions:
        return max(versions, key=lambda path: float(path.parent.name))
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


@contextmanager
def server():
    """Starts one and yields its DATABASE_URL; stops it and removes its folder however the block ends."""
    folder = binaries()
    if folder is None:
        raise Stop(f"No PostgreSQL server is installed here. To mend it: {system.command_for('postgresql')}", 2)
    home = Path(tempfile.mkdtemp(prefix="convoke-postgres-"))
    try:
        port = free_port()
        start(folder, home, port)
        try:
            yield f"postgres://convoke@127.0.0.1:{port}/convoke"
        finally:
            call(home, folder / "pg_ctl", "-D", home / "data", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def start(folder, home, port):
    if os.geteuid() == 0:
        os.chown(home, *servant())
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' {IN_A_HURRY} {EVENLY}"
    made = call(
        home,
        folder / "initdb",
        "-D",
        home / "data",
        "-U",
        "convoke",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-sync",
    )
    log = home / "log"
    if not made or not call(home, folder / "pg_ctl", "-D", home / "data", "-l", log, "-w", "-o", options, "start"):
        told = log.read_text() if log.exists() else (home / "output").read_text()
        raise Stop(f"PostgreSQL did not start:\n{told}")


def call(home, *command):
    """Runs one of PostgreSQL's programs, which refuse root, with its words in a file that outlives it."""
    who = {}
    if os.geteuid() == 0:
        user, group = servant()
        who = {"user": user, "group": group, "extra_groups": []}
    surroundings = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"}
    with (home / "output").open("ab") as output:
        done = subprocess.run(command, cwd=home, env=surroundings, stdout=output, stderr=output, check=False, **who)
    return done.returncode == 0


def servant():
    """The account that root lends its server to."""
    for name in ("postgres", "nobody"):
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        return account.pw_uid, account.pw_gid
    raise Stop("PostgreSQL refuses to run as root, and there is no account 'postgres' or 'nobody' to run it.", 2)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
