"""Readers are given by hand, never against a conflict."""

import pytest

from people.refusal import Refused
from proposals.models import Faculty
from reviews.actions import assigning
from reviews.models import Assignment, Conflict
from tests.factories.cast import make_person
from tests.factories.reviews import make_review
from tests.factories.workshops import make_seat
from tests.reviews.conftest import seen


@pytest.fixture
def mina(committee):
    person = make_person("mina")
    make_seat(committee.world.committee, person)
    return person


def readers(stage, proposal) -> list[str]:
    rows = Assignment.objects.filter(stage=stage, proposal=proposal, declined_at=None)
    return sorted(row.reviewer.given_name for row in rows)


def test_the_table_says_who_reads_what_and_how_far(committee, cast, sign_in):
    page = seen(sign_in(cast.chen).get(committee.path("assign/")))
    assert page.count("1 of 2") == 2  # proposals
    assert "Canary other of Nora" in page
    members = seen(sign_in(cast.chen).get(committee.path("members/")))
    assert members.count("1 of 2") == 2


def test_ticking_members_makes_them_the_readers(committee, cast, sign_in, mina):
    client = sign_in(cast.chen)
    ticked = [cast.raj.pk, mina.pk]
    client.post(committee.path(f"assign/{committee.other.code}/"), {"readers": ticked})
    assert readers(committee.world.stage, committee.other) == ["Mina", "Raj"]


def test_a_conflict_cannot_be_assigned_and_says_why(committee, cast, sign_in, mina, at):
    Faculty.objects.create(proposal=committee.other, family_name="Person", email="Mina@Example.org", role="speaker")
    client, address = sign_in(cast.chen), committee.path(f"assign/{committee.other.code}/")
    page = seen(client.get(address))
    assert "named in the proposal as speaker" in page
    answer = client.post(address, {"readers": [cast.raj.pk, cast.rita.pk, mina.pk]})
    assert "Mina Person cannot read “Canary other of Nora”: named in the proposal as speaker." in seen(answer)
    assert readers(committee.world.stage, committee.other) == ["Raj", "Rita"]
    Conflict.objects.create(proposal=committee.mine, person=mina, reason="Married to Paula", at=at)
    page = seen(client.get(committee.path(f"assign/{committee.mine.code}/")))
    assert "conflict of interest: Married to Paula" in page


def test_a_submitted_review_is_not_taken_off_and_a_begun_one_is_kept(committee, cast, sign_in, at):
    make_review(committee.ritas, at, 3, 3, submitted_at=None)
    client = sign_in(cast.chen)
    answer = client.post(committee.path(f"assign/{committee.other.code}/"), {"readers": [cast.rita.pk]})
    assert "Raj Rao has submitted a review; it stays and counts." in seen(answer)
    client.post(committee.path(f"assign/{committee.other.code}/"), {"readers": [cast.raj.pk]})
    committee.ritas.refresh_from_db()
    assert committee.ritas.decline_reason == "Taken off by Chen Wei"
    client.post(committee.path(f"assign/{committee.other.code}/"), {"readers": [cast.raj.pk, cast.rita.pk]})
    committee.ritas.refresh_from_db()
    assert (committee.ritas.declined_at, committee.ritas.review.scores.count()) == (None, 2)


def test_one_reader_for_all_ticked_proposals(committee, cast, sign_in, mina, at):
    Conflict.objects.create(proposal=committee.mine, person=mina, reason="Friends", at=at)
    codes = [committee.mine.code, committee.other.code]
    answer = sign_in(cast.chen).post(
        committee.path("assign/many/"), {"reviewer": mina.pk, "proposals": codes}, follow=True
    )
    assert "Mina Person reads 1 of the proposals you ticked." in seen(answer)
    assert "conflict of interest: Friends" in seen(answer)
    assert [row.proposal for row in mina.assignments.all()] == [committee.other]


def test_nothing_ticked_is_said_beside_the_table(committee, cast, sign_in, mina):
    answer = sign_in(cast.chen).post(committee.path("assign/many/"), {"reviewer": mina.pk})
    assert answer.status_code == 422
    assert "Tick at least one proposal." in seen(answer)


def test_a_stranger_is_never_a_reader(committee, cast, at):
    with pytest.raises(Refused, match="holds no seat"):
        assigning.assign(committee.world.stage, proposal=committee.mine, reviewer=cast.ada, by=cast.chen, at=at)


def test_the_stage_closed_nobody_is_assigned(committee, cast, sign_in, at):
    committee.world.stage.closed_at = at
    committee.world.stage.save()
    with pytest.raises(Refused, match="while the stage is open"):
        assigning.assign(committee.world.stage, proposal=committee.mine, reviewer=cast.raj, by=cast.chen, at=at)
