"""The environment decides which providers there are; production never has the demo's door."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOLD = """
import json, importlib, sys
from django.conf import settings
csp = [str(source) for source in settings.SECURE_CSP["form-action"]]
apps = {name: given["APPS"][0]["client_id"] for name, given in settings.SOCIALACCOUNT_PROVIDERS.items()}
print(json.dumps([settings.DEMO_SIGN_IN, apps, csp]))
"""
PRODUCTION = {"SECRET_KEY": "k" * 60, "ALLOWED_HOSTS": "meetings.example", "SITE_ADDRESS": "https://meetings.example"}


def told_by(occasion, **variables):
    surroundings = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": f"config.settings.{occasion}"}
    told = subprocess.run(  # noqa: S603
        [sys.executable, "-c", TOLD],
        cwd=ROOT,
        env=surroundings | variables,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(told.stdout)


def test_production_has_no_demo_door_and_no_provider_that_nobody_named():
    assert told_by("production", **PRODUCTION, DEMO_SIGN_IN="true") == [False, {}, ["'self'"]]


def test_the_demo_has_its_door():
    assert told_by("demo")[0] is True


@pytest.mark.parametrize(
    ("variables", "apps", "origin"),
    [
        ({"ORCID_CLIENT_ID": "APP-1", "ORCID_CLIENT_SECRET": "s"}, {"orcid": "APP-1"}, "https://orcid.org"),
        (
            {"OIDC_SERVER": "https://id.society.example/realm", "OIDC_CLIENT_ID": "c", "OIDC_CLIENT_SECRET": "s"},
            {"openid_connect": "c"},
            "https://id.society.example",
        ),
    ],
)
def test_a_provider_the_environment_names_is_there_and_forms_may_lead_to_it(variables, apps, origin):
    _, found, policy = told_by("production", **PRODUCTION, **variables)
    assert (found, policy) == (apps, ["'self'", origin])
