"""The demo, told once for all tests of this folder; each test sees it whole and leaves it as it was."""

import pytest
from django.core.management import call_command

from tests.factories.demo import tell_again


@pytest.fixture(scope="package")
def told(django_db_setup, django_db_blocker):
    """What the command said when it filled an empty installation."""
    with django_db_blocker.unblock():
        yield tell_again()
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture
def demo(told, db):
    return told
