"""`./run check`: every gate, the cheap ones first, ending at the first that fails; `./run fmt` mends some."""

import os
import subprocess
import tempfile
import time

from config.tool import environment, postgres, suite, system
from config.tool.says import Stop

BIN = environment.VENV / "bin"
SHELL_SCRIPTS = ["run", ".ci/run"]
STRICT_ROOMS = ["lifecycle.py", "rules.py", "*/rules.py", "rules/*.py", "actions.py", "actions/*.py", "engine/*.py"]


def run(arguments):
    if arguments:
        raise Stop("./run check takes no arguments; ./run test does.", 2)
    environment.ensure("requirements-dev.lock")
    insist_on_what_is_required()
    began = time.monotonic()
    for name, command, variables in gates():
        step(name, command, variables)
    whole_suite("tests on SQLite", "--nomigrations")
    if postgres.binaries():
        with postgres.server() as database:
            whole_suite("tests on PostgreSQL", "-m", "not browser and not any_database", database=database)
    else:
        print(f"NOT RUN  tests on PostgreSQL: none is installed. To mend it: {system.command_for('postgresql')}")
    print(f"All green in {time.monotonic() - began:.0f} s.")
    return 0


def insist_on_what_is_required():
    """What REQUIRE_PDF, _BROWSER, _NGINX, _DOVECOT or _POSTGRES asks for may not be missing."""
    missing = []
    if os.environ.get("REQUIRE_PDF") and not system.has_pango():
        missing.append("pango")
    if os.environ.get("REQUIRE_BROWSER") and not system.chromium():
        missing.append("chromium")
    if os.environ.get("REQUIRE_NGINX") and not system.nginx():
        missing.append("nginx")
    if os.environ.get("REQUIRE_DOVECOT") and not system.dovecot():
        missing.append("dovecot")
    if os.environ.get("REQUIRE_POSTGRES") and not postgres.binaries():
        missing.append("postgresql")
    if missing:
        raise Stop(f"Required here, but missing: {', '.join(missing)}. To mend it: {system.command_for(*missing)}")


def gates():
    """(name, command, environment) of each check before the tests."""
    python = environment.PYTHON
    in_tests = suite.surroundings()
    yield "ruff format", [BIN / "ruff", "format", "--check", "."], None
    yield "ruff", [BIN / "ruff", "check", "."], None
    yield "djade", [BIN / "djade", "--check", *templates()], None
    yield "djlint", [BIN / "djlint", "--lint", "--quiet", "templates"], None
    yield "shellcheck", [BIN / "shellcheck", *SHELL_SCRIPTS], None
    yield "import contract", [BIN / "lint-imports", "--no-cache"], None
    yield "types", [BIN / "mypy", *strict_rooms()], in_tests
    yield "pending migrations", [python, "manage.py", "makemigrations", "--check", "--dry-run"], in_tests
    with tempfile.TemporaryDirectory(prefix="convoke-production-") as var:
        deploy = [python, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
        yield "check --deploy", deploy, production(var)


def strict_rooms():
    found = {path for room in STRICT_ROOMS for path in environment.ROOT.glob(f"*/{room}")}
    return sorted(path for path in found if path.relative_to(environment.ROOT).parts[0] != "tests")


def templates():
    return sorted((environment.ROOT / "templates").rglob("*.html"))


def production(var):
    """What a production machine would set; the key is as long as a real one and worth nothing."""
    return suite.surroundings() | {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": os.urandom(40).hex(),
        "ALLOWED_HOSTS": "convoke.example",
        "SITE_ADDRESS": "https://convoke.example",
        "CONVOKE_VAR": var,
    }


def step(name, command, variables):
    began = time.monotonic()
    done = subprocess.run(
        command,
        cwd=environment.ROOT,
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    took = time.monotonic() - began
    if done.returncode:
        print(done.stdout, end="")
        raise Stop(f"FAILED  {name} ({took:.1f} s)")
    print(f"ok  {name} ({took:.1f} s)", flush=True)


def whole_suite(name, *only, database=None):
    """The suite in two halves at once, for two cores. The second database is spared what a browser shows and what
    is marked any_database, and its tables are made by every migration; the first one's by the models, at once
    (tests/jobs/test_killed_worker.py migrates it). pytest's exit 5, no test found, is a failure like any other."""
    began = time.monotonic()
    code = suite.pytest(["-q", *suite.HALVES, *only], database)
    took = time.monotonic() - began
    if code:
        raise Stop(f"FAILED  {name} ({took:.0f} s)")
    print(f"ok  {name} ({took:.0f} s)", flush=True)


def tidy(arguments):
    """Formats code and templates and sorts imports."""
    environment.ensure("requirements-dev.lock")
    for command in (
        [BIN / "ruff", "check", "--quiet", "--fix", "--select", "I", "."],
        [BIN / "ruff", "format", "."],
        [BIN / "djade", *templates()],
    ):
        subprocess.call(command, cwd=environment.ROOT)
    return 0
