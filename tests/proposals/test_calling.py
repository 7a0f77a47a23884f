"""Staff ask somebody by name to propose, and see whether she has begun."""

from datetime import timedelta

import pytest

from audit.models import Entry
from letters.models import Letter
from proposals.actions.calling import invite_to_propose
from tests.factories.proposals import make_proposal
from workshops.models import Call, Meeting

FELIX = {"given_name": "Felix", "family_name": "Fuchs", "email": "Felix@Example.org"}


@pytest.fixture
def olga(cast, sign_in, clock):
    return sign_in(cast.olga)


@pytest.fixture
def address(form):
    Meeting.objects.update(is_public=True)
    Call.objects.update(is_public=True)
    return f"/{form.call.meeting.slug}/calls/{form.call.slug}/invited/"


def test_she_gets_a_letter_with_the_way_to_the_call_and_it_is_written_down(olga, address, cast):
    page = olga.post(address, FELIX | {"note": "Please **do** www.evil.example"}, follow=True).content.decode()
    assert "The letter to Felix Fuchs is on its way." in page
    letter = Letter.objects.get()
    assert (letter.kind, letter.to_address) == ("proposals.invited", "felix@example.org")
    assert address.replace("invited/", ")") in letter.body.replace("workshops/)", "workshops/)")
    assert "**do**" not in letter.body
    assert Entry.objects.get(verb="invite to propose").by_name == cast.olga.name


def test_whether_she_has_begun_is_shown_and_nothing_of_what_she_writes(olga, address, form, cast, at):
    olga.post(address, FELIX)
    assert "Not yet" in olga.get(address).content.decode()
    make_proposal(form, cast.felix, at, title="Secret plans")
    page = olga.get(address).content.decode()
    assert "Not yet" not in page
    assert "Secret plans" not in page


def test_one_address_gets_one_letter(olga, address):
    olga.post(address, FELIX)
    answer = olga.post(address, FELIX | {"email": "felix@example.ORG"})
    assert (answer.status_code, Letter.objects.count()) == (422, 1)
    assert "Felix Fuchs was invited at this address on 1 March 2027." in answer.content.decode()


@pytest.mark.parametrize("what", ["hidden", "closed"])
def test_nobody_is_invited_to_what_she_cannot_reach(olga, address, at, what):
    if what == "hidden":
        Call.objects.update(is_public=False)
    else:
        Call.objects.update(opens_at=at - timedelta(days=9), closes_at=at)
    assert olga.post(address, FELIX).status_code == 422
    assert not Letter.objects.exists()


@pytest.mark.parametrize("who", ["paula", "chen", "stan"])
def test_only_staff_invite(address, form, cast, at, who):
    with pytest.raises(Exception, match="Only program staff"):
        invite_to_propose(form.call, **FELIX, by=getattr(cast, who), at=at)


@pytest.mark.parametrize("many", [1, 3, 30])
def test_the_list_asks_as_much_for_many_as_for_one(olga, address, form, cast, at, django_assert_num_queries, many):
    for number in range(many):
        email = f"f{number}@example.org"
        form.call.invitations.create(family_name="F", email=email, by=cast.olga, at=at)
    with django_assert_num_queries(6):
        olga.get(address)
