"""Readers are reminded by the clock, each once, and not while they are away."""

from datetime import date, timedelta

import pytest

from jobs.ticking import TICKS
from letters.models import Letter
from people.refusal import Refused
from reviews.actions.assigning import assign
from reviews.actions.reminding import remind_readers
from reviews.models import Assignment, Conflict, Leave, ReaderPlan, Review
from reviews.planning.question import question_of
from tests.factories.cast import make_person
from tests.factories.proposals import make_proposal
from tests.reviews.conftest import seen

DAY = timedelta(days=1)


@pytest.fixture
def due(committee, at):
    stage = committee.world.stage
    stage.reviews_due_at = at + 20 * DAY
    stage.save()
    return stage.reviews_due_at


def told():
    return [(letter.kind, letter.to) for letter in Letter.objects.filter(kind__startswith="reviews.").order_by("pk")]


def test_late_readers_get_a_letter_before_and_after_once_each(committee, cast, due):
    for moment in (due - 4 * DAY, due - 3 * DAY, due - 2 * DAY, due, due + DAY, due + 1.5 * DAY, due + 5 * DAY):
        remind_readers(moment)
        remind_readers(moment)
    kinds = ["reviews.due_soon", "reviews.due_soon", "reviews.late", "reviews.late", "reviews.late", "reviews.late"]
    assert [kind for kind, _ in told()] == kinds
    assert {to for _, to in told()} == {cast.rita, cast.raj}
    words = "".join(letter.subject + letter.body for letter in Letter.objects.filter(kind__startswith="reviews."))
    assert "Canary" not in words
    assert remind_readers in TICKS


def test_nobody_is_reminded_who_is_done_in_conflict_declined_or_away(committee, cast, due, at):
    Review.objects.update_or_create(assignment=committee.rajs, defaults={"submitted_at": at, "saved_at": at})
    Assignment.objects.filter(reviewer=cast.raj).exclude(pk=committee.rajs.pk).update(
        declined_at=at, decline_reason="No time"
    )
    Leave.objects.create(person=cast.rita, begins_on=(due - 4 * DAY).date(), ends_on=(due - 2 * DAY).date())
    remind_readers(due - 3 * DAY)
    assert told() == []
    remind_readers(due + DAY)
    assert told() == [("reviews.late", cast.rita)]
    Conflict.objects.create(proposal=committee.other, person=cast.rita, reason="A grant", by=cast.rita, at=at)
    remind_readers(due + 5 * DAY)
    assert told() == [("reviews.late", cast.rita)]


def test_a_letter_that_the_clock_missed_by_days_is_not_written(committee, due):
    remind_readers(due + 8 * DAY)
    assert told() == []


def test_who_is_away_is_assigned_nothing_and_planned_for_nothing(committee, cast, at):
    stage = committee.world.stage
    kept = set(Assignment.objects.filter(reviewer=cast.rita, proposal__in=stage.proposals_for(cast.olga)))
    Leave.objects.create(person=cast.rita, begins_on=at.date() - DAY, ends_on=date(2099, 3, 4))
    fresh = make_proposal(committee.world.format, make_person("noor"), at, "in_review", title="Fresh")
    with pytest.raises(Refused, match="Rita Romano is away until 4 March 2099"):
        assign(stage, proposal=fresh, reviewer=cast.rita, by=cast.olga, at=at)
    plan = ReaderPlan(stage=stage, by=cast.olga, at=at, readers=1, fewest=1, most=9)
    question = question_of(plan)
    place = question.people.index(cast.rita.pk)
    assert list(question.problem.loads[place]) == [0, len(kept)]
    assert len([pair for pair in question.problem.locked if pair[1] == place]) == len(kept) > 0


def test_a_member_notes_and_removes_her_days(committee, cast, sign_in):
    client, address = sign_in(cast.rita), f"/{committee.world.meeting.slug}/reviews/away/"
    wrong = client.post(address, {"begins_on": "2027-08-09", "ends_on": "2027-08-01"})
    assert "The last day is before the first." in seen(wrong)
    page = seen(client.post(address, {"begins_on": "2027-08-01", "ends_on": "2027-08-09"}, follow=True))
    assert "9 August 2027" in page
    remove = f"{address}{Leave.objects.get(person=cast.rita).pk}/remove/"
    assert sign_in(cast.raj).post(remove).status_code == 404
    assert "No days are noted" in seen(sign_in(cast.rita).post(remove, follow=True))
