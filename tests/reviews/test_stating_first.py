"""A meeting may say that its members disclose before they open a proposal."""

import pytest

from tests.factories.workshops import make_disclosure
from workshops.actions.disclosing import Tie, state
from workshops.models import DisclosurePolicy


@pytest.fixture
def waits(world):
    DisclosurePolicy.objects.filter(meeting=world.meeting).update(seats_wait=True)
    return world


def review(world, row) -> str:
    return f"/{world.meeting.slug}/reviews/{row.pk}/"


def dossier(world) -> str:
    return f"/ash-2027/stages/{world.stage.pk}/proposals/{world.in_review.code}/"


def test_raj_opens_no_proposal_before_he_has_stated(waits, sign_in, at):
    raj = sign_in(waits.cast.raj)
    page = raj.get(review(waits, waits.rajs), follow=True)
    assert page.redirect_chain == [("/disclosures/ash-2027/", 302)]
    assert "Proposals open to you after that." in page.content.decode()
    assert raj.post(f"{review(waits, waits.rajs)}save/", {"version": 0}).status_code == 403
    assert "First say which financial relationships" in raj.get("/ash-2027/reviews/").content.decode()
    state(waits.meeting, person=waits.cast.raj, ties=[Tie("Acme", "speaker")], by=waits.cast.raj, at=at)
    assert raj.get(review(waits, waits.rajs)).status_code == 200
    assert "First say which financial relationships" not in raj.get("/ash-2027/reviews/").content.decode()


def test_a_chair_opens_no_dossier_before_she_has_stated(waits, sign_in):
    waits.meeting.disclosures.filter(person=waits.cast.chen).delete()
    assert sign_in(waits.cast.chen).get(dossier(waits)).url == "/disclosures/ash-2027/"


def test_staff_without_a_seat_do_not_wait(waits, sign_in):
    assert sign_in(waits.cast.olga).get(dossier(waits)).status_code == 200


def test_nobody_waits_where_the_meeting_does_not_say_so(world, sign_in):
    assert sign_in(world.cast.raj).get(review(world, world.rajs)).status_code == 200


def test_whose_assignment_it_is_not_learns_nothing_by_being_led_away(waits, sign_in):
    assert sign_in(waits.cast.raj).get(review(waits, waits.ritas)).status_code == 404


def test_a_statement_for_another_meeting_opens_nothing(waits, sign_in, at):
    make_disclosure(waits.past.meeting, waits.cast.raj, at)
    assert sign_in(waits.cast.raj).get(review(waits, waits.rajs)).status_code == 302
