"""The verbs of `./run`."""

import os
import signal
import subprocess
import sys

from config.tool import checks, demo, environment, suite
from config.tool.says import Stop

USAGE = """\
./run setup                            everything that demo does before it serves
./run demo [--port N] [--once]         a whole society on this machine; --once stops after a look at itself
./run test [--postgres] [PYTEST ARGS]  the tests, on SQLite or on a PostgreSQL of their own
./run check                            formatters, linters, types, contracts, tests on both databases
./run manage ...                       manage.py, on the demo's data unless DJANGO_SETTINGS_MODULE says else
./run fmt                              formats code and templates
./run docs [--check]                   writes the pages of docs/ that come from the code
./run lock [--upgrade]                 writes the lock files anew
"""


def setup(arguments):
    demo.prepare()
    print("Ready: ./run demo serves it.")
    return 0


def manage(arguments):
    environment.ensure("requirements.lock")
    demo.folder().mkdir(parents=True, exist_ok=True)
    variables = demo.surroundings() if "DJANGO_SETTINGS_MODULE" not in os.environ else os.environ
    return subprocess.call([environment.PYTHON, "manage.py", *arguments], cwd=environment.ROOT, env=variables)


def docs(arguments):
    environment.ensure("requirements-dev.lock")
    command = [environment.PYTHON, "-m", "config.docs", *arguments]
    return subprocess.call(command, cwd=environment.ROOT, env=suite.surroundings())


VERBS = {
    "setup": setup,
    "demo": demo.run,
    "test": suite.run,
    "check": checks.run,
    "manage": manage,
    "fmt": checks.tidy,
    "docs": docs,
    "lock": environment.lock,
}


def main(arguments):
    verb, *rest = arguments or ["help"]
    if verb in ("help", "-h", "--help"):
        print(USAGE, end="")
        return 0
    if verb not in VERBS:
        print(f"./run knows no '{verb}'. It knows:\n\n{USAGE}", end="", file=sys.stderr)
        return 2
    try:
        return VERBS[verb](rest)
    except Stop as reason:
        print(reason, file=sys.stderr)
        return reason.code
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    # A polite kill unwinds like Ctrl-C, so that servers and folders made on the way are cleared away.
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)
    sys.exit(main(sys.argv[1:]))
