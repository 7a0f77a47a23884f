"""The virtual environment in `.venv`: made once, from a lock file, and left alone until the lock changes.

A stamp named after the lock's checksum is written last, so an interrupted installation is never taken for a
whole one, and a repeated run asks no package index for anything.
"""

import hashlib
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from config.tool.says import Stop

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = ("requirements.lock", "requirements-dev.lock")


def ensure(lock):
    """Makes `.venv` hold what the lock names; with nothing to do it takes a twentieth of a second."""
    if not sound():
        make()
    if stamp(lock).exists():
        return
    install(lock)
    for old in VENV.glob(f"{Path(lock).stem}-*.stamp"):
        old.unlink()
    stamp(lock).touch()
    if lock == "requirements-dev.lock":  # it holds every pin of the other one
        stamp("requirements.lock").touch()


def stamp(lock):
    checksum = hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()[:16]
    return VENV / f"{Path(lock).stem}-{checksum}-{platform.python_version()}.stamp"


def sound():
    """Its Python starts, has pip, and is the version that runs this."""
    question = "import pip, platform; print(platform.python_version())"
    try:
        answer = subprocess.run([PYTHON, "-c", question], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return answer.returncode == 0 and answer.stdout.strip() == platform.python_version()


def make():
    if VENV.exists():
        print("The environment in .venv is broken or of another Python; making it anew.")
        shutil.rmtree(VENV)
    else:
        print(f"Making .venv with Python {platform.python_version()}.")
    base = getattr(sys, "_base_executable", sys.executable)
    if subprocess.call([base, "-m", "venv", VENV]):
        shutil.rmtree(VENV, ignore_errors=True)
        raise Stop(f"{base} could not make a virtual environment in .venv (see above).")


def install(lock):
    count = sum("==" in line for line in (ROOT / lock).read_text().splitlines())
    print(f"Installing {count} packages from {lock}; this takes about a minute, once.", flush=True)
    for command in installers():
        if subprocess.call([*command, "--quiet", "--require-hashes", "-r", lock], cwd=ROOT) == 0:
            return
    raise Stop(
        f"The packages of {lock} could not be installed (see above). "
        "The first run needs a package index; run the same command again once it can be reached."
    )


def installers():
    """uv where it is at hand, since it is quicker; pip always, also when uv fails."""
    pip = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    return [[uv(), "pip", "install", "--python", PYTHON], pip] if uv() else [pip]


def uv():
    ours = VENV / "bin" / "uv"
    return str(ours) if ours.exists() else shutil.which("uv")


def lock(arguments):
    """Compiles both lock files: for every system and Python from 3.12, with hashes, without addresses."""
    if uv() is None:
        ensure("requirements-dev.lock")
    compile_one = [uv(), "pip", "compile", "--quiet", "--universal", "--python-version", "3.12"]
    compile_one += ["--generate-hashes", "--no-emit-index-url", "--custom-compile-command", "./run lock"]
    for source, target, also in [
        ("requirements.txt", "requirements.lock", []),
        ("requirements-dev.txt", "requirements-dev.lock", ["-c", "requirements.lock"]),
    ]:
        code = subprocess.call([*compile_one, *arguments, source, *also, "-o", target], cwd=ROOT)
        if code:
            raise Stop(f"{target} could not be made (see above).", code)
    return 0
