"""Rubrics and stages are set up in the product's own pages, opened, closed, and copied to the next meeting."""

from datetime import UTC, datetime, timedelta

import pytest

from people.refusal import Refused
from proposals.models import Proposal
from reviews.copying import copy_setup
from reviews.models import Conflict, Criterion, Rubric, Stage
from tests.factories.proposals import make_proposal
from tests.factories.workshops import make_call, make_committee, make_meeting
from tests.reviews.conftest import seen


@pytest.fixture
def olga(cast, sign_in):
    return sign_in(cast.olga)


def setup(world, page):
    return f"/{world.meeting.slug}/setup/{page}"


def rubric_data(*criteria, name="By the book", initial=0):
    data = {"name": name, "guidance": "", "criteria-TOTAL_FORMS": len(criteria), "criteria-INITIAL_FORMS": initial}
    for at, criterion in enumerate(criteria):
        typed = {"weight": 1, "lowest": 1, "highest": 5, "ORDER": at + 1} | criterion
        data |= {f"criteria-{at}-{key}": value for key, value in typed.items()}
    return data


def existing(rubric, **changes):
    """The criteria of a rubric as its form would send them."""
    return [
        {"key": each.pk, "label": each.label, "weight": each.weight, "lowest": each.lowest, "highest": each.highest}
        | changes.get(each.label, {})
        for each in rubric.criteria.all()
    ]


def test_a_rubric_is_written_with_words_for_its_scores(world, olga):
    focus = {"label": "Focus", "anchors": "5 = exceptional\n1=weak", "weight": "2.5"}
    olga.post(setup(world, "calls/workshops/rubrics/new/"), rubric_data(focus, {"label": "Novelty", "ORDER": 0}))
    rubric = Rubric.objects.get(name="By the book")
    assert [each.label for each in rubric.criteria.all()] == ["Novelty", "Focus"]
    assert rubric.criteria.get(label="Focus").anchors == {"5": "exceptional", "1": "weak"}
    assert "5 = exceptional\n1 = weak" in seen(olga.get(setup(world, f"rubrics/{rubric.pk}/")))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"anchors": "exceptional"}, "“exceptional” is not of the form 5 = exceptional."),
        ({"anchors": "7 = more"}, "7 is not on the scale from 1 to 5."),
        ({"lowest": 5, "highest": 5}, "The highest score has to be above the lowest."),
        ({"highest": 99}, "A scale has at most 21 steps."),
        ({"weight": 0}, "Ensure this value is greater than or equal to 0.01."),
    ],
)
def test_a_wrong_criterion_is_told_beside_its_field_and_what_was_typed_stays(world, olga, wrong, sentence):
    answer = olga.post(setup(world, "calls/workshops/rubrics/new/"), rubric_data({"label": "Canary focus"} | wrong))
    assert answer.status_code == 422
    assert sentence in seen(answer)
    assert 'value="Canary focus"' in seen(answer)
    assert not Rubric.objects.filter(name="By the book").exists()


def test_scales_stand_once_somebody_scored_and_words_do_not(world, olga):
    rubric = world.stage.rubric
    address = setup(world, f"rubrics/{rubric.pk}/")
    rows = existing(rubric, Novelty={"label": "Newness", "highest": 9})
    olga.post(address, rubric_data(*rows, initial=2))
    assert Criterion.objects.get(label="Newness").highest == 5
    olga.post(address, rubric_data(*existing(rubric)[:1], initial=1))
    assert rubric.criteria.count() == 2


def test_a_criterion_can_be_removed_before_anybody_scored(world, olga):
    world.ritas.review.delete()
    rubric = world.stage.rubric
    rows = existing(rubric, Novelty={"DELETE": "on"})
    olga.post(setup(world, f"rubrics/{rubric.pk}/"), rubric_data(*rows, initial=2))
    assert [each.label for each in rubric.criteria.all()] == ["Completeness"]


def test_a_stage_is_added_with_its_due_date_in_the_zone_of_the_call(world, olga):
    data = {
        "name": "Approval",
        "committee": world.committee.pk,
        "decides": "approve",
        "anonymity": "double",
        "readers_wanted": 3,
        "order": 2,
        "reviews_due_at_day": "2027-05-01",
        "reviews_due_at_clock": "17:00",
    }
    olga.post(setup(world, "calls/workshops/stages/new/"), data)
    stage = Stage.objects.get(name="Approval")
    assert stage.reviews_due_at == datetime(2027, 5, 2, 0, 0, tzinfo=UTC)  # Los Angeles, in summer
    assert stage.anonymity == "double"
    assert 'value="17:00"' in seen(olga.get(setup(world, f"stages/{stage.pk}/")))
    again = olga.post(setup(world, "calls/workshops/stages/new/"), data)
    assert "already exists" in seen(again)
    assert Stage.objects.filter(name="Approval").count() == 1


def test_of_an_opened_stage_the_process_stands(world, olga):
    other = make_committee(world.meeting, "executive")
    data = {
        "name": "Renamed",
        "committee": other.pk,
        "decides": "approve",
        "anonymity": "throughout",
        "readers_wanted": 3,
        "order": 9,
        "rubric": world.stage.rubric_id,
    }
    olga.post(setup(world, f"stages/{world.stage.pk}/"), data)
    world.stage.refresh_from_db()
    assert (world.stage.name, world.stage.committee, world.stage.order) == ("Renamed", world.committee, 1)
    assert world.stage.anonymity == "open"


def test_opening_counts_nothing_that_is_hidden_from_who_opens(world, olga, cast, at):
    Stage.objects.update(opened_at=None)
    Conflict.objects.create(proposal=world.submitted, person=cast.olga, reason="My student.", at=at)
    assert "0 submitted proposals move into review" in seen(olga.get(setup(world, f"stages/{world.stage.pk}/open/")))


def test_opening_takes_what_was_submitted_into_review(world, olga, cast):
    Stage.objects.update(opened_at=None)
    page = seen(olga.get(setup(world, f"stages/{world.stage.pk}/open/")))
    assert "1 submitted proposal moves into review" in page
    olga.post(setup(world, f"stages/{world.stage.pk}/open/"))
    assert Proposal.objects.get(pk=world.submitted.pk).state == "in_review"
    assert Proposal.objects.get(pk=world.draft.pk).state == "draft"


def test_what_came_late_is_taken_in_with_one_button(world, olga):
    ranking = f"/{world.meeting.slug}/stages/{world.stage.pk}"
    assert "1 proposal came in after the stage was opened." in seen(olga.get(f"{ranking}/assign/"))
    olga.post(f"{ranking}/take-in/")
    assert Proposal.objects.get(pk=world.submitted.pk).state == "in_review"


def test_a_get_opens_nothing(world, olga):
    Stage.objects.update(opened_at=None)
    olga.get(setup(world, f"stages/{world.stage.pk}/open/"))
    assert Stage.objects.get().opened_at is None


def test_closing_can_be_undone(world, olga):
    olga.post(setup(world, f"stages/{world.stage.pk}/close/"))
    assert Stage.objects.get().closed_at
    olga.post(setup(world, f"stages/{world.stage.pk}/reopen/"))
    assert Stage.objects.get().is_open


@pytest.fixture
def next_year(world, at):
    """An empty meeting 364 days later, with a call and a committee of the same slugs."""
    days = timedelta(days=364)
    starts_on, ends_on = world.meeting.starts_on + days, world.meeting.ends_on + days
    target = make_meeting("ash-2028", starts_on=starts_on, ends_on=ends_on)
    make_call(target, at + days)
    make_committee(target)
    return target


def test_a_meeting_is_reviewed_as_the_last_one_was(world, cast, at, next_year):
    Stage.objects.update(reviews_due_at=at + timedelta(days=4))
    copy_setup(world.meeting, next_year, {"rubrics", "stages"}, by=cast.olga, at=at)
    copy = Stage.objects.get(call__meeting=next_year)
    assert (copy.name, copy.committee.meeting, copy.opened_at) == ("First reading", next_year, None)
    assert copy.reviews_due_at == at + timedelta(days=368)
    assert [(each.label, each.weight) for each in copy.rubric.criteria.all()] == [("Novelty", 2), ("Completeness", 1)]
    assert copy.rubric.pk != world.stage.rubric_id


def test_only_the_parts_chosen_are_copied(world, cast, at, next_year):
    copy_setup(world.meeting, next_year, {"stages"}, by=cast.olga, at=at)
    assert Stage.objects.get(call__meeting=next_year).rubric is None
    assert not Rubric.objects.filter(call__meeting=next_year).exists()
    with pytest.raises(Refused):
        copy_setup(world.meeting, next_year, {"rubrics"}, by=cast.chen, at=at)


def test_the_list_says_how_every_call_is_reviewed(world, olga, cast, at):
    make_proposal(world.format, cast.ada, at, "submitted")
    page = seen(olga.get(setup(world, "stages/")))
    assert "First reading" in page
    assert "Novelty (1–5)" in page
