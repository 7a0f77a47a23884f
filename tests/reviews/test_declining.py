"""Whoever will not read says why, and what follows from it happens at once."""

import pytest

from letters.models import Letter
from reviews.models import Assignment, Conflict
from tests.reviews.conftest import seen


@pytest.fixture
def decline(committee, cast, sign_in):
    """Rita declines to read Nora's proposal."""
    address = f"/{committee.world.meeting.slug}/reviews/{committee.ritas.pk}/decline/"

    def post(because: str, reason: str):
        return sign_in(cast.rita).post(address, {"because": because, "reason": reason})

    return post


def test_a_conflict_is_declared_with_it(committee, cast, sign_in, decline):
    decline("conflict", "We share a grant")
    conflict = Conflict.objects.get(person=cast.rita, proposal=committee.other)
    assert (conflict.reason, conflict.by) == ("We share a grant", cast.rita)
    page = seen(sign_in(cast.rita).get(f"/{committee.world.meeting.slug}/reviews/"))
    assert "Nora" not in page
    assert "We share a grant" in page


def test_another_reason_declares_nothing(committee, cast, decline):
    decline("subject", "Not my field")
    assert not Conflict.objects.exists()
    row = Assignment.objects.get(pk=committee.ritas.pk)
    assert (row.declined_because, row.decline_reason) == ("subject", "Not my field")


def test_who_leads_the_stage_is_written_to_with_the_reason(committee, cast, decline):
    decline("time", "On leave until May")
    [letter] = Letter.objects.filter(kind="reviews.declined")
    assert letter.to == cast.chen
    assert "No time for it" in letter.body
    assert "On leave until May" in letter.body
    assert committee.path(f"assign/{committee.other.code}/") in letter.body


def test_a_chair_in_conflict_learns_nothing_of_it(committee, cast, decline, at):
    Conflict.objects.create(proposal=committee.other, person=cast.chen, reason="Sisters", by=cast.chen, at=at)
    decline("time", "On leave until May")
    assert not Letter.objects.filter(kind="reviews.declined").exists()


def test_it_asks_for_a_reason(committee, decline):
    assert decline("", "On leave").status_code == 422
    assert Assignment.objects.get(pk=committee.ritas.pk).declined_at is None
