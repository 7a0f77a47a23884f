"""What the rules find in the tables, what a page says of it, and what hides a proposal for good."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.refusal import Refused
from proposals.models import Faculty
from reviews.actions.binding import bind
from reviews.actions.ties import declare_tie, lift_tie
from reviews.conflicts import State, check, pairs
from reviews.models import Assignment, Conflict, Tie
from reviews.models.conflict import hidden_from
from reviews.obstacles import obstacles
from tests.factories.cast import make_person
from tests.factories.proposals import make_proposal
from tests.reviews.conftest import seen

pytestmark = pytest.mark.django_db


def by_tie_of_hers(committee, rita, nora, at):
    declare_tie(rita, kind="family", family_name="Person", email=" Nora@Example.org", by=rita, at=at)


def by_tie_of_the_proposer(committee, rita, nora, at):
    declare_tie(nora, kind="adviser", family_name="Romano", email=rita.email, by=nora, at=at)


def by_tie_to_a_speaker(committee, rita, nora, at):
    Faculty.objects.create(proposal=committee.other, family_name="Ned", email="ned@elsewhere.org")
    declare_tie(rita, kind="business", family_name="Ned", email="ned@elsewhere.org", by=rita, at=at)


def by_a_second_account(committee, rita, nora, at):
    for person in (rita, nora):
        person.orcid = "0000-0002-1825-0097"
        person.save()
    bind([committee.other], at=at)


@pytest.mark.parametrize("bound", [by_tie_of_hers, by_tie_of_the_proposer, by_tie_to_a_speaker, by_a_second_account])
def test_what_binds_for_certain_hides_the_proposal_counts_no_review_and_says_why(committee, cast, at, bound):
    nora, rita = committee.other.proposer, cast.rita
    assert not hidden_from(rita).filter(pk=committee.other.pk).exists()
    bound(committee, rita, nora, at)
    assert [row["pk"] for row in hidden_from(rita)] == [committee.other.pk]
    assert committee.ritas not in Assignment.objects.filter(proposal=committee.other).standing()
    assert (committee.other.pk, rita.pk) in obstacles([committee.other, committee.mine], [rita, cast.raj])


def test_a_tie_binds_what_is_handed_in_later(committee, cast, at, django_capture_on_commit_callbacks):
    declare_tie(cast.rita, kind="family", family_name="Later", email="later@example.org", by=cast.rita, at=at)
    with django_capture_on_commit_callbacks(execute=True):
        late = make_proposal(committee.world.format, make_person("later"), at, "in_review", title="Later")
    assert hidden_from(cast.rita).filter(pk=late.pk).exists()


def test_staff_lift_a_tie_and_what_followed_from_it_but_nobody_her_own(committee, cast, at, sign_in):
    tie = declare_tie(cast.rita, kind="family", family_name="Nora", email="nora@example.org", by=cast.rita, at=at)
    with pytest.raises(Refused):
        lift_tie(tie, by=cast.rita, at=at)
    assert "Lift the tie of Rita Romano to Nora?" in seen(sign_in(cast.olga).get(f"/ties/{tie.pk}/lift/"))
    sign_in(cast.olga).post(f"/ties/{tie.pk}/lift/")
    assert not Conflict.objects.exists()
    assert not hidden_from(cast.rita).exists()


def test_a_person_declares_her_ties_on_a_page_of_her_own(cast, sign_in):
    client = sign_in(cast.rita)
    assert "You have declared no tie" in seen(client.get("/ties/"))
    tie = {"kind": "adviser", "given_name": "Nora", "family_name": "Nord", "email": "nora@example.org"}
    assert client.post("/ties/", tie | {"family_name": ""}).status_code == 422
    client.post("/ties/", tie)
    assert "Nora Nord" in seen(client.get("/ties/"))
    again = client.post("/ties/", tie)
    assert "A tie to nora@example.org is declared already." in seen(again)
    assert Tie.objects.get().person == cast.rita
    assert "Nora Nord" not in seen(sign_in(cast.raj).get("/ties/"))


def test_a_worklist_says_nothing_of_what_follows_from_a_tie(committee, cast, at, sign_in):
    by_tie_of_the_proposer(committee, cast.rita, committee.other.proposer, at)
    client, address = sign_in(cast.rita), f"/{committee.world.meeting.slug}/reviews/"
    client.get(address)
    within = seen(client.get(address))
    committee.other.delete()
    assert seen(client.get(address)) == within


def test_who_works_in_the_same_house_is_not_asked_and_the_chair_reads_why(committee, cast, at, sign_in):
    Assignment.objects.filter(reviewer=cast.raj, proposal=committee.mine).delete()
    cast.raj.affiliation = "Dept. of Medicine, Hospital del Rio"
    cast.raj.save()
    address = committee.path(f"assign/{committee.mine.code}/")
    page = seen(sign_in(cast.chen).get(address))
    assert "works where Paula Perez works (Dept. of Medicine, Hospital del Rio and Hospital del Rio)" in page


def test_a_chair_hears_nothing_of_what_was_found_in_a_proposal_hidden_from_her(committee, cast, at):
    """Raj and Paula are named in Nora's proposal together; Chen has a conflict with that one."""
    for person in (cast.raj, cast.paula):
        Faculty.objects.create(proposal=committee.other, person=person, family_name=person.family_name)
    pair = (committee.mine.pk, cast.raj.pk)
    assert "Canary other of Nora" in obstacles([committee.mine], [cast.raj], viewer=cast.chen)[pair]
    Conflict.objects.create(proposal=committee.other, person=cast.chen, reason="Friends", at=at)
    assert obstacles([committee.mine], [cast.raj], viewer=cast.chen) == {}
    assert pair in obstacles([committee.mine], [cast.raj], viewer=cast.olga)


def test_somebody_is_checked_before_she_is_invited_by_account_or_by_address(committee, cast, at):
    Faculty.objects.create(proposal=committee.other, family_name="New", email="new@lago.it")
    assert check("new@LAGO.it", committee.world.call, at=at)[committee.other.pk].state == State.BLOCKED
    colleague = check("colleague@lago.it", committee.world.call, at=at)
    assert [each.sentence for each in colleague.values()] == ["works where New works (@lago.it)"]
    noras = check("nora@example.org", committee.world.call, at=at)
    assert [key for key, each in noras.items() if each.state == State.BLOCKED] == [committee.other.pk]
    assert check(cast.stan, committee.world.call, at=at) == {}


def test_looking_costs_the_same_whatever_there_is(committee, cast, at):
    def cost(proposals, people):
        with CaptureQueriesContext(connection) as queries:
            pairs(proposals, people, at=at, viewer=cast.chen)
        return len(queries)

    few = cost([committee.mine], [cast.rita, cast.paula])
    more = [make_proposal(committee.world.format, make_person(f"p{n}"), at, "in_review") for n in range(5)]
    assert cost([committee.mine, committee.other, *more], [cast.rita, cast.raj, cast.paula]) == few == 11
