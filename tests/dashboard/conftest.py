"""A call of a meeting ahead, whenever the tests run."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.workshops import make_call, make_format, make_meeting


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def call(db, now):
    """The call of a meeting two hundred days ahead."""
    day = (now + timedelta(days=200)).date()
    call = make_call(make_meeting(starts_on=day, ends_on=day), now)
    make_format(call)
    return call
