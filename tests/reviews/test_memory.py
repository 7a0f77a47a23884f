"""What was counted is remembered until something changes; where counting takes long, a review may wait."""

from datetime import timedelta

import pytest

from reviews import memory
from reviews.actions.deciding import decide, undecide
from reviews.calibration.memory import standings_of
from reviews.portfolio.memory import decision_board_of
from tests.factories.reviews import make_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def counting_takes_long(monkeypatch):
    monkeypatch.setattr(memory, "LONG", -1.0)


def taken(world, person):
    return decision_board_of(world.stage, person)[0].taken


def readings(world, person):
    return sum(row.line.readings for row in standings_of(world.stage, person).rows)


def test_a_decision_that_was_changed_or_taken_back_is_told_at_once(world, cast, at, counting_takes_long):
    proposal, by = world.in_review, cast.chen
    for hours, outcome in enumerate(("decline", "accept")):
        decide(world.stage, proposal=proposal, outcome=outcome, by=by, at=at + timedelta(hours=hours))
        assert taken(world, by) == ({proposal.pk} if outcome == "accept" else set())
    undecide(world.stage, proposal=proposal, by=by, at=at + timedelta(hours=2))
    assert taken(world, by) == set()


def test_a_review_is_counted_at_once(world, cast, at):
    before = readings(world, cast.chen)
    make_review(world.rajs, at, 4, 4)
    assert readings(world, cast.chen) == before + 1


def test_where_counting_takes_long_a_review_may_wait(world, cast, at, counting_takes_long, monkeypatch):
    before = readings(world, cast.chen)
    make_review(world.rajs, at, 4, 4)
    assert readings(world, cast.chen) == before
    monkeypatch.setattr(memory, "MAY_BE_OLD", -1.0)
    assert readings(world, cast.chen) == before + 1
