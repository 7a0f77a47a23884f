"""The first page says who has to disclose, and to staff what is to be judged."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from proposals.models import Invitation
from tests.factories.workshops import make_disclosure, make_judged, make_meeting, make_policy
from workshops.models import DisclosurePolicy


@pytest.fixture(autouse=True)
def at_the_hour(monkeypatch, at):
    monkeypatch.setattr(timezone, "now", lambda: at)


def home(client) -> str:
    return " ".join(re.sub("<[^>]*>", " ", client.get("/").content.decode().partition("<main")[2]).split())


ASKED = "Annual Meeting 2027 Say which financial relationships with healthcare companies you have"


def test_who_is_asked_finds_it_on_her_page_until_she_has_stated(world, sign_in, at):
    raj = sign_in(world.cast.raj)
    assert ASKED in home(raj)
    assert "What you are to review opens after that." not in home(raj)
    DisclosurePolicy.objects.update(seats_wait=True)
    assert "What you are to review opens after that." in home(raj)
    make_disclosure(world.meeting, world.cast.raj, at)
    assert "Your disclosures" not in home(raj)


@pytest.mark.parametrize("who", ["stan", "paula", "ada", "felix", "chen"])
def test_who_is_not_asked_or_has_stated_finds_nothing(world, sign_in, who):
    assert "Your disclosures" not in home(sign_in(getattr(world.cast, who)))


def test_a_meeting_that_is_over_asks_nobody_any_more(world, sign_in, at):
    world.meeting.starts_on = world.meeting.ends_on = (at - timedelta(days=2)).date()
    world.meeting.save()
    assert "Your disclosures" not in home(sign_in(world.cast.raj))


def test_staff_learn_what_is_to_be_judged_and_what_to_be_mitigated(world, sign_in, at):
    olga = sign_in(world.cast.olga)
    assert "1 disclosure waits to be judged." in home(olga)
    make_judged(make_disclosure(world.meeting, world.cast.raj, at, "Acme"), world.cast.olga, at, step="")
    assert "1 disclosure waits to be judged, 1 waits for mitigation." in home(olga)


def test_who_accepted_a_role_is_asked_herself_and_not_yet_on_the_list_of_staff(world, sign_in, at):
    meeting = make_meeting("ash-2028", starts_on=at.date(), ends_on=at.date())
    make_policy(meeting)
    proposal = world.in_review
    proposal.call.meeting = meeting
    proposal.call.save()
    invitation = Invitation.objects.create(
        proposal=proposal,
        key="a",
        email="ada@example.org",
        asked_at=at,
        reply_by_at=at + timedelta(days=9),
        answered_at=at,
        state="declined",
    )
    ada = sign_in(world.cast.ada)
    assert "Your disclosures" not in home(ada)
    invitation.state = "accepted"
    invitation.save()
    assert "Your disclosures" in home(ada)
    assert "Adeyemi" not in sign_in(world.cast.olga).get("/ash-2028/setup/disclosures/").content.decode()
