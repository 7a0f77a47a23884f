"""What the chair reads of conflicts of interest, and what she makes of it."""

import pytest

from letters.models import Letter
from people.refusal import Refused
from proposals.models import Faculty
from reviews.actions.assigning import assign
from reviews.actions.clearing import clear
from reviews.actions.looking import look_again
from reviews.models import ActingChair, Assignment, Belonging, Conflict, Evidence
from reviews.models.conflict import hidden_from
from tests.factories.reviews import make_review
from tests.factories.workshops import make_disclosure
from tests.reviews.conftest import seen
from workshops.models.disclosure import DisclosurePolicy

pytestmark = pytest.mark.any_database
OTHER = "Canary other of Nora"


@pytest.fixture
def looked(committee, cast, at):
    """Raj works where a speaker of Nora's works; Rita has a name like another's."""
    Assignment.objects.filter(reviewer=cast.raj).delete()
    Faculty.objects.create(proposal=committee.other, family_name="Same", affiliation="BANYAN Medical College")
    Faculty.objects.create(proposal=committee.other, family_name="Romano", given_name="R.")
    look_again(committee.world.stage, by=cast.chen, at=at)
    return committee


def settle(client, committee, person, verdict, reason="They have never met."):
    pairs = [f"{committee.other.code}-{person.pk}"]
    return client.post(
        committee.path("conflicts/settle/"), {"pairs": pairs, "verdict": verdict, "reason": reason}, follow=True
    )


def test_the_chair_reads_what_was_found_the_possible_first_and_filters_it(looked, cast, sign_in):
    client = sign_in(cast.chen)
    page = seen(client.get(looked.path("conflicts/")))
    assert "works where Same works (Banyan Medical College)" in page
    assert page.index("has a name like that of R. Romano") < page.index("works where Same works")
    for wanted, shown in [("state=possible", "Rita"), ("kind=institution", "Raj"), (f"person={cast.raj.pk}", "Raj")]:
        page = seen(client.get(looked.path(f"conflicts/?{wanted}"))).partition('id="pairs"')[2]
        assert [name for name in ("Rita", "Raj") if f"{name} " in page] == [shown]
    assert "Nothing matches" in seen(client.get(looked.path("conflicts/?state=cleared")))


def test_no_conflict_is_kept_with_its_reason_until_something_new_is_found(looked, cast, sign_in, at):
    stage, client = looked.world.stage, sign_in(cast.chen)
    with pytest.raises(Refused, match="works where Same works"):
        assign(stage, proposal=looked.other, reviewer=cast.raj, by=cast.chen, at=at)
    assert settle(client, looked, cast.raj, "clear", reason="").status_code == 422
    settle(client, looked, cast.raj, "clear")
    page = seen(client.get(looked.path("conflicts/?state=cleared")))
    assert "No conflict, said Chen Wei" in page
    assert "They have never met." in page
    assign(stage, proposal=looked.other, reviewer=cast.raj, by=cast.chen, at=at)
    client.post(looked.path("conflicts/look/"))
    assert "Raj Rao" in seen(client.get(looked.path("conflicts/?state=cleared")))
    Faculty.objects.create(proposal=looked.other, family_name="Rao", given_name="Raj")
    client.post(looked.path("conflicts/look/"))
    assert "Raj Rao" in seen(client.get(looked.path("conflicts/?state=possible")))


def test_what_is_certain_and_what_is_her_own_nobody_clears(looked, cast, at, sign_in):
    Conflict.objects.create(proposal=looked.other, person=cast.raj, reason="We share a grant", by=cast.raj, at=at)
    page = seen(settle(sign_in(cast.chen), looked, cast.raj, "clear"))
    assert "1 of what you ticked" in page  # the institution, and the declaration stands
    page = seen(settle(sign_in(cast.chen), looked, cast.raj, "clear"))
    assert "This is certain, and nobody can clear it." in page
    Faculty.objects.create(proposal=looked.other, family_name="Wei", given_name="C.")
    with pytest.raises(Refused, match="a conflict of her own"):
        clear(looked.world.stage, proposal=looked.other, person=cast.chen, reason="No", by=cast.chen, at=at)
    with pytest.raises(Refused):
        clear(looked.world.stage, proposal=looked.other, person=cast.raj, reason="No", by=cast.rita, at=at)


def test_the_chair_can_say_that_it_is_a_conflict_after_all(looked, cast, sign_in):
    settle(sign_in(cast.chen), looked, cast.rita, "confirm", reason="It is she.")
    assert hidden_from(cast.rita).filter(pk=looked.other.pk).exists()
    page = seen(sign_in(cast.chen).get(looked.path("conflicts/?state=blocked")))
    assert "conflict of interest: It is she." in page


def test_declaring_late_takes_the_reading_off_hides_it_and_tells_the_chair(committee, cast, sign_in, at):
    make_review(committee.ritas, at, 3, 3, submitted_at=None)
    page = f"/{committee.world.meeting.slug}/reviews/{committee.ritas.pk}/"
    client = sign_in(cast.rita)
    client.post(f"{page}conflict/", {"reason": "We share a grant"})
    assert client.get(page).status_code == 404
    committee.ritas.refresh_from_db()
    assert committee.ritas.decline_reason == "Conflict of interest"
    letter = Letter.objects.get(kind="conflict.taken_off")
    assert (letter.to_address, letter.subject) == (cast.chen.email, f"“{OTHER}” has lost a reader")
    assert "grant" not in letter.body


def test_a_chair_in_conflict_is_told_nothing_and_the_office_hears_instead(committee, cast, sign_in, at):
    Conflict.objects.create(proposal=committee.other, person=cast.chen, reason="Friends", at=at)
    page = f"/{committee.world.meeting.slug}/reviews/{committee.ritas.pk}/"
    sign_in(cast.rita).post(f"{page}conflict/", {"reason": "We share a grant"})
    assert not Assignment.objects.filter(pk=committee.ritas.pk).exists()
    assert [letter.to_address for letter in Letter.objects.filter(kind="conflict.taken_off")] == [cast.olga.email]


def test_somebody_is_checked_by_address_before_she_is_invited(looked, cast, sign_in):
    client, page = sign_in(cast.chen), looked.path("conflicts/check/")
    found = seen(client.get(f"{page}?address=new@lago.it&affiliation=Banyan+Medical+College"))
    assert "1</span> is blocked for her" in found
    assert OTHER in found
    assert "Nothing was found" in seen(client.get(f"{page}?address=new@lago.it"))
    assert client.get(f"{page}?address=nobody").status_code == 422
    assert not Evidence.objects.filter(person=cast.stan).exists()


def test_staff_say_which_house_is_part_of_which_and_it_counts(committee, cast, sign_in, at):
    client = sign_in(cast.olga)
    assert "could be called so" in seen(client.post("/institutions/", {"part": "Department", "whole": "Rio Group"}))
    client.post("/institutions/", {"part": "Hospital del Rio", "whole": "Banyan Medical College"})
    client.post(committee.path("conflicts/look/"))
    assert "works where Paula Perez works (Banyan Medical College and Hospital del Rio)" in seen(
        client.get(committee.path("conflicts/"))
    )
    client.post(f"/institutions/{Belonging.objects.get().pk}/remove/")
    client.post(committee.path("conflicts/look/"))
    assert "Paula Perez works" not in seen(client.get(committee.path("conflicts/")))


def test_a_member_who_has_not_stated_her_ties_to_companies_is_given_nothing(committee, cast, sign_in, at):
    DisclosurePolicy.objects.update(seats_wait=True)
    stage = committee.world.stage
    Assignment.objects.filter(reviewer=cast.raj, proposal=committee.mine).delete()
    with pytest.raises(Refused, match="not stated yet"):
        assign(stage, proposal=committee.mine, reviewer=cast.raj, by=cast.chen, at=at)
    page = seen(sign_in(cast.chen).get(committee.path("conflicts/")))
    assert "Nothing is given to Raj Rao, Rita Romano before they have stated" in page
    make_disclosure(committee.world.meeting, cast.raj, at)
    assign(stage, proposal=committee.mine, reviewer=cast.raj, by=cast.chen, at=at)


def test_a_substitute_assigns_and_decides_and_the_chair_finds_neither(committee, cast, sign_in, at):
    stage, other = committee.world.stage, committee.other
    Conflict.objects.create(proposal=other, person=cast.chen, reason="Friends", at=at)
    name, case = committee.path(f"proposals/{other.code}/substitute/"), committee.path(f"proposals/{other.code}/")
    assert OTHER in seen(sign_in(cast.olga).get(committee.path("substitutes/")))
    in_conflict = sign_in(cast.olga).post(name, {"person": cast.chen.pk})
    assert "Chen Wei has a conflict of interest with this proposal." in seen(in_conflict)
    assert sign_in(cast.raj).get(case).status_code == 404
    sign_in(cast.olga).post(name, {"person": cast.raj.pk})
    assert Letter.objects.get(kind="conflict.substitute").to_address == cast.raj.email
    client = sign_in(cast.raj)
    assert OTHER in seen(client.get(f"/{committee.world.meeting.slug}/reviews/")).partition("stand in for")[2]
    assert client.get(committee.path(f"proposals/{committee.mine.code}/")).status_code == 404
    assert client.get(committee.path("ranking/")).status_code == 404
    assert client.get(committee.path(f"assign/{committee.mine.code}/")).status_code == 404
    client.post(committee.path(f"assign/{other.code}/"), {"readers": [cast.raj.pk]})
    assert not Assignment.objects.filter(pk=committee.ritas.pk).exists()
    client.post(f"{case}decide/", {"outcome": "accept"}, follow=True)
    assert stage.decisions.get(proposal=other).by == cast.raj
    chen = sign_in(cast.chen)
    assert OTHER not in seen(chen.get(committee.path("substitutes/")))
    assert chen.post(name, {"person": ""}).status_code == chen.get(name).status_code == 404
    assert ActingChair.objects.get().person == cast.raj
    sign_in(cast.raj).post(f"{case}conflict/", {"reason": "We have met since"})
    assert not ActingChair.objects.exists()
    assert sign_in(cast.raj).get(case).status_code == 404
