"""What production's settings say, asked in a process of its own; how the doors behave is in tests/people/."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TELL = """
import io, json, django
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.urls import NoReverseMatch, reverse
said = io.StringIO()
call_command("check", "--deploy", "--fail-level", "WARNING", stdout=said, stderr=said)
try:
    door = reverse("demo_sign_in", args=["olga"])
except NoReverseMatch:
    door = ""
names = ["DEBUG", "DEMO_SIGN_IN", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY"]
names += ["SESSION_COOKIE_SAMESITE", "CSRF_COOKIE_SAMESITE", "SECURE_SSL_REDIRECT", "ALLOWED_HOSTS"]
told = {name: getattr(settings, name) for name in names}
print(json.dumps(told | {"door": door, "hsts": settings.SECURE_HSTS_SECONDS}))
"""
GIVEN = {"ALLOWED_HOSTS": "meetings.example", "SITE_ADDRESS": "https://meetings.example"}


def asked(**variables: str) -> subprocess.CompletedProcess:
    with tempfile.TemporaryDirectory() as var:
        surroundings = {"PATH": os.environ["PATH"], "CONVOKE_VAR": var}
        surroundings |= {"DJANGO_SETTINGS_MODULE": "config.settings.production"} | variables
        return subprocess.run(  # noqa: S603
            [sys.executable, "-c", TELL], cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False
        )


@pytest.mark.slow
def test_production_is_fit_to_deploy_and_has_no_demo_door():
    told = asked(SECRET_KEY=os.urandom(40).hex(), DEMO_SIGN_IN="true", CONVOKE_DEBUG="true", **GIVEN)
    assert told.returncode == 0, told.stderr
    assert json.loads(told.stdout) == {
        "door": "",
        "hsts": 31_536_000,
        "DEBUG": False,
        "DEMO_SIGN_IN": False,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_SAMESITE": "Lax",
        "SECURE_SSL_REDIRECT": True,
        "ALLOWED_HOSTS": ["meetings.example"],
    }


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS", "SITE_ADDRESS"])
def test_production_does_not_start_without_what_only_its_machine_knows(missing):
    given = {"SECRET_KEY": os.urandom(40).hex()} | GIVEN
    given.pop(missing)
    told = asked(**given)
    assert told.returncode != 0
    assert missing in told.stderr
