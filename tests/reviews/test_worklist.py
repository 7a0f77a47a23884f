"""What waits for a reviewer."""

from datetime import timedelta

import pytest

from reviews.models import Assignment, Stage
from tests.factories.proposals import make_proposal
from tests.factories.reviews import make_review
from tests.reviews.conftest import seen


def address(committee):
    return f"/{committee.world.meeting.slug}/reviews/"


def test_it_says_how_far_she_is_and_what_comes_next(committee, cast, sign_in):
    page = seen(sign_in(cast.rita).get(address(committee)))
    assert "1 of 2</span> done, 1 to go" in page
    assert f'href="{address(committee)}{committee.ritas.pk}/">Read “Canary other of Nora”' in page


def test_a_draft_is_gone_on_with(committee, cast, sign_in, at):
    make_review(committee.ritas, at, 3, 3, submitted_at=None)
    assert "Go on with “Canary other of Nora”" in seen(sign_in(cast.rita).get(address(committee)))


def test_what_she_declined_stands_apart_and_counts_no_more(committee, cast, sign_in, at):
    Assignment.objects.filter(pk=committee.ritas.pk).update(declined_at=at, decline_reason="No time")
    page = seen(sign_in(cast.rita).get(address(committee)))
    assert "1 of 1</span> done." in page
    assert "“No time”" in page


def test_the_soonest_due_comes_first(committee, cast, sign_in, at):
    Stage.objects.update(reviews_due_at=at + timedelta(days=9))
    sooner = Stage.objects.create(
        call=committee.world.call,
        committee=committee.world.committee,
        name="Quick look",
        order=7,
        opened_at=at,
        reviews_due_at=at + timedelta(days=2),
    )
    Assignment.objects.create(stage=sooner, proposal=committee.mine, reviewer=cast.raj, at=at)
    waiting = Assignment.objects.waiting_for(cast.raj)
    assert [row.stage.name for row in waiting] == ["Quick look", "First reading"]


def test_a_closed_stage_waits_for_nobody(committee, cast, sign_in, at):
    Stage.objects.update(closed_at=at)
    assert not Assignment.objects.waiting_for(cast.rita).exists()
    page = seen(sign_in(cast.rita).get(address(committee)))
    assert "Ended without a review of yours" in page


def test_a_withdrawn_proposal_leaves_the_list(committee, cast, sign_in):
    committee.other.state, committee.other.state_before = "withdrawn", "in_review"
    committee.other.save()
    assert "Nora" not in seen(sign_in(cast.rita).get(address(committee)))


def test_an_empty_worklist_says_what_will_be_here(committee, cast, sign_in):
    Assignment.objects.all().delete()
    assert "Nothing to read yet" in seen(sign_in(cast.rita).get(address(committee)))


def test_a_chair_finds_her_stages_there(committee, cast, sign_in):
    page = seen(sign_in(cast.chen).get(address(committee)))
    assert all(committee.path(name) in page for name in ("ranking/", "assign/", "letters/", "conflicts/"))


def test_each_line_says_by_when_and_how_much_is_answered(committee, cast, sign_in, at):
    Stage.objects.update(reviews_due_at=at + timedelta(days=9))
    make_review(committee.ritas, at, 3, 3, submitted_at=None, advice="")
    page = seen(sign_in(cast.rita).get(address(committee)))
    assert "3 of 4</span> answered" in page, "two scores and how sure she is, no advice yet"
    assert "Wednesday, 10 March 2027, 04:00</time>" in page, "in the zone of the call"


def test_a_filter_leaves_what_she_asks_for_and_long_lists_have_pages(committee, cast, sign_in, at):
    client = sign_in(cast.rita)
    for number in range(30):
        proposal = make_proposal(committee.world.format, cast.felix, at, "in_review", title=f"Number {number:02}")
        Assignment.objects.create(stage=committee.world.stage, proposal=proposal, reviewer=cast.rita, at=at)
    page = seen(client.get(address(committee)))
    assert "1 of 32</span> done, 31 to go" in page
    assert "1–25 of 32" in page
    done = seen(client.get(f"{address(committee)}?state=done"))
    assert "Number 00" not in done
    assert "1 of 32 proposals" in done


@pytest.mark.parametrize("more", [0, 12])
def test_one_and_many_lines_cost_the_same(committee, cast, sign_in, at, django_assert_num_queries, more):
    client = sign_in(cast.rita)
    for _ in range(more):
        proposal = make_proposal(committee.world.format, cast.felix, at, "in_review")
        Assignment.objects.create(stage=committee.world.stage, proposal=proposal, reviewer=cast.rita, at=at)
    with django_assert_num_queries(14):
        client.get(address(committee))
