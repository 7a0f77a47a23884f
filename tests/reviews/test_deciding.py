"""Recommend, approve, think again; and what later committees read of it."""

import pytest

from audit.models import Entry, key_of
from people.refusal import Refused
from reviews.actions import deciding, stages
from reviews.models import Decision, Stage
from tests.factories.workshops import make_committee, make_seat
from tests.reviews.conftest import seen


@pytest.fixture
def executive(committee, cast, at):
    """The first stage recommended on Paula's proposal and is closed; Ada approves in the second."""
    world = committee.world
    world.stage.decides = "recommend"
    world.stage.save()
    body = make_committee(world.meeting, "executive", name="Executive Committee")
    make_seat(body, cast.ada, "assign", "approve", title="Chair")
    later = Stage.objects.create(call=world.call, committee=body, name="Approval", decides="approve", order=2)
    note = "Canary: strong on basics"
    words = {"outcome": "accept", "to_committee": note, "to_proposer": "Bravo"}
    deciding.decide(world.stage, proposal=committee.mine, **words, by=cast.chen, at=at)
    stages.close_stage(world.stage, by=cast.chen, at=at)
    return stages.open_stage(later, by=cast.ada, at=at)


def test_deciding_is_written_down_and_audited(committee, cast, sign_in):
    client = sign_in(cast.chen)
    address = committee.path(f"proposals/{committee.mine.code}/decide/")
    client.post(address, {"outcome": "accept", "to_proposer": "Bravo"})
    client.post(address, {"outcome": "waitlist", "to_proposer": "Bravo"})
    decision = Decision.objects.get()
    assert (decision.outcome, decision.by, decision.released_at) == ("waitlist", cast.chen, None)
    told = [entry.detail for entry in Entry.objects.about(decision)]
    assert [(entry["before"], entry["after"]) for entry in told] == [("accept", "waitlist"), ("", "accept")]


def test_no_entry_of_the_proposal_itself_tells_of_it(committee, cast, at):
    before = Entry.objects.filter(about=key_of(committee.mine)).count()
    deciding.decide(committee.world.stage, proposal=committee.mine, outcome="accept", by=cast.chen, at=at)
    assert Entry.objects.filter(about=key_of(committee.mine)).count() == before


def test_without_an_outcome_the_words_stay(committee, cast, sign_in):
    answer = sign_in(cast.chen).post(
        committee.path(f"proposals/{committee.mine.code}/decide/"), {"to_proposer": "Nearly there"}
    )
    assert answer.status_code == 422
    assert "Nearly there</textarea>" in seen(answer)
    assert not Decision.objects.exists()


def test_it_can_be_made_undecided_again(committee, cast, sign_in, at):
    deciding.decide(committee.world.stage, proposal=committee.mine, outcome="accept", by=cast.chen, at=at)
    client = sign_in(cast.chen)
    client.post(committee.path(f"proposals/{committee.mine.code}/undecide/"))
    assert not Decision.objects.exists()
    assert client.post(committee.path(f"proposals/{committee.mine.code}/undecide/")).status_code == 403


def test_a_later_stage_takes_what_was_recommended_on_and_reads_why(executive, committee, cast, sign_in):
    client = sign_in(cast.ada)
    ranking = seen(client.get(committee.path("ranking/", stage=executive)))
    assert "Canary in review by Paula" in ranking
    assert "Canary other of Nora" not in ranking
    assert "Scores are those of First reading." in ranking
    dossier = seen(client.get(committee.path(f"proposals/{committee.mine.code}/", stage=executive)))
    assert "Canary: strong on basics" in dossier


def test_an_earlier_committee_learns_nothing_of_what_a_later_one_decides(executive, committee, cast, sign_in, at):
    secret = "Canary of the executive"
    words = {"to_committee": secret, "reason": secret}
    deciding.decide(executive, proposal=committee.mine, outcome="decline", **words, by=cast.ada, at=at)
    page = seen(sign_in(cast.chen).get(committee.path(f"proposals/{committee.mine.code}/")))
    assert secret not in page
    assert "Decline" not in page.split('id="decision"')[1].split("Reviews")[0]


def test_a_recommendation_stands_once_the_next_stage_is_open(executive, committee, cast, at):
    with pytest.raises(Refused, match="has been opened"):
        deciding.decide(committee.world.stage, proposal=committee.mine, outcome="decline", by=cast.chen, at=at)


def test_recommendations_are_taken_over_with_one_button(executive, committee, cast, sign_in):
    sign_in(cast.ada).post(committee.path("ranking/take-over/", stage=executive))
    decision = Decision.objects.get(stage=executive)
    assert (decision.outcome, decision.to_proposer, decision.by) == ("accept", "Bravo", cast.ada)


def test_what_waits_to_be_told_is_counted_for_who_may_tell_it(executive, committee, cast, at):
    deciding.decide(executive, proposal=committee.mine, outcome="accept", by=cast.ada, at=at)
    waiting = {name: Decision.objects.waiting_for(person).count() for name, person in vars(cast).items()}
    assert waiting == dict.fromkeys(vars(cast), 0) | {"ada": 1, "olga": 1}


def test_a_chair_who_reads_it_too_sees_the_others_after_her_own(committee, cast, sign_in, at):
    stage = committee.world.stage
    stage.assignments.create(proposal=committee.other, reviewer=cast.chen, at=at)
    page = seen(sign_in(cast.chen).get(committee.path(f"proposals/{committee.other.code}/")))
    assert "Canary note of Raj" not in page
    assert "once you have submitted yours" in page
    page = seen(sign_in(cast.olga).get(committee.path(f"proposals/{committee.other.code}/")))
    assert "Canary note of Raj" in page
