"""The demo in tests: told as the command tells it, and with its door of one click."""

import importlib
import sqlite3
from io import StringIO

from django.core.management import call_command
from django.db import connection
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


class Copy:
    """Of an installation that has been told the demo: what was said, and on SQLite every table."""

    def __init__(self):
        self.said = tell()
        self.tables = sqlite3.connect(":memory:")
        connection.connection.backup(self.tables)


def tell_again() -> str:
    """As `tell`, which takes a minute; but what this process has been told before, it is given as a copy. Files of
    releases stay in their folders from test to test anyway."""
    if connection.vendor != "sqlite":
        return tell()
    if not COPIES:
        COPIES.append(Copy())
    else:
        connection.ensure_connection()
        COPIES[0].tables.backup(connection.connection)
    return COPIES[0].said


COPIES: list[Copy] = []


def reread() -> None:
    """Addresses follow settings.DEMO_SIGN_IN only when they are read: read them again."""
    clear_url_caches()
    importlib.reload(people.urls)
    importlib.reload(config.urls)
