"""Attendees say what they want to see before there is a program."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from people.refusal import Refused
from scheduling.actions import wishing
from scheduling.draft.problem_of import problem_of
from scheduling.engine.problem import SharedWish
from scheduling.models import Ballot, Star, Vote
from tests.factories.scheduling import make_ballot, make_session

BEFORE = timedelta(days=1)


def url(name, **parts):
    return reverse(name, kwargs={"meeting": "ash-2027"} | parts)


@pytest.fixture
def asked(world):
    world.other = make_session(world.meeting, "Platelets at work")
    world.ballot = make_ballot(world.meeting, most=2)
    return world


def closed(ballot, **fields):
    ballot.opens_at, ballot.closes_at = timezone.now() - 2 * BEFORE, timezone.now() - BEFORE
    for name, value in fields.items():
        setattr(ballot, name, value)
    ballot.save()


def vote(person, *sessions):
    for session in sessions:
        Vote.objects.create(session=session, person=person, at=timezone.now())


def test_an_attendee_chooses_and_takes_it_back(asked, sign_in):
    client = sign_in(asked.cast.ada)
    client.post(url("vote", code=asked.session.code))
    assert list(Vote.objects.values_list("person", "session")) == [(asked.cast.ada.pk, asked.session.pk)]
    assert client.get(url("votes")).context["chosen"] == {asked.session.pk}
    client.post(url("vote", code=asked.session.code))
    assert not Vote.objects.exists()


def test_with_script_only_the_button_changes(asked, sign_in):
    page = sign_in(asked.cast.ada).post(url("vote", code=asked.session.code), headers={"HX-Request": "true"})
    assert 'aria-pressed="true"' in page.content.decode()
    assert "<html" not in page.content.decode()


def test_more_than_the_ballot_allows_is_refused(asked):
    third = make_session(asked.meeting, "Iron")
    who = {"by": asked.cast.ada, "at": timezone.now()}
    for session in (asked.session, asked.other):
        wishing.turn_vote(session, asked.ballot, **who)
    with pytest.raises(Refused, match="which is all"):
        wishing.turn_vote(third, asked.ballot, **who)


@pytest.mark.parametrize(("opens", "closes", "status"), [(1, 2, 404), (-2, -1, 403), (-1, 1, 302)])
def test_voting_has_its_days(asked, sign_in, opens, closes, status):
    now = timezone.now()
    Ballot.objects.update(opens_at=now + opens * BEFORE, closes_at=now + closes * BEFORE)
    assert sign_in(asked.cast.ada).post(url("vote", code=asked.session.code)).status_code == status


def test_a_hidden_meeting_asks_nobody(asked, sign_in):
    asked.meeting.is_public = False
    asked.meeting.save()
    assert sign_in(asked.cast.ada).get(url("votes")).status_code == 404


def test_counts_are_told_to_nobody_before_voting_is_over(asked, sign_in):
    vote(asked.cast.ada, asked.session, asked.other)
    vote(asked.cast.stan, asked.session)
    client = sign_in(asked.cast.olga)
    assert (client.get(url("ballot_edit")).context["page"], problem_of(asked.version).shared_wishes) == (None, ())
    closed(asked.ballot)
    told = [(row.title, row.wanted) for row in client.get(url("ballot_edit")).context["page"]]
    assert told == [("Canary session", 2), ("Platelets at work", 1)]


def test_who_chose_what_is_told_nowhere(asked, sign_in):
    sign_in(asked.cast.ada).post(url("vote", code=asked.session.code))
    closed(asked.ballot)
    assert "Ada" not in sign_in(asked.cast.olga).get(url("ballot_edit")).content.decode()
    assert not Entry.objects.filter(by_name__startswith="Ada").exists()


def test_votes_and_stars_of_one_person_are_one_wish(asked):
    """Somebody who votes for a session and stars it wants it once."""
    vote(asked.cast.ada, asked.session, asked.other)
    vote(asked.cast.stan, asked.session)
    for person in (asked.cast.ada, asked.cast.stan):
        Star.objects.create(session=asked.other, person=person, at=timezone.now())
    closed(asked.ballot)
    pair = sorted((str(asked.session.pk), str(asked.other.pk)))
    assert problem_of(asked.version).shared_wishes == (SharedWish(*pair, 2),)


def test_the_audience_is_guessed_from_the_share_of_voters_where_nobody_said_it(asked):
    vote(asked.cast.ada, asked.session, asked.other)
    vote(asked.cast.stan, asked.session)
    closed(asked.ballot, attendance=300)
    asked.other.audience = 20
    asked.other.save()
    audience = {item.title: item.audience for item in problem_of(asked.version).items}
    assert audience == {"Canary session": 300, "Platelets at work": 20}


def test_staff_ask_and_ask_no_more(world, sign_in):
    client = sign_in(world.cast.olga)
    words = {"introduction": "Tell us.", "opens_at": "2026-01-01T08:00", "closes_at": "2026-01-02T08:00", "most": 10}
    client.post(url("ballot_edit"), words)
    assert (world.meeting.ballot.most, world.meeting.ballot.attendance) == (10, None)
    wrong = client.post(url("ballot_edit"), words | {"closes_at": "2025-01-02T08:00"}).content.decode()
    assert "It has to end after it begins." in wrong
    vote(world.cast.ada, world.session)
    client.post(url("ballot_remove"))
    assert (Ballot.objects.count(), Vote.objects.count()) == (0, 0)


def test_a_session_is_found_by_its_topic(asked, sign_in):
    asked.other.topics.add(asked.topic)
    page = sign_in(asked.cast.ada).get(url("votes"), {"q": asked.topic.name[:5]}).context["page"]
    assert [session.title for session in page] == ["Platelets at work"]


@pytest.mark.parametrize(("name", "queries"), [("votes", 12), ("ballot_edit", 8)])
def test_pages_ask_the_same_queries_of_one_and_three(world, sign_in, name, queries, django_assert_num_queries):
    closed(make_ballot(world.meeting))
    client = sign_in(world.cast.olga)
    for count in (1, 3):
        for number in range(world.meeting.sessions.count(), count):
            make_session(world.meeting, f"Session {number}", world.cast.ada).topics.add(world.topic)
        with django_assert_num_queries(queries):
            client.get(url(name))
