"""Six outcomes, what each needs beside its name, and what releasing its letter does."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from letters.models import Letter
from people.refusal import Refused
from proposals.models import MergeOffer, Proposal
from reviews.actions import deciding, stages, telling
from reviews.actions.conditions import check_off
from reviews.board import board_of
from reviews.models import Condition, Decision, Stage
from reviews.verdict import Owed
from tests.factories.workshops import make_committee, make_seat
from tests.reviews.conftest import seen

DUE = date(2027, 6, 1)
NEEDS = {
    "accept": {},
    "conditions": {},
    "waitlist": {},
    "decline": {},
    "revise": {"to_proposer": "Name a second chair.\n\nLeave time to discuss."},
    "merge": {"to_proposer": "Both speak of clots."},
}


@pytest.fixture
def stage(committee):
    return committee.world.stage


def needs(outcome, committee, at) -> dict:
    more = {
        "conditions": {"conditions": [Owed("Name a second chair", committee.world.cast.paula, DUE)]},
        "revise": {"revise_by_at": at + timedelta(days=14)},
        "merge": {"merge_with": committee.other},
    }
    return {"outcome": outcome} | NEEDS[outcome] | more.get(outcome, {})


def decide(committee, outcome, at, **more):
    world = committee.world
    facts = needs(outcome, committee, at) | more
    return deciding.decide(world.stage, proposal=committee.mine, **facts, by=world.cast.chen, at=at)


def tell(committee, decision, at, by=None):
    world = committee.world
    assert telling.write_letters(world.stage, by=world.cast.olga, at=at) == (1, [])
    telling.release(world.stage, decisions=[decision.pk], by=by or world.cast.olga, at=at)


@pytest.mark.parametrize(
    ("outcome", "state", "says"),
    [
        ("accept", "accepted", "has been accepted"),
        ("conditions", "accepted", "Name a second chair Owed by Paula Perez until 1 June 2027"),
        ("waitlist", "waitlisted", "waiting list"),
        ("decline", "declined", "sorry"),
        ("revise", "revision_asked", "Leave time to discuss"),
        ("merge", "in_review", "Canary other of Nora"),
    ],
)
def test_releasing_the_letter_is_what_moves_the_proposal(committee, stage, at, outcome, state, says):
    decision = decide(committee, outcome, at)
    tell(committee, decision, at)
    decision.refresh_from_db()
    assert says in decision.letter.body.replace("\\", "")
    assert Proposal.objects.get(pk=committee.mine.pk).state == state
    assert decision.released_at == at


@pytest.mark.parametrize(
    ("outcome", "without", "said"),
    [
        ("conditions", {"conditions": []}, "names at least one"),
        ("revise", {"to_proposer": " "}, "what has to change"),
        ("revise", {"revise_by_at": None}, "until when"),
        ("merge", {"merge_with": None}, "with which proposal"),
        ("merge", {"to_proposer": ""}, "why the two"),
    ],
)
def test_an_outcome_without_what_it_needs_is_refused(committee, at, outcome, without, said):
    with pytest.raises(Refused, match=said):
        decide(committee, outcome, at, **without)
    assert not Decision.objects.exists()


def test_a_revision_is_asked_by_one_letter_and_leaves_the_proposal_open_afterwards(committee, stage, cast, at):
    before = Letter.objects.count()
    tell(committee, decide(committee, "revise", at), at)
    assert Letter.objects.count() == before + 1
    mine = Proposal.objects.get(pk=committee.mine.pk)
    assert [point.text for point in mine.points.all()] == ["Name a second chair.", "Leave time to discuss."]
    assert board_of(stage, cast.chen).decided == 1
    Proposal.objects.filter(pk=mine.pk).update(state="in_review", revise_by_at=None)
    assert board_of(stage, cast.chen).decided == 0
    assert decide(committee, "accept", at).outcome == "accept"


def test_a_merge_is_offered_to_both_and_each_gets_one_letter(committee, cast, at):
    tell(committee, decide(committee, "merge", at), at)
    offer = MergeOffer.objects.get()
    assert (offer.lead, offer.reason) == (committee.other, "Both speak of clots.")
    assert sorted(
        Letter.objects.order_by().values_list("to__given_name", flat=True).filter(kind__contains="mer")
    ) == [
        "Nora",
        "Paula",
    ]


def test_who_has_a_conflict_with_the_other_side_of_a_merge_sees_no_such_decision(committee, stage, cast, sign_in, at):
    decide(committee, "merge", at)
    address = committee.path(f"proposals/{committee.mine.code}/")
    client = sign_in(cast.olga)
    assert "Canary other of Nora" in seen(client.get(address))
    committee.other.conflicts.create(person=cast.olga, reason="A friend", at=at)
    assert "Canary other of Nora" not in seen(client.get(address))
    assert board_of(stage, cast.olga).decided == 0


def test_the_form_takes_conditions_and_tells_what_they_lack(committee, cast, sign_in):
    client, address = sign_in(cast.chen), committee.path(f"proposals/{committee.mine.code}/decide/")
    form = {"outcome": "conditions", "condition-TOTAL_FORMS": 2, "condition-INITIAL_FORMS": 0}
    form |= {"condition-0-text": "Name a second chair"}
    answer = client.post(address, form)
    assert answer.status_code == 422
    assert "Say who owes it." in seen(answer)
    assert 'value="Name a second chair"' in seen(answer)
    more = client.post(address, form | {"act": "more"})
    assert "condition-3-text" in seen(more)
    assert "Say who owes it." in seen(more)
    client.post(address, form | {"condition-0-owner": cast.paula.pk, "condition-0-due_on": "2027-06-01"})
    row = Condition.objects.get()
    assert (row.text, row.owner, row.due_on, row.decision.outcome) == (
        "Name a second chair",
        cast.paula,
        DUE,
        "conditions",
    )


def test_deciding_against_a_recommendation_needs_a_reason_that_later_readers_see(committee, cast, sign_in, at):
    world = committee.world
    Stage.objects.filter(pk=world.stage.pk).update(decides="recommend")
    world.stage.refresh_from_db()
    decide(committee, "accept", at)
    body = make_committee(world.meeting, "executive", name="Executive Committee")
    make_seat(body, cast.ada, "assign", "approve", title="Chair")
    later = Stage.objects.create(call=world.call, committee=body, name="Approval", decides="approve", order=2)
    stages.close_stage(world.stage, by=cast.chen, at=at)
    later = stages.open_stage(later, by=cast.ada, at=at)
    client = sign_in(cast.ada)
    address = committee.path(f"proposals/{committee.mine.code}/decide/", stage=later)
    refused = client.post(address, {"outcome": "decline"})
    assert refused.status_code == 422
    assert "First reading recommended “Accept”. Say why you decide otherwise." in seen(refused)
    client.post(address, {"outcome": "decline", "reason": "Canary: no room for a third on clots"})
    assert "Canary: no room for a third on clots" in seen(client.get(address.removesuffix("decide/")))
    sheet = client.get(committee.path("ranking.csv", stage=later)).content.decode()
    assert "Canary: no room for a third on clots" in sheet
    kept = needs("conditions", committee, at)
    assert deciding.decide(later, proposal=committee.mine, **kept, by=cast.ada, at=at).reason == ""


def test_the_committees_sheet_neutralizes_formulas_and_leaves_out_conflicts(committee, cast, sign_in, at):
    owed = [Owed("=cmd|' /C calc'!A0", cast.paula, DUE)]
    decide(committee, "conditions", at, conditions=owed, reason="+1")
    sheet = sign_in(cast.chen).get(committee.path("ranking.csv")).content.decode()
    assert "'=cmd|" in sheet
    assert ",'+1," in sheet
    committee.mine.conflicts.create(person=cast.chen, reason="A friend", at=at)
    sheet = sign_in(cast.chen).get(committee.path("ranking.csv")).content.decode()
    assert "cmd" not in sheet
    assert "Canary other of Nora" in sheet


def test_the_database_keeps_what_an_outcome_needs(committee, stage, at):
    facts = {"stage": stage, "proposal": committee.mine, "at": at}
    wrong = (
        {"outcome": "revise"},
        {"outcome": "merge"},
        {"outcome": "accept", "place": 1},
        {"outcome": "accept", "revise_by_at": at},
        {"outcome": "accept", "merge_with": committee.other},
    )
    for each in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.create(**facts, **each)


# --- conditions


def test_nobody_owes_anything_before_the_letter_and_then_the_owner_does(committee, cast, sign_in, at):
    decision = decide(committee, "conditions", at)
    client, address = sign_in(cast.paula), f"/{committee.world.meeting.slug}/conditions/"
    assert "Name a second chair" not in seen(client.get(address))
    assert "Conditions you owe" not in seen(client.get("/"))
    tell(committee, decision, at)
    assert "Name a second chair" in seen(client.get(address))
    assert "Conditions you owe" in seen(client.get("/"))
    assert client.post(f"{address}{Condition.objects.get().pk}/", {"done": "yes"}).status_code == 403


def test_who_oversees_checks_off_and_may_open_again(committee, cast, sign_in, at):
    tell(committee, decide(committee, "conditions", at), at)
    row, client = Condition.objects.get(), sign_in(cast.chen)
    address = f"/{committee.world.meeting.slug}/conditions/"
    client.post(f"{address}{row.pk}/", {"done": "yes"})
    row.refresh_from_db()
    assert row.done_by == cast.chen
    assert "Name a second chair" not in seen(client.get(address))
    assert "Name a second chair" in seen(client.get(address, {"state": "done"}))
    assert "Conditions you owe" not in seen(sign_in(cast.paula).get("/"))
    sign_in(cast.chen).post(f"{address}{row.pk}/", {"done": "no"})
    assert Condition.objects.open().count() == 1
    committee.mine.conflicts.create(person=cast.chen, reason="A friend", at=at)
    with pytest.raises(Refused, match="those who lead"):
        check_off(row, is_done=True, by=cast.chen, at=at)
    assert "Name a second chair" not in seen(sign_in(cast.chen).get(address))


@pytest.mark.parametrize("times", [1, 3])
def test_the_page_of_conditions_asks_the_same_for_one_and_for_many(
    committee, cast, sign_in, at, times, django_assert_num_queries
):
    tell(committee, decide(committee, "conditions", at), at)
    decision = Decision.objects.get()
    for number in range(times - 1):
        Condition.objects.create(decision=decision, text=f"More {number}", owner=cast.paula, due_on=DUE)
    client = sign_in(cast.chen)
    with django_assert_num_queries(10):
        client.get(f"/{committee.world.meeting.slug}/conditions/")
