"""Letters that go by themselves, all at one moment; and which comments they quote."""

from datetime import timedelta

import pytest

from jobs.models import Job, JobState
from jobs.running import run
from letters import actions as outbox
from letters.models import Letter
from people.refusal import Refused
from proposals.models import Proposal
from reviews.actions import deciding, planned, quoting, telling
from reviews.models import Decision, ReleasePlan
from tests.factories.proposals import make_proposal
from tests.reviews.conftest import seen


@pytest.fixture
def stage(committee):
    return committee.world.stage


@pytest.fixture
def written(committee, cast, stage, at):
    """Paula's is accepted and Nora's declined; both letters are held."""
    deciding.decide(stage, proposal=committee.mine, outcome="accept", by=cast.chen, at=at)
    deciding.decide(stage, proposal=committee.other, outcome="decline", by=cast.chen, at=at)
    telling.write_letters(stage, by=cast.olga, at=at)
    return committee


def plan(stage, cast, at, **more):
    keys = list(stage.decisions.values_list("pk", flat=True))
    return planned.plan_release(
        stage, decisions=keys, release_at=at + timedelta(hours=2), by=cast.olga, at=at, **more
    )


@pytest.fixture
def clock(monkeypatch):
    """A tick at that time, and then the worker; returns how many plans were due."""

    def strike(moment) -> int:
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
        due = planned.ask_due(moment)
        for job in Job.objects.filter(kind=planned.RELEASE, state=JobState.QUEUED):
            run(job.pk)
        return due

    return strike


def states(committee) -> tuple[str, str]:
    return tuple(Proposal.objects.get(pk=each.pk).state for each in (committee.mine, committee.other))


def test_the_clock_releases_them_together_and_not_before(clock, written, cast, stage, at):
    plan(stage, cast, at)
    assert clock(at + timedelta(hours=1)) == 0
    assert states(written) == ("in_review", "in_review")
    assert clock(at + timedelta(hours=2)) == 1
    assert states(written) == ("accepted", "declined")
    assert ReleasePlan.objects.get().sent == 2
    assert clock(at + timedelta(hours=3)) == 0


def test_what_was_changed_since_stays_behind(clock, written, cast, stage, at):
    plan(stage, cast, at)
    letter = Decision.objects.get(proposal=written.mine).letter
    outbox.discard(Letter.objects.filter(pk=letter.pk), by=cast.olga, at=at)
    clock(at + timedelta(hours=2))
    assert states(written) == ("in_review", "declined")


def test_it_is_called_off_and_planned_again(clock, written, cast, stage, sign_in, at):
    plan(stage, cast, at)
    with pytest.raises(Refused, match="planned already"):
        plan(stage, cast, at)
    client = sign_in(cast.chen)
    assert "2 letters go by themselves on" in " ".join(seen(client.get(written.path("letters/"))).split())
    client.post(written.path("letters/call-off/"))
    assert clock(at + timedelta(hours=2)) == 0
    assert states(written) == ("in_review", "in_review")
    assert "go by themselves" not in seen(client.get(written.path("letters/")))
    assert plan(stage, cast, at).pk


def test_a_refusal_keeps_all_of_it_held_and_is_told(clock, written, cast, stage, sign_in, at):
    plan(stage, cast, at)
    Proposal.objects.filter(pk=written.mine.pk).update(state="declined")
    clock(at + timedelta(hours=2))
    assert states(written) == ("declined", "in_review")
    page = seen(sign_in(cast.chen).get(written.path("letters/")))
    assert "The planned release was not carried out" in page


def test_the_tick_only_asks_and_asks_once_while_the_work_is_under_way(written, cast, stage, at):
    plan(stage, cast, at)
    later = at + timedelta(hours=2)
    assert planned.ask_due(later) == planned.ask_due(later + timedelta(minutes=1)) == 1
    assert states(written) == ("in_review", "in_review")
    assert Job.objects.filter(kind=planned.RELEASE).count() == 1
    key = ReleasePlan.objects.get().pk
    assert planned.carry_out(key, at=later)
    assert not planned.carry_out(key, at=later)
    assert Letter.objects.filter(state="queued", kind__startswith="decision.").count() == 2


def test_a_fault_of_ours_sends_nothing_and_is_told(clock, written, cast, stage, sign_in, at, monkeypatch):
    plan(stage, cast, at)

    def break_down(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("reviews.actions.planned.release", break_down)
    clock(at + timedelta(hours=2))
    assert states(written) == ("in_review", "in_review")
    page = seen(sign_in(cast.chen).get(written.path("letters/")))
    assert "No letter was sent; release them by hand" in page
    assert clock(at + timedelta(hours=3)) == 0


def test_a_chair_in_conflict_counts_as_if_the_proposal_were_not_there(written, cast, stage, sign_in, at):
    plan(stage, cast, at)
    written.mine.conflicts.create(person=cast.chen, reason="A friend", at=at)
    page = " ".join(seen(sign_in(cast.chen).get(written.path("letters/"))).split())
    assert "1 letter goes by itself on" in page
    assert "Canary in review by Paula" not in page


def test_the_page_says_to_whom_and_asks_for_a_time_to_come(written, cast, sign_in):
    client, address = sign_in(cast.olga), written.path("letters/plan/")
    assert "Canary in review by Paula" in seen(client.get(address))
    late = client.post(address, {"release_at_day": "2020-01-01", "release_at_clock": "09:00"})
    assert late.status_code == 422
    assert "The time has to be in the future." in seen(late)
    client.post(address, {"release_at_day": "2090-01-01", "release_at_clock": "09:00"})
    assert ReleasePlan.objects.get().decisions.count() == 2


@pytest.mark.parametrize("times", [1, 60])
def test_the_page_of_letters_costs_what_it_shows(
    committee, cast, stage, sign_in, at, times, django_assert_num_queries
):
    for number in range(times):
        other = make_proposal(committee.world.format, cast.felix, at, "in_review", title=f"More {number}")
        Decision.objects.create(stage=stage, proposal=other, outcome="accept", at=at)
    client = sign_in(cast.olga)
    with django_assert_num_queries(13):
        page = client.get(committee.path("letters/"))
    assert len(page.context["decisions"]) == min(times, 50)


def test_the_letter_quotes_what_was_ticked_and_a_letter_that_said_otherwise_goes(written, cast, stage, sign_in, at):
    letter = Decision.objects.get(proposal=written.other).letter
    assert "Canary comment of Raj" in letter.body
    sign_in(cast.chen).post(written.path(f"proposals/{written.other.code}/comments/"), {})
    letter.refresh_from_db()
    assert letter.state == "discarded"
    telling.write_letters(stage, by=cast.olga, at=at)
    assert "Canary comment of Raj" not in Decision.objects.get(proposal=written.other).letter.body


def test_a_stage_can_withhold_all_comments_but_those_ticked(written, cast, stage, at):
    stage.withholds_comments = True
    stage.save()
    review = written.rajs.review
    review.refresh_from_db()
    assert not review.goes_along
    assert quoting.choose_comments(stage, proposal=written.other, reviews={review.pk}, by=cast.chen, at=at) == 1
    telling.write_letters(stage, by=cast.olga, at=at)
    assert "Canary comment of Raj" in Decision.objects.get(proposal=written.other).letter.body
    with pytest.raises(Refused, match="Only the committee's chair"):
        quoting.choose_comments(stage, proposal=written.other, reviews=set(), by=cast.rita, at=at)
