"""Who may do what in a stage."""

from itertools import product

import pytest

from proposals.models import Faculty
from reviews import rules
from reviews.models import Conflict, Stage
from tests.factories.proposals import make_proposal
from tests.factories.reviews import make_review
from tests.factories.workshops import make_committee, make_seat


def allowed(rule, people, *arguments) -> list[str]:
    return [name for name, person in people.items() if rule(person, *arguments) is None]


@pytest.fixture
def people(cast):
    return vars(cast)


def test_chair_and_staff_assign_and_see_the_ranking(committee, people):
    assert allowed(rules.assign, people, committee.world.stage) == ["olga", "chen"]
    assert allowed(rules.see_ranking, people, committee.world.stage) == ["olga", "chen"]


def test_only_a_seat_with_the_right_of_the_stage_decides(committee, people, cast):
    assert allowed(rules.decide, people, committee.world.stage, committee.mine) == ["chen"]
    seat = committee.world.committee.seats.get(person=cast.chen)
    seat.may_approve = False
    seat.save()
    assert allowed(rules.decide, people, committee.world.stage, committee.mine) == []
    committee.world.stage.decides = "recommend"
    assert allowed(rules.decide, people, committee.world.stage, committee.mine) == ["chen"]


def test_a_right_in_another_committee_counts_for_nothing(committee, people, cast):
    elsewhere = make_committee(committee.world.meeting, "executive")
    make_seat(elsewhere, cast.ada, "assign", "recommend", "approve")
    for rule in (rules.assign, rules.see_ranking, rules.release):
        assert "ada" not in allowed(rule, people, committee.world.stage)


@pytest.mark.parametrize("decides", ["recommend", "approve"])
def test_the_stages_she_finds_are_those_she_leads_or_oversees(committee, people, cast, decides):
    stage = committee.world.stage
    Stage.objects.update(decides=decides)
    stage.refresh_from_db()
    seat = committee.world.committee.seats.get(person=cast.raj)
    for rights in product([True, False], repeat=3):
        seat.may_assign, seat.may_recommend, seat.may_approve = rights
        seat.save()
        found = [name for name, person in people.items() if Stage.objects.overseen_by(person).exists()]
        assert found == [name for name, person in people.items() if rules.standing(person, stage).oversee]
        led = [name for name, person in people.items() if Stage.objects.led_by(person).exists()]
        assert led == [name for name, person in people.items() if rules.standing(person, stage).lead]


def test_staff_and_an_approving_chair_release(committee, people):
    assert allowed(rules.release, people, committee.world.stage) == ["olga", "chen"]
    committee.world.stage.decides = "recommend"
    assert allowed(rules.release, people, committee.world.stage) == []


def test_only_the_reader_works_on_her_assignment(committee, people):
    assert allowed(rules.review, people, committee.ritas) == ["rita"]
    assert allowed(rules.decline, people, committee.ritas) == ["rita"]
    assert allowed(rules.reopen, people, committee.rajs) == ["raj"]


def test_a_closed_stage_ends_reviewing(committee, cast, at):
    Stage.objects.update(closed_at=at)
    committee.ritas.stage.refresh_from_db()
    assert "ended" in str(rules.review(cast.rita, committee.ritas))


def test_a_seat_taken_away_ends_reviewing(committee, cast):
    committee.world.committee.seats.filter(person=cast.rita).delete()
    assert rules.review(cast.rita, committee.ritas) is not None


def test_others_reviews_come_after_ones_own(committee, cast, at):
    stage, other = committee.world.stage, committee.other
    assert rules.see_reviews(cast.rita, stage, other) is not None
    make_review(committee.ritas, at, 3, 3)
    assert rules.see_reviews(cast.rita, stage, other) is None
    assert rules.see_reviews(cast.chen, stage, other) is None
    assert rules.see_reviews(cast.ada, stage, other) is not None


def test_the_obvious_conflicts_need_no_declaration(committee, cast):
    named = Faculty.objects.create(proposal=committee.other, family_name="Wei", email="CHEN@example.org")
    assert rules.in_conflict(cast.chen, committee.other) is not None
    named.delete()
    assert rules.in_conflict(cast.chen, committee.other) is None
    cast.chen.emailaddress_set.create(email="chen@home.example")
    Faculty.objects.create(proposal=committee.other, family_name="Wei", email="chen@home.example")
    assert rules.in_conflict(cast.chen, committee.other) is not None
    assert rules.in_conflict(committee.other.proposer, committee.other) is not None


def test_a_faculty_row_without_an_address_is_nobodys_conflict(committee, cast):
    Faculty.objects.create(proposal=committee.other, family_name="Unknown")
    cast.chen.email = ""
    cast.chen.save()
    assert rules.in_conflict(cast.chen, committee.other) is None


def test_a_conflict_binds_chair_and_staff(committee, cast, at):
    for person in (cast.chen, cast.olga):
        Conflict.objects.create(proposal=committee.mine, person=person, reason="Friends", at=at)
        assert rules.in_conflict(person, committee.mine) is not None
    assert rules.decide(cast.chen, committee.world.stage, committee.mine) is not None


def test_nobody_lifts_her_own_conflict(committee, cast, at):
    own = Conflict.objects.create(proposal=committee.mine, person=cast.olga, reason="Friends", at=at)
    ritas = Conflict.objects.create(proposal=committee.other, person=cast.rita, reason="Friends", at=at)
    assert rules.lift_conflict(cast.olga, own) is not None
    assert rules.lift_conflict(cast.chen, ritas) is not None
    assert rules.lift_conflict(cast.olga, ritas) is None


def test_only_who_leads_declares_for_somebody_else(committee, cast):
    declare = (committee.world.stage, committee.mine)
    assert rules.declare_conflict(cast.olga, *declare, cast.raj) is None
    assert rules.declare_conflict(cast.chen, *declare, cast.raj) is None
    assert rules.declare_conflict(cast.rita, *declare, cast.raj) is not None
    assert rules.declare_conflict(cast.raj, *declare, cast.raj) is None
    assert rules.declare_conflict(cast.ada, *declare, cast.ada) is not None


def test_later_stages_open_after_the_one_before_is_closed(committee, cast, at):
    executive = make_committee(committee.world.meeting, "executive")
    later = Stage.objects.create(call=committee.world.call, committee=executive, name="Executive", order=2)
    assert "not closed yet" in str(rules.open_stage(cast.olga, later))
    Stage.objects.filter(pk=committee.world.stage.pk).update(closed_at=at)
    later = Stage.objects.get(pk=later.pk)
    assert rules.open_stage(cast.olga, later) is None
    assert rules.open_stage(cast.chen, later) is not None


@pytest.mark.parametrize(("state", "possible"), [("in_review", True), ("waitlisted", True), ("declined", False)])
def test_what_is_released_is_not_decided_again_but_the_waiting_list_is(committee, cast, at, state, possible):
    proposal = make_proposal(committee.world.format, cast.ada, at, state)
    assert (rules.decide(cast.chen, committee.world.stage, proposal) is None) == possible
