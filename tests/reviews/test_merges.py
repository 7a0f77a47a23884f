"""Merges as staff and chairs see them: suggested with open eyes, against no conflict; reviews outlive them."""

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import key_of
from letters.models import Letter
from people.refusal import Refused
from proposals import actions
from proposals.models import MergeOffer, Proposal
from reviews.actions import joining
from reviews.actions.deciding import decide
from reviews.actions.telling import release, write_letters
from reviews.board import board_of
from reviews.models import Assignment, Conflict, Decision
from reviews.models.conflict import hidden_from
from reviews.obstacles import obstacles
from tests.factories.invitations import make_faculty, make_invitation
from tests.factories.letters import make_letter
from tests.factories.proposals import make_offer, make_proposal
from tests.factories.reviews import make_assignment, make_review


@pytest.fixture
def other(world, cast, at):
    return make_proposal(world.format, cast.felix, at, "in_review", title="Canary of Felix")


@pytest.fixture
def clock(monkeypatch, at):
    monkeypatch.setattr(timezone, "now", lambda: at)


def page(world, name, **more):
    return reverse(name, kwargs={"meeting": world.meeting.slug, "call": world.call.slug, **more})


def merged(world, other, cast, at):
    """Paula's goes on with Felix's in it."""
    offer = make_offer(world.in_review, other, cast.chen, at, agreed=True)
    joint = offer.joint
    joint.answers = {"why-now": "Both say so."}
    joint.title = "One of two"
    joint.save()
    row = joint.faculty.get()
    joint.faculty.create(role="chair", family_name="Fuchs", email=cast.felix.email, person=cast.felix, order=1)
    offer.sides.update(consented_to=None, consented_at=None)
    assert row.person == cast.paula
    for person in (cast.felix, cast.paula):
        actions.consent(offer, version=joint.version, by=person, at=at)
    return Proposal.objects.get(pk=world.in_review.pk)


def test_a_page_says_what_each_would_learn_before_anybody_learns_it(world, other, cast, sign_in, clock):
    client = sign_in(cast.chen)
    assert client.get(page(world, "merge_list")).status_code == 200
    asked = f"{page(world, 'merge_suggest')}?lead={world.in_review.code}&other={other.code}"
    html = client.get(asked).content.decode()
    assert "a letter tells at once" in html
    assert "Canary of Felix" in html and "Paula Perez, Hospital del Rio" in html  # noqa: PT018
    assert not MergeOffer.objects.exists()
    assert client.post(asked, {"reason": ""}).status_code == 422
    assert not Letter.objects.filter(kind="merging.suggested").exists()
    client.post(asked, {"reason": "One field."})
    assert MergeOffer.objects.get().lead == world.in_review
    assert Letter.objects.filter(kind="merging.suggested").count() == 2
    assert "nobody has answered yet" in client.get(page(world, "merge_list")).content.decode()


def test_an_offer_is_closed_with_a_reason(world, other, cast, at, sign_in, clock):
    offer = make_offer(world.in_review, other, cast.chen, at)
    address = page(world, "merge_close", offer=offer.code)
    client = sign_in(cast.olga)
    assert "Both proposals go on" in client.get(address).content.decode()
    client.post(address, {"reason": "No room for it."})
    offer.refresh_from_db()
    assert (offer.end, offer.end_reason) == ("closed", "No room for it.")
    assert client.get(address).status_code == 403


@pytest.mark.parametrize("who", ["paula", "felix", "rita", "raj", "stan"])
def test_whoever_does_not_lead_finds_no_merges(who, world, other, cast, at, sign_in):
    offer = make_offer(world.in_review, other, cast.chen, at)
    client = sign_in(getattr(cast, who))
    pages = [page(world, "merge_list"), page(world, "merge_suggest"), page(world, "merge_close", offer=offer.code)]
    assert {client.get(each).status_code for each in pages} == {404}
    assert client.post(pages[2], {"reason": "x"}).status_code == 404


@pytest.mark.parametrize("who", ["chen", "olga"])
def test_a_conflict_with_either_side_hides_the_offer_and_forbids_it(who, world, other, cast, at, sign_in, clock):
    person = getattr(cast, who)
    Conflict.objects.create(proposal=other, person=person, reason="My student.", at=at)
    with pytest.raises(Refused, match="no such proposal"):
        joining.suggest(world.in_review, other, reason="Alike.", by=person, at=at)
    offer = make_offer(world.in_review, other, None, at)
    with pytest.raises(Refused, match="no such proposal"):
        joining.close(offer, reason="x", by=person, at=at)
    client = sign_in(person)
    html = client.get(page(world, "merge_list")).content.decode()
    assert "Canary of Felix" not in html
    assert "No merge was suggested yet" in html
    asked = f"{page(world, 'merge_suggest')}?lead={world.in_review.code}&other={other.code}"
    assert client.get(asked).status_code == 422
    assert client.get(page(world, "merge_close", offer=offer.code)).status_code == 404


def test_letters_of_a_merge_are_hidden_from_staff_in_conflict(world, other, cast, at, sign_in, clock):
    joining.suggest(world.in_review, other, reason="Alike.", by=cast.chen, at=at)
    assert sign_in(cast.olga).get("/letters/").content.decode().count("Canary of Felix") > 0
    Conflict.objects.create(proposal=other, person=cast.olga, reason="My student.", at=at)
    assert "Canary of Felix" not in sign_in(cast.olga).get("/letters/").content.decode()


def test_invitations_to_take_part_are_hidden_from_staff_in_conflict(other, cast, at, sign_in, clock):
    invitation = make_invitation(make_faculty(other, "ned@example.org"), at)
    make_letter(cast.felix, at, kind="proposals.faculty_asked", subject="Canary of Felix", about=key_of(invitation))
    assert "Canary of Felix" in sign_in(cast.olga).get("/letters/").content.decode()
    Conflict.objects.create(proposal=other, person=cast.olga, reason="My student.", at=at)
    assert "Canary of Felix" not in sign_in(cast.olga).get("/letters/").content.decode()


@pytest.mark.parametrize(
    "kind",
    [
        *("proposals.received", "proposals.returned", "proposals.later_part", "proposals.withheld"),
        *("decision.accepted", "decision.declined"),
    ],
)
def test_letters_about_a_proposal_are_hidden_from_staff_in_conflict(other, cast, at, sign_in, clock, kind):
    make_letter(cast.felix, at, kind=kind, subject="We have “Canary of Felix”", about=key_of(other))
    assert "Canary of Felix" in sign_in(cast.olga).get("/letters/").content.decode()
    Conflict.objects.create(proposal=other, person=cast.olga, reason="My student.", at=at)
    assert "Canary of Felix" not in sign_in(cast.olga).get("/letters/").content.decode()


def test_the_list_asks_the_same_number_of_queries_for_one_and_for_three(
    world, other, cast, at, sign_in, django_assert_num_queries
):
    client = sign_in(cast.olga)
    make_offer(world.in_review, other, cast.chen, at)
    with django_assert_num_queries(LIST):
        client.get(page(world, "merge_list"))
    for _ in range(2):
        pair = [make_proposal(world.format, who, at, "in_review") for who in (cast.paula, cast.felix)]
        make_offer(*pair, cast.chen, at, agreed=True)
    with django_assert_num_queries(LIST):
        client.get(page(world, "merge_list"))


LIST = 10


def test_reviews_of_both_are_kept_and_say_of_which_text(world, other, cast, at, sign_in, clock):
    asked = make_assignment(world.stage, other, cast.raj, at)
    make_review(asked, at, 2, 3, to_committee="Canary words on Felix’s text")
    lead = merged(world, other, cast, at)
    board = board_of(world.stage, cast.olga)
    assert [row.proposal for row in board.rows] == [lead]
    assert board.rows[0].line.readings == 1
    address = reverse("dossier", args=[world.meeting.slug, world.stage.pk, lead.code])
    html = sign_in(cast.chen).get(address).content.decode()
    assert "Reviews of “Canary of Felix”, before the merge" in html
    assert "Canary words on Felix’s text" in html
    assert "<ins>" in html
    assert not Assignment.objects.visible_to(cast.raj).filter(proposal=other).exists()


def test_a_decision_on_what_was_merged_breaks_no_release(world, other, cast, at):
    world.stage.decides = "approve"
    world.stage.save()
    third = make_proposal(world.format, cast.ada, at, "in_review", title="Third")
    for proposal in (other, third, world.in_review):
        decide(world.stage, proposal=proposal, outcome="accept", by=cast.chen, at=at)
    write_letters(world.stage, by=cast.olga, at=at)
    held = Letter.objects.held().filter(kind="decision.accepted")
    assert held.count() == 3
    lead = merged(world, other, cast, at)
    from reviews.receivers import drop_letters_that_are_no_longer_true

    drop_letters_that_are_no_longer_true(None, lead=lead, other=other, by=cast.paula, at=at)
    assert [letter.about for letter in held] == [f"proposals.proposal:{third.pk}"]
    waiting = Decision.objects.waiting_for(cast.olga)
    assert sorted(str(row.proposal) for row in waiting) == ["One of two", "Third"]
    ids = Decision.objects.filter(proposal=third).values_list("pk", flat=True)
    assert release(world.stage, decisions=list(ids), by=cast.olga, at=at) == 1


def test_whoever_was_in_conflict_with_one_is_in_conflict_with_what_they_became(world, other, cast, at):
    Conflict.objects.create(proposal=other, person=cast.rita, reason="My student.", at=at)
    assert not hidden_from(cast.rita).filter(pk=world.in_review.pk).exists()
    lead = merged(world, other, cast, at)
    assert hidden_from(cast.rita).filter(pk=lead.pk).exists()
    assert hidden_from(cast.felix).filter(pk=lead.pk).exists()
    assert hidden_from(cast.paula).filter(pk=other.pk).exists()
    assert not Assignment.objects.visible_to(cast.rita).filter(proposal=lead).exists()
    assert not Assignment.objects.filter(proposal=lead, reviewer=cast.rita).standing().exists()
    assert "My student." in obstacles([lead], [cast.rita])[lead.pk, cast.rita.pk]


def test_a_reader_is_told_that_the_text_became_another_since_her_review(world, other, cast, at, sign_in, clock):
    from datetime import timedelta

    merged(world, other, cast, at + timedelta(hours=1))
    address = reverse("review", args=[world.meeting.slug, world.ritas.pk])
    html = sign_in(cast.rita).get(address).content.decode()
    assert "The text has changed since you submitted your review" in html


def test_the_second_proposer_is_in_conflict_also_when_nothing_names_her_any_more(world, other, cast, at):
    lead = merged(world, other, cast, at)
    lead.faculty.exclude(person=cast.paula).delete()
    assert hidden_from(cast.felix).filter(pk=lead.pk).exists()
    other.faculty.all().delete()
    assert hidden_from(cast.felix).filter(pk=lead.pk).exists()
