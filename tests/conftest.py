"""What every test may ask for."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.storage import storages
from hypothesis import settings

from config.tool import system
from program.window import take_away
from reviews import memory
from scheduling.editor import desk
from tests.factories.cast import Cast, make_cast
from tests.factories.world import World, make_world

AT = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
"""The hour at which tests act: a call is open, the meeting is in December."""

settings.register_profile("convoke", deadline=None)  # a busy machine is not a fault
settings.load_profile("convoke")

NEEDS = {
    "browser": (system.notice_for_browser, "REQUIRE_BROWSER"),
    "pdf": (system.notice_for_pdf, "REQUIRE_PDF"),
    "nginx": (system.notice_for_nginx, "REQUIRE_NGINX"),
    "dovecot": (system.notice_for_dovecot, "REQUIRE_DOVECOT"),
}


DEAR = {"walk": "walk", "told": "demo", "sits_down": "demo"}
"""Fixtures that take long to make, and what they make: the walk through every address, or the whole demo."""

OF_A_DATABASE = {"db", "transactional_db", "django_db_setup", "live_server"}
"""Fixtures, one of which every test has that touches a database; a mark stands for them too."""


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items):
    """Tests that share what is dear run in one process, so that it is made once. Of two processes neither is left
    alone with a long test at the end: those begin."""
    for item in items:
        names = set(getattr(item, "fixturenames", ()))
        for name in names.intersection(DEAR):
            item.add_marker(pytest.mark.xdist_group(DEAR[name]))
        if not names & OF_A_DATABASE and not item.get_closest_marker("django_db"):
            item.add_marker("any_database")
    if any(hasattr(item.config, "workerinput") for item in items[:1]):
        items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def pytest_runtest_setup(item):
    """A test that needs what this machine lacks is skipped with the command that brings it; it fails in CI."""
    for mark, (notice, required) in NEEDS.items():
        if item.get_closest_marker(mark) and (sentence := notice()):
            (pytest.fail if os.environ.get(required) else pytest.skip)(sentence)


@pytest.fixture(autouse=True)
def fresh_cache():
    """Rate limits begin anew in every test, and so do the rankings that were counted and the drafts on the desk."""
    cache.clear()
    memory.forget()
    desk.forget()


@pytest.fixture(autouse=True)
def public_no_more():
    """What a test released is public in the storage no longer than in the database."""
    folder = Path(storages["releases"].path("current"))
    before = set(folder.glob("*"))
    yield
    for place in set(folder.glob("*")) - before:
        place.unlink(missing_ok=True)
        take_away(place.stem)


@pytest.fixture
def at() -> datetime:
    return AT


@pytest.fixture
def cast(db) -> Cast:
    """Olga organizes, Chen chairs, Rita and Raj review, Paula proposes, Felix teaches, Ada attends, Stan is not."""
    return make_cast()


@pytest.fixture
def world(cast) -> World:
    """A public meeting with an open call, a committee half way through its reviews, and a schedule in draft."""
    return make_world(cast, AT)


@pytest.fixture
def sign_in(client):
    """Sign in as a person and get the client."""

    def as_person(person):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return as_person
