"""Ada rates on a phone by her link, loses the network in the middle, and nothing that she rated is lost."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from outcomes.models import Rating
from tests.factories.cast import make_cast
from tests.factories.outcomes import RATE_TOKEN, make_exercise, make_round
from tests.factories.workshops import make_meeting

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ballot(phone, transactional_db):
    """Her page on a phone, with a Delphi round open."""
    make_cast()
    exercise, at = make_exercise(make_meeting(), timezone.now(), method="delphi"), timezone.now()
    exercise.participants.update(consented_at=at)
    make_round(exercise, at)
    phone.goto(f"/rate/{RATE_TOKEN}/")
    return phone


def rate(page, item, step):
    page.get_by_role("group", name=item).get_by_role("radio", name=step, exact=True).check(force=True)


def test_what_is_rated_without_a_network_is_sent_when_it_is_back(ballot, complaints, accessibility_faults):
    rate(ballot, "gene therapy", "7")
    expect(ballot.get_by_text("1 of 3 answers given")).to_be_visible()
    ballot.context.set_offline(True)
    rate(ballot, "pain", "8")
    rate(ballot, "transition", "3")
    expect(ballot.get_by_text("You are offline.").first).to_be_visible()
    assert Rating.ballots.count() == 1
    ballot.context.set_offline(False)
    expect(ballot.get_by_text("3 of 3 answers: all is there.")).to_be_visible()
    assert sorted(Rating.ballots.values_list("value", flat=True)) == [3, 7, 8]
    assert accessibility_faults(ballot) == []
    complaints.clear()  # the browser says itself that it was offline


def test_one_rates_with_the_keyboard_alone(ballot):
    ballot.get_by_role("group", name="pain").get_by_role("radio", name="1", exact=True).focus()
    for _ in range(4):
        ballot.keyboard.press("ArrowRight")
    expect(ballot.get_by_text("1 of 3 answers given")).to_be_visible()
    ballot.reload()
    expect(ballot.get_by_role("group", name="pain").get_by_role("radio", name="5", exact=True)).to_be_checked()
