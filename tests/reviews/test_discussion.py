"""The discussion of a proposal: after the own review, within the stage, never for who has a conflict."""

from datetime import timedelta

import pytest

from letters.models import Letter
from reviews.actions.discussing import remark, tell_remarks
from reviews.blindness.sight import alias
from reviews.models import ActingChair, Conflict, Remark, Stage
from tests.factories.reviews import make_remark, make_review
from tests.factories.workshops import make_seat
from tests.reviews.conftest import seen


@pytest.fixture
def talk(committee):
    """The address of the discussion of Paula's proposal, in which Rita has said something."""
    return committee.path(f"proposals/{committee.mine.code}/discussion/")


def test_what_one_says_stands_beside_the_review_and_the_decision(committee, talk, cast, sign_in):
    answer = sign_in(cast.rita).post(talk, {"text": "We *should* talk."})
    said = Remark.objects.get(text="We *should* talk.")
    assert answer["Location"] == f"{talk}#remark-{said.pk}"
    review = f"/{committee.world.meeting.slug}/reviews/{committee.world.ritas.pk}/"
    for who, page, name in (
        (cast.rita, review, "You"),
        (cast.chen, committee.path(f"proposals/{committee.mine.code}/"), "Rita Romano"),
    ):
        told = seen(sign_in(who).get(page))
        assert "We <em>should</em> talk." in told
        assert f"<strong>{name}</strong>" in told


def test_a_reader_waits_until_her_own_review_is_in(committee, talk, cast, sign_in, at):
    client = sign_in(cast.raj)
    assert client.get(talk).status_code == 403
    assert client.post(talk, {"text": "Early"}).status_code == 403
    page = f"/{committee.world.meeting.slug}/reviews/{committee.world.rajs.pk}/"
    assert "Canary remark of Rita" not in seen(client.get(page))
    make_review(committee.world.rajs, at, 3, 3)
    assert "Canary remark of Rita" in seen(client.get(page))
    assert "Canary remark of Rita" in seen(client.get(talk))


@pytest.mark.parametrize("who", ["rita", "chen", "olga"])
def test_a_conflict_ends_it_without_a_trace(committee, talk, cast, sign_in, at, who):
    person = getattr(cast, who)
    make_remark(committee.world.ritas, at, by=cast.felix, text="Later")
    Conflict.objects.create(proposal=committee.mine, person=person, reason="Sisters", by=person, at=at)
    client = sign_in(person)
    assert client.get(talk).status_code == client.post(talk, {"text": "I"}).status_code == 404
    assert "new remark" not in seen(client.get("/")) + seen(client.get(f"/{committee.world.meeting.slug}/reviews/"))


def test_what_somebody_wrote_who_has_a_conflict_counts_no_more(committee, talk, cast, sign_in, at):
    Conflict.objects.create(proposal=committee.mine, person=cast.rita, reason="Sisters", by=cast.rita, at=at)
    assert "Canary remark of Rita" not in seen(sign_in(cast.chen).get(talk))


def test_a_member_without_a_part_in_it_finds_nothing(committee, talk, cast, sign_in):
    make_seat(committee.world.committee, cast.ada)
    assert sign_in(cast.ada).get(talk).status_code == 404


def test_a_substitute_takes_part_and_sees_every_name(committee, talk, cast, sign_in, at):
    stage = committee.world.stage
    Stage.objects.filter(pk=stage.pk).update(anonymity="throughout")
    ActingChair.objects.create(stage=stage, proposal=committee.mine, person=cast.ada, by=cast.olga, at=at)
    client = sign_in(cast.ada)
    assert "Rita Romano" in seen(client.get(talk))
    assert client.post(talk, {"text": "I stand in"}).status_code == 302
    dossier = seen(client.get(committee.path(f"proposals/{committee.mine.code}/")))
    assert "Paula Perez" in dossier
    assert "I stand in" in dossier


def test_words_can_be_put_otherwise_and_withdrawn_by_who_wrote_them(committee, talk, cast, sign_in):
    said, client = committee.world.remark, sign_in(cast.rita)
    client.post(f"{talk}{said.pk}/", {"text": "Put otherwise"})
    told = seen(client.get(talk))
    assert "Put otherwise" in told
    assert ">changed <" in told
    assert "Canary remark of Rita" not in told
    client.post(f"{talk}{said.pk}/withdraw/")
    told = seen(sign_in(cast.chen).get(talk))
    assert "Put otherwise" not in told
    assert "Withdrawn" in told
    assert sign_in(cast.rita).get(f"{talk}{said.pk}/").status_code == 403
    assert sign_in(cast.chen).get(f"{talk}{said.pk}/").status_code == 404


def test_it_ends_when_the_next_stage_begins(committee, talk, cast, sign_in, at):
    world = committee.world
    Stage.objects.filter(pk=world.stage.pk).update(closed_at=at, decides="recommend")
    assert "Say it to the committee" in seen(sign_in(cast.chen).get(talk))
    Stage.objects.create(call=world.call, committee=world.committee, name="Next", order=2, opened_at=at)
    assert "The discussion has ended" in seen(sign_in(cast.chen).get(talk))
    assert sign_in(cast.chen).post(talk, {"text": "Too late"}).status_code == 422


def test_readers_of_a_blind_stage_are_not_named(committee, talk, cast, sign_in, at):
    world = committee.world
    Stage.objects.filter(pk=world.stage.pk).update(anonymity="blind")
    make_review(world.rajs, at, 3, 3)
    sign_in(cast.chen).post(talk, {"text": "From the chair"})
    told = seen(sign_in(cast.raj).get(talk))
    assert "Romano" not in told
    assert f"<strong>{alias(world.ritas)}</strong>" in told
    assert "<strong>Chen Wei, who leads this stage</strong>" in told


def test_what_is_new_stands_on_the_home_page_until_it_is_read(committee, talk, cast, sign_in):
    client = sign_in(cast.chen)
    worklist = f"/{committee.world.meeting.slug}/reviews/"
    assert "1 new remark" in seen(client.get("/"))
    assert "1 new remark" in seen(client.get(worklist))
    assert ">New<" in seen(client.get(talk))
    client.post(f"{talk}read/", {"last": committee.world.remark.pk})
    assert "1 new remark" not in seen(client.get("/")) + seen(client.get(worklist))


def test_one_letter_tells_of_all_that_was_said_and_carries_no_word_of_it(committee, cast, at):
    stage = Stage.objects.get(pk=committee.world.stage.pk)
    remark(stage, proposal=committee.mine, text="Canary second", by=cast.rita, at=at + timedelta(hours=1))
    assert tell_remarks(at + timedelta(hours=1)) == 0
    assert tell_remarks(at + timedelta(hours=2)) == 1
    [letter] = Letter.objects.filter(kind="reviews.remarks")
    assert letter.to == cast.chen
    assert letter.subject == "2 new remarks on “Canary in review by Paula”"
    assert "Canary second" not in letter.body
    assert "Romano" not in letter.body
    assert tell_remarks(at + timedelta(hours=9)) == 0


@pytest.mark.parametrize("more", [0, 12])
def test_one_and_many_remarks_cost_the_same(committee, talk, cast, sign_in, at, django_assert_num_queries, more):
    client = sign_in(cast.chen)
    for number in range(more):
        make_remark(committee.world.ritas, at, text=f"Remark {number}")
    with django_assert_num_queries(30):
        client.get(talk)
