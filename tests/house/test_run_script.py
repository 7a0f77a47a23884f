"""`./run` finds a fit Python or says what to do; its tool chooses ports and keeps a finished set-up."""

import hashlib
import os
import platform
import re
import shutil
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from config.tool import demo, environment, postgres, system
from config.tool.says import Stop

ROOT = Path(__file__).resolve().parents[2]
PLACES = ("/opt/homebrew/bin", "/usr/local/bin", "/home/linuxbrew", "/Library/Frameworks")


@pytest.fixture
def machine(tmp_path):
    """An empty machine: a copy of `run`, a PATH with a shell and nothing else, and no Python anywhere."""
    script = (ROOT / "run").read_text()
    for place in PLACES:
        assert place in script
        script = script.replace(place, f"{tmp_path}{place}")
    (tmp_path / "clone").mkdir()
    write_program(tmp_path / "clone" / "run", script)
    (tmp_path / "bin").mkdir()
    for tool in ("sh", "rm", "rmdir"):
        (tmp_path / "bin" / tool).symlink_to(shutil.which(tool))
    return tmp_path


def write_program(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def fake_python(path, version, *, has_venv=True):
    """Answers the script's questions as that version would, and tells its version when handed over to."""
    fit = has_venv and tuple(map(int, version.split("."))) >= (3, 12)
    told = version if has_venv else f"{version} without its venv, sqlite3 or ssl module"
    write_program(
        path,
        f"""#!/bin/sh
case "$*" in
  *ensurepip*) exit {0 if fit else 1} ;;
  *version_info*) echo "{told}" ;;
  *) echo "{version} $*" ;;
esac
""",
    )


def run(machine, *arguments, **variables):
    surroundings = {"PATH": str(machine / "bin"), "HOME": str(machine)} | variables
    return subprocess.run(  # noqa: S603
        [machine / "clone" / "run", *arguments], env=surroundings, cwd=machine, capture_output=True, text=True
    )


def test_an_old_python_alone_gets_one_sentence_and_exit_2_and_nothing_half_made(machine):
    fake_python(machine / "bin" / "python3", "3.11.2")
    answer = run(machine, "demo")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr.startswith(
        "Convoke needs Python 3.12 or newer (3.13 is best) with its venv module, "
        "and found only: python3 is 3.11.2. Install one"
    )
    assert "PYTHON=/path/to/python ./run demo" in answer.stderr
    assert answer.stderr.count("\n") == 1
    assert [path.name for path in (machine / "clone").iterdir()] == ["run"]


def test_no_python_at_all_gets_the_same_sentence(machine):
    answer = run(machine, "test")
    assert answer.returncode == 2
    assert "found only: none." in answer.stderr


def test_a_new_python_without_venv_is_named_as_such(machine):
    fake_python(machine / "bin" / "python3", "3.12.3", has_venv=False)
    answer = run(machine, "demo")
    assert answer.returncode == 2
    assert "python3 is 3.12.3 without its venv, sqlite3 or ssl module" in answer.stderr


def test_a_shim_that_does_not_run_is_passed_over(machine):
    write_program(machine / "bin" / "python3.13", "#!/bin/sh\nexit 127\n")
    fake_python(machine / "bin" / "python3.12", "3.12.1")
    assert run(machine, "check").stdout == "3.12.1 -m config.tool check\n"


def test_python_3_13_is_preferred_on_path(machine):
    for version in ("3.12.1", "3.13.0", "3.14.0"):
        fake_python(machine / "bin" / f"python{version[:4]}", version)
    assert run(machine, "demo", "--once").stdout == "3.13.0 -m config.tool demo --once\n"


def test_the_environment_of_the_clone_comes_before_path(machine):
    fake_python(machine / "clone" / ".venv" / "bin" / "python", "3.12.9")
    fake_python(machine / "bin" / "python3.13", "3.13.0")
    assert run(machine, "demo").stdout == "3.12.9 -m config.tool demo\n"


@pytest.mark.parametrize(
    "place",
    [
        ".pyenv/versions/3.12.4/bin/python",
        "opt/homebrew/bin/python3.12",
        "usr/local/bin/python3.14",
        "Library/Frameworks/Python.framework/Versions/3.13/bin/python3",
    ],
)
def test_a_python_outside_path_is_found(machine, place):
    fake_python(machine / "bin" / "python3", "3.11.2")
    fake_python(machine / place, "3.12.4")
    assert run(machine, "demo").stdout == "3.12.4 -m config.tool demo\n"


def test_pyenv_gives_its_newest_release_of_3_13(machine):
    for version in ("3.11.7", "3.12.8", "3.13.0", "3.13.1", "3.14.0"):
        fake_python(machine / ".pyenv" / "versions" / version / "bin" / "python", version)
    assert run(machine, "demo").stdout == "3.13.1 -m config.tool demo\n"


def test_the_named_python_comes_first(machine):
    fake_python(machine / "bin" / "python3.13", "3.13.0")
    fake_python(machine / "other" / "python", "3.12.2")
    assert run(machine, "demo", PYTHON=str(machine / "other" / "python")).stdout.startswith("3.12.2 ")
    assert run(machine, "demo", PYTHON="other/python").stdout.startswith("3.12.2 ")


def test_a_named_python_that_does_not_fit_is_refused_and_not_replaced(machine):
    fake_python(machine / "bin" / "python3.13", "3.13.0")
    fake_python(machine / "bin" / "python3.11", "3.11.2")
    answer = run(machine, "demo", PYTHON="python3.11")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "PYTHON=python3.11 does not fit (python3.11 is 3.11.2)" in answer.stderr


def test_uv_is_asked_for_a_python_when_none_fits(machine):
    fake_python(machine / "fetched" / "python", "3.13.5")
    write_program(machine / "bin" / "uv", f'#!/bin/sh\n[ "$2" = find ] && echo {machine}/fetched/python\nexit 0\n')
    assert run(machine, "demo").stdout == "3.13.5 -m config.tool demo\n"


def test_uv_that_cannot_fetch_leaves_nothing_and_the_sentence(machine):
    mkdir = shutil.which("mkdir")
    write_program(machine / "bin" / "uv", f'#!/bin/sh\n{mkdir} -p "$UV_PYTHON_INSTALL_DIR"\nexit 1\n')
    answer = run(machine, "demo")
    assert answer.returncode == 2
    assert "Convoke needs Python 3.12 or newer" in answer.stderr
    assert [path.name for path in (machine / "clone").iterdir()] == ["run"]


def test_an_unknown_verb_lists_the_known_ones():
    answer = subprocess.run([sys.executable, "-m", "config.tool", "dance"], cwd=ROOT, capture_output=True, text=True)
    assert answer.returncode == 2
    assert answer.stderr.startswith("./run knows no 'dance'. It knows:")


@pytest.fixture
def taken():
    """The first port of the demo, in use by somebody else."""
    with socket.socket() as somebody:
        somebody.bind(("127.0.0.1", 0))
        somebody.listen()
        yield somebody.getsockname()[1]


def test_a_taken_port_gives_the_next_free_one(taken, monkeypatch):
    monkeypatch.setattr(demo, "FIRST_PORT", taken)
    assert taken < demo.choose_port() < taken + demo.PORTS


def test_a_port_asked_for_and_taken_is_refused_with_a_sentence(taken):
    with pytest.raises(Stop, match=f"Port {taken} is taken"):
        demo.choose_port(taken)


@pytest.fixture
def clone(tmp_path, monkeypatch):
    """A clone with one lock file whose environment was finished by an earlier run."""
    (tmp_path / "requirements.lock").write_text("something==1.0\n")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(environment, "installers", lambda: [["false"]])
    write_program(tmp_path / ".venv" / "bin" / "python", f"#!/bin/sh\necho {platform.python_version()}\n")
    checksum = hashlib.sha256(b"something==1.0\n").hexdigest()[:16]
    (tmp_path / ".venv" / f"requirements-{checksum}-{platform.python_version()}.stamp").touch()
    return tmp_path


def test_a_finished_environment_is_left_alone(clone):
    before = sorted(clone.rglob("*"))
    environment.ensure("requirements.lock")
    assert sorted(clone.rglob("*")) == before


def test_a_changed_lock_is_installed_and_a_failure_leaves_no_stamp(clone):
    (clone / "requirements.lock").write_text("something==2.0\n")
    with pytest.raises(Stop, match="could not be installed"):
        environment.ensure("requirements.lock")
    assert not environment.stamp("requirements.lock").exists()


def test_a_changed_lock_replaces_the_stamp(clone, monkeypatch):
    monkeypatch.setattr(environment, "installers", lambda: [["false"], ["true"]])
    (clone / "requirements.lock").write_text("something==2.0\n")
    environment.ensure("requirements.lock")
    assert list((clone / ".venv").glob("*.stamp")) == [environment.stamp("requirements.lock")]


def test_a_broken_environment_is_made_anew(clone, monkeypatch):
    monkeypatch.setattr(environment, "installers", lambda: [["true"]])
    made = []
    monkeypatch.setattr(environment, "make", lambda: (clone / ".venv").mkdir(exist_ok=True) or made.append(1))
    environment.PYTHON.write_text("#!/bin/sh\nexit 1\n")
    environment.ensure("requirements.lock")
    assert made == [1]


def pins(lock):
    return dict(re.findall(r"^([\w.-]+)==(\S+)", (ROOT / lock).read_text(), re.MULTILINE))


def test_the_development_lock_holds_every_pin_of_the_lock():
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()


@pytest.mark.parametrize("kind", ["", "-dev"])
def test_the_lock_files_name_no_address_and_pin_every_requirement(kind):
    lock = (ROOT / f"requirements{kind}.lock").read_text()
    assert "://" not in lock
    wanted = re.findall(r"^([\w.-]+)(?:\[.*?\])?>=", (ROOT / f"requirements{kind}.txt").read_text(), re.MULTILINE)
    assert {name.lower() for name in wanted} <= set(pins(f"requirements{kind}.lock"))


def test_what_is_missing_is_named_with_the_command_that_brings_it(monkeypatch):
    monkeypatch.setattr(system, "PANGO", {"pango": ("libsuch-a-thing.so.9",)})
    monkeypatch.setattr(system.shutil, "which", lambda name: name if name == "apt-get" else None)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert system.notice_for_pdf() == (
        "The Pango library is missing, so nothing can be printed to PDF. To mend it: "
        "sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    )


def test_no_postgresql_is_a_sentence_and_exit_2(monkeypatch):
    monkeypatch.setattr(postgres, "binaries", lambda: None)
    with pytest.raises(Stop, match="No PostgreSQL server is installed here") as refusal, postgres.server():
        pass
    assert refusal.value.code == 2
