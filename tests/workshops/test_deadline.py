"""When a call is open, and for whom."""

from datetime import timedelta

import pytest

from tests.factories.workshops import make_call, make_meeting
from workshops.models import Call, Extension

A_MOMENT = timedelta(microseconds=1)


@pytest.fixture
def call(db, at):
    return make_call(make_meeting(), at, opens_at=at - timedelta(days=1), closes_at=at, grace_minutes=0)


def test_a_call_opens_at_its_very_moment(call, cast):
    assert call.is_open_for(cast.paula, call.opens_at)
    assert not call.is_open_for(cast.paula, call.opens_at - A_MOMENT)


def test_the_last_moment_before_the_deadline_is_in_time_and_the_deadline_is_not(call, cast):
    assert call.is_open_for(cast.paula, call.closes_at - A_MOMENT)
    assert not call.is_open_for(cast.paula, call.closes_at)


def test_grace_counts_but_is_not_announced(call, cast):
    call.grace_minutes = 10
    assert call.is_open_for(cast.paula, call.closes_at + timedelta(minutes=10) - A_MOMENT)
    assert not call.is_open_for(cast.paula, call.closes_at + timedelta(minutes=10))
    assert call.closes_for(cast.paula) == call.closes_at
    assert call.state_at(call.closes_at) == "closed"
    assert not Call.objects.open(call.closes_at).exists()


def test_an_extension_holds_for_its_person_alone_and_has_grace_too(call, cast):
    until = call.closes_at + timedelta(days=2)
    Extension.objects.create(call=call, person=cast.paula, until=until, reason="Ill")
    call.grace_minutes = 5
    assert call.closes_for(cast.paula) == until
    assert call.is_open_for(cast.paula, until + timedelta(minutes=5) - A_MOMENT)
    assert not call.is_open_for(cast.paula, until + timedelta(minutes=5))
    assert not call.is_open_for(cast.stan, until - timedelta(days=1))


def test_moving_the_call_beyond_an_extension_gives_its_person_the_later_deadline(call, cast):
    Extension.objects.create(call=call, person=cast.paula, until=call.closes_at + timedelta(days=1), reason="Ill")
    call.closes_at += timedelta(days=7)
    assert call.closes_for(cast.paula) == call.closes_at


def test_a_zone_is_announced_with_the_abbreviation_its_clocks_then_have(call):
    assert (call.zone_label, call.iana_zone) == ("PST, America/Los Angeles", "America/Los_Angeles")
    call.closes_at += timedelta(days=120)
    assert call.zone_label == "PDT, America/Los Angeles"
    call.zone = "AoE"
    assert (call.zone_label, call.iana_zone) == ("anywhere on Earth (AoE)", "Etc/GMT+12")
