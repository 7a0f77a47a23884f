"""The waiting list: its order by hand and by the ranking, and one click that promotes."""

from datetime import date

import pytest

from people.refusal import Refused
from proposals.models import Proposal
from reviews.actions import telling, waiting
from reviews.models import Decision
from reviews.waiting.queue import numbered, queue_for
from tests.factories.cast import make_person
from tests.factories.proposals import make_proposal
from tests.reviews.conftest import seen
from workshops.models import Allotment


@pytest.fixture
def stage(committee):
    return committee.world.stage


@pytest.fixture
def waits(committee, stage, at) -> list[Proposal]:
    """Three of strangers, told that they wait."""
    found = []
    for name in ("First", "Second", "Third"):
        proposer = make_person(name.lower())
        waits = make_proposal(committee.world.format, proposer, at, "waitlisted", title=f"Canary {name}")
        Decision.objects.create(stage=stage, proposal=waits, outcome="waitlist", at=at, released_at=at)
        found.append(waits)
    return found


def titles(stage, person) -> list[str]:
    return [row.proposal.title.split()[-1] for row in queue_for(stage, person).select_related("proposal")]


def test_each_is_moved_by_hand_past_those_that_she_sees(committee, stage, waits, cast, at):
    hidden = waits[1]
    hidden.conflicts.create(person=cast.chen, reason="A friend", at=at)
    waiting.step(stage, proposal=waits[2], up=True, by=cast.chen, at=at)
    assert titles(stage, cast.chen) == ["Third", "First"]
    assert titles(stage, cast.olga) == ["Third", "Second", "First"]
    assert [row.number for row in numbered(queue_for(stage, cast.chen))] == [1, 2]
    waiting.step(stage, proposal=waits[2], up=True, by=cast.chen, at=at)
    assert titles(stage, cast.chen) == ["Third", "First"]
    with pytest.raises(Refused, match="no longer on the waiting list"):
        waiting.step(stage, proposal=hidden, up=True, by=cast.chen, at=at)


def test_the_lists_follow_the_ranking_when_asked_to(stage, waits, cast, at):
    assert waiting.order_by(stage, ranking=[each.pk for each in reversed(waits)], by=cast.chen, at=at) == 3
    assert titles(stage, cast.olga) == ["Third", "Second", "First"]


def test_the_first_is_promoted_with_one_click_and_moves_when_its_letter_is_released(
    committee, stage, waits, cast, sign_in, at
):
    client = sign_in(cast.chen)
    client.post(committee.path(f"proposals/{waits[0].code}/waiting/promote/"))
    decision = Decision.objects.get(proposal=waits[0], released_at=None)
    assert (decision.outcome, decision.letter.state) == ("accept", "held")
    assert Proposal.objects.get(pk=waits[0].pk).state == "waitlisted"
    page = seen(client.get(committee.path("waiting-list/")))
    assert "decided anew, letter not released" in page
    assert client.post(committee.path(f"proposals/{waits[0].code}/waiting/promote/")).status_code == 403
    telling.release(stage, decisions=[decision.pk], by=cast.chen, at=at)
    assert Proposal.objects.get(pk=waits[0].pk).state == "accepted"
    assert titles(stage, cast.chen) == ["Second", "Third"]


def test_out_of_turn_a_reason_is_asked_and_kept(committee, stage, waits, cast, sign_in):
    client, address = sign_in(cast.chen), committee.path(f"proposals/{waits[2].code}/waiting/promote/")
    asks = seen(client.post(address))
    assert "“Canary First” comes before it on the waiting list." in asks
    assert client.post(address, {"asked": "yes", "reason": ""}).status_code == 422
    client.post(address, {"asked": "yes", "reason": "The only one on red cells"})
    assert Decision.objects.get(proposal=waits[2], released_at=None).reason == "The only one on red cells"


def test_turn_is_a_matter_of_the_format_and_of_what_she_may_know(committee, stage, waits, cast, sign_in, at):
    waits[0].conflicts.create(person=cast.chen, reason="A friend", at=at)
    client = sign_in(cast.chen)
    client.post(committee.path(f"proposals/{waits[1].code}/waiting/promote/"))
    assert Decision.objects.filter(proposal=waits[1], released_at=None).exists()


def test_slots_left_count_what_was_given_told_or_not(committee, stage, waits, cast, sign_in, at):
    Allotment.objects.create(call=stage.call, format=committee.world.format, day=date(2027, 12, 10), slots=5)
    Decision.objects.create(stage=stage, proposal=committee.mine, outcome="accept", at=at)
    page = sign_in(cast.chen).get(committee.path("waiting-list/"))
    assert [(each.allotted, each.given, each.left) for each in page.context["slots"]] == [(5, 1, 4)]
    assert "Friday Scientific Workshop" in seen(page).split('class="stats"')[1].split("Slots left")[0]
    committee.mine.conflicts.create(person=cast.chen, reason="A friend", at=at)
    page = sign_in(cast.chen).get(committee.path("waiting-list/"))
    assert [each.left for each in page.context["slots"]] == [5]


@pytest.mark.parametrize("times", [1, 3])
def test_the_page_asks_the_same_for_one_and_for_many(
    committee, stage, waits, cast, sign_in, times, django_assert_num_queries
):
    Decision.objects.exclude(proposal__in=waits[:times]).delete()
    client = sign_in(cast.chen)
    with django_assert_num_queries(13):
        client.get(committee.path("waiting-list/"))
