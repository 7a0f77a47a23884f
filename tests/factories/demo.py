"""The demo in tests: told as the command tells it, and with its door of one click."""

import importlib
from io import StringIO

from django.core.management import call_command
from django.test import override_settings
from django.urls import clear_url_caches

import config.urls
import people.urls


def tell() -> str:
    """Fill the installation; returns what the command said."""
    said = StringIO()
    with override_settings(DEMO_SIGN_IN=True):
        call_command("demo", stdout=said)
    return said.getvalue()


def reread() -> None:
    """Addresses follow settings.DEMO_SIGN_IN only when they are read: read them again."""
    clear_url_caches()
    importlib.reload(people.urls)
    importlib.reload(config.urls)
