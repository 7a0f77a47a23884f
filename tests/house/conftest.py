"""One walk through the site for all tests that read it."""

import logging
from functools import cache

import pytest
from django.db import transaction
from django.utils import timezone

from rendering import pdf
from tests.conftest import AT
from tests.factories.cast import make_cast
from tests.factories.world import make_world
from tests.house.canaries import plant
from tests.house.walking import Walk, walk_through


@pytest.fixture(scope="session")
def walk(django_db_setup, django_db_blocker) -> Walk:
    """At the hour of the tests, through the world with canaries in it; nothing is left of it but the answers."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr(timezone, "now", lambda: AT)
        patch.setattr(logging.getLogger("django.request"), "disabled", True)  # hundreds of wanted refusals
        patch.setattr(pdf, "_child", cache(pdf._child))  # equal orders, equal bytes: tests/rendering/test_pdf.py
        world = make_world(make_cast(), AT)
        walked = walk_through(world, plant(world, AT))
        transaction.set_rollback(True)
    return walked
