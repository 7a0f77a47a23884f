"""Stating one's ties to companies by the link of an invitation, without an account."""

import re

import pytest

from people.models import Person
from tests.factories.invitations import TOKEN, make_faculty, make_invitation
from tests.factories.workshops import make_disclosure, make_meeting
from tests.workshops.test_disclosure_pages import typed
from workshops.disclosing import standing_of
from workshops.models import Disclosure, DisclosurePolicy

PAGE = f"/invitations/{TOKEN}0/"
FORM = f"{PAGE}disclosure/"
ADDRESS = "nora@example.net"


@pytest.fixture
def nora(world, at):
    """Nora has no account; she takes part in Paula's proposal."""
    DisclosurePolicy.objects.update(asks_faculty=True)
    row = make_faculty(world.in_review, ADDRESS, given_name="Nora", family_name="New")
    return make_invitation(row, at, "accepted", token=f"{TOKEN}0")


def words(response) -> str:
    return " ".join(re.sub("<[^>]*>", " ", response.content.decode().partition("<main")[2]).split())


def counts() -> tuple[int, int]:
    return Person.objects.count(), Disclosure.objects.count()


def test_nora_states_by_her_link_and_the_page_leads_there(nora, client, world):
    page = client.get(PAGE)
    assert "One thing is missing: your relationships with healthcare companies." in words(page)
    assert FORM in page.content.decode()
    answer = client.post(FORM, typed(("Acme", "speaker")), follow=True)
    assert answer.redirect_chain == [(PAGE, 302)]
    assert "Your relationships with companies are stated." in words(answer)
    made = Disclosure.objects.first()
    assert (made.person.name, made.person.email, made.address) == ("Nora New", ADDRESS, ADDRESS)
    assert standing_of([made.person], world.meeting) == {made.person_id: "to judge"}


def test_looking_changes_nothing(nora, client):
    before = counts()
    for address in (PAGE, FORM):
        assert client.get(address).status_code == client.head(address).status_code == 200
    client.post(FORM, typed(("Acme", "speaker"), act="add"))
    client.post(FORM, typed(("Acme", "")))
    assert counts() == before


def test_what_came_by_the_link_is_shown_by_it_again(nora, client):
    client.post(FORM, typed(("Acme", "speaker")))
    assert 'value="Acme"' in client.get(FORM).content.decode()
    client.post(FORM, typed(("Bolt", "speaker")))
    assert [str(row) for row in Disclosure.objects.first().relationships.all()] == ["Bolt: speaker"]


@pytest.mark.parametrize("address", ["", "nora@elsewhere.example"])
def test_what_she_stated_otherwise_is_neither_shown_nor_overwritten(nora, client, world, at, address):
    person, _ = Person.objects.welcome(ADDRESS)
    make_disclosure(world.meeting, person, at, "Secret Corp", address=address)
    before = counts()
    for page in (client.get(FORM), client.post(FORM, typed(("", ""), has="no")), client.get(PAGE)):
        assert "Secret Corp" not in page.content.decode()
        assert "Sign in to read or to change what you stated." in words(page)
    assert counts() == before


def test_what_she_stated_for_another_meeting_is_shown_only_when_it_came_by_a_link(nora, client, at):
    person, _ = Person.objects.welcome(ADDRESS)
    earlier = make_disclosure(make_meeting("ash-2025", name="Meeting of 2025"), person, at, "Old Corp")
    assert "Old Corp" not in client.get(FORM).content.decode()
    Disclosure.objects.filter(pk=earlier.pk).update(address=ADDRESS)
    page = client.get(FORM)
    assert 'value="Old Corp"' in page.content.decode()
    assert "The form begins with what you stated for Meeting of 2025 on 1 March 2027" in words(page)


@pytest.mark.parametrize("state", ["asked", "declined", "dropped_out", "withdrawn"])
def test_only_who_takes_part_states(nora, client, state):
    nora.state = state
    nora.save()
    before = counts()
    assert client.get(FORM).url == client.post(FORM, typed(("", ""), has="no")).url == PAGE
    assert counts() == before


def test_a_link_that_was_taken_back_states_nothing(nora, client, at):
    nora.links.update(ended_at=at)
    client.post(FORM, typed(("", ""), has="no"))
    assert not Disclosure.objects.filter(address=ADDRESS).exists()


def test_a_meeting_that_asks_no_faculty_does_not_ask_by_the_link(nora, client):
    DisclosurePolicy.objects.update(asks_faculty=False)
    assert "healthcare companies" not in words(client.get(PAGE))
    assert client.get(FORM).url == PAGE


def test_somebody_else_who_is_signed_in_states_nothing_for_her(nora, sign_in, world):
    stan = sign_in(world.cast.stan)
    assert stan.post(FORM, typed(("", ""), has="no")).url == PAGE
    assert not Disclosure.objects.filter(address=ADDRESS).exists()


def test_signed_in_with_her_own_account_she_states_on_her_own_page(nora, sign_in, world):
    world.in_review.faculty.filter(email=ADDRESS).update(email="felix@example.org")
    nora.email = "felix@example.org"
    nora.save()
    assert sign_in(world.cast.felix).get(FORM).url == "/disclosures/ash-2027/"


def test_no_address_with_the_secret_is_told_elsewhere(nora, client):
    answer = client.get(FORM)
    assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("strict-origin", "noindex, nofollow")


def test_an_unknown_link_is_not_found(client, world):
    assert client.get(f"/invitations/{'x' * 43}/disclosure/").status_code == 404
