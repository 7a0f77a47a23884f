"""Staff invite somebody to a seat; she answers by the link of her letter, without an account."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from letters.models import Letter
from people.models import Person
from people.refusal import Refused
from people.secret_links import hash_of
from tests.factories.workshops import make_seat_invitation
from workshops.actions.seat_invitations import accept_seat, ask_again, invite_to_seat
from workshops.models import Seat, SeatInvitation

TYPED = {
    "email": "Nia@Example.org",
    "given_name": "Nia",
    "family_name": "New",
    "title": "Vice chair",
    "rights": ["review", "assign"],
    "begins_on": "2026-01-01",
    "ends_on": "2099-06-30",
    "words": "Your work on clots would help us.",
}


@pytest.fixture
def here(world):
    return f"/{world.meeting.slug}/setup/committees/{world.committee.slug}/"


@pytest.fixture
def link(world, cast):
    """Of a fresh invitation of Nia."""
    make_seat_invitation(world.committee, cast.olga, "nia", token_hash=hash_of("nias"), title="Vice chair")
    return "/seats/nias/"


def words(response) -> str:
    return response.content.decode()


def test_she_reads_what_it_asks_and_has_the_seat_once_she_accepts(world, cast, sign_in, client, here):
    olga = sign_in(cast.olga)
    assert "A letter asks Nia New" in words(olga.post(f"{here}invitations/new/", TYPED, follow=True))
    assert not Seat.objects.filter(person__email="nia@example.org").exists()
    [letter] = Letter.objects.filter(kind="workshops.seat_offered")
    assert letter.is_secret
    address = re.search(r"/seats/[\w-]+/", letter.body)[0]
    client.logout()
    page = words(client.get(address))
    for each in (
        "Vice chair",
        "proposals assigned to you",
        "Assign reviewers",
        "30 June 2099",
        "Your work on clots",
        "Olga Okafor",
    ):
        assert each in page
    assert not Seat.objects.filter(person__email="nia@example.org").exists()
    assert "You have the seat" in words(client.post(address, {"act": "accept"}, follow=True))
    seat = Seat.objects.get(person__email="nia@example.org")
    assert (seat.title, seat.may_review, seat.may_assign, seat.may_approve) == ("Vice chair", True, True, False)
    assert seat.ends_on == date(2099, 6, 30)
    told = dict(Letter.objects.values_list("kind", "to__given_name"))
    assert told["workshops.seat_answered"] == "Olga"
    assert told["workshops.invited"] == "Nia"
    assert "Invited" not in words(sign_in(cast.olga).get(here))


def test_she_declines_with_a_reason_that_staff_read(world, cast, sign_in, client, here, link):
    assert "You declined" in words(client.post(link, {"act": "decline", "reason": "On leave"}, follow=True))
    assert not Person.objects.filter(email="nia@example.org").exists()
    [letter] = Letter.objects.filter(kind="workshops.seat_answered")
    assert "On leave" in letter.body
    assert "“On leave”" in words(sign_in(cast.olga).get(here))
    client.logout()
    client.post(link, {"act": "accept"})
    assert not Seat.objects.filter(person__email="nia@example.org").exists()


def test_a_new_letter_ends_the_link_before_and_does_not_follow_at_once(world, cast, client, link, at):
    [invitation] = SeatInvitation.objects.all()
    ask_again(invitation, by=cast.olga, at=at)
    assert client.get(link).status_code == 404
    with pytest.raises(Refused, match="less than an hour ago"):
        ask_again(invitation, by=cast.olga, at=at + timedelta(minutes=5))


def test_what_was_taken_back_opens_nothing(world, cast, sign_in, client, here, link):
    olga = sign_in(cast.olga)
    page = words(olga.get(here))
    take_back = re.search(r'href="([^"]+/take-back/)"', page)[1]
    olga.post(take_back)
    assert "nia@example.org" not in words(olga.get(here))
    client.logout()
    assert "taken back" in words(client.get(link))
    client.post(link, {"act": "accept"})
    assert not Seat.objects.filter(person__email="nia@example.org").exists()


def test_nobody_is_asked_who_sits_there_or_was_asked(world, cast, link, at):
    facts = {"given_name": "R", "family_name": "R", "title": "Member", "rights": [], "by": cast.olga, "at": at}
    with pytest.raises(Refused, match="sits in the committee already"):
        invite_to_seat(world.committee, email="rita@example.org", **facts)
    with pytest.raises(Refused, match="has not answered"):
        invite_to_seat(world.committee, email="nia@example.org", **facts)
    with pytest.raises(Refused, match="Only program staff"):
        invite_to_seat(world.committee, email="new@example.org", **facts | {"by": cast.chen})


def test_an_old_link_takes_nothing_from_a_seat_given_since(world, cast):
    mine = make_seat_invitation(world.committee, cast.olga, "chen")
    with pytest.raises(Refused, match="a seat for this address already"):
        accept_seat(mine, at=timezone.now())
    assert Seat.objects.get(person=cast.chen, committee=world.committee).may_assign


@pytest.mark.parametrize("many", [1, 3])
def test_the_committee_asks_as_much_for_one_as_for_three(world, cast, sign_in, here, django_assert_num_queries, many):
    for number in range(many):
        make_seat_invitation(world.committee, cast.olga, f"nia{number}")
    olga = sign_in(cast.olga)
    with django_assert_num_queries(7):
        olga.get(here)
