"""What invited people said by their links reaches the schedule; who takes another's place stands in the session."""

from datetime import timedelta

import pytest

from proposals.actions import replacing
from proposals.actions.answering import Stretch, accept, tell_details
from proposals.signals import replaced
from scheduling.actions.sessions import open_session
from scheduling.draft.problem_of import plan_of
from scheduling.engine.check import check
from scheduling.models import SessionPerson
from scheduling.planner.planning import problem_of
from tests.factories.invitations import make_faculty, make_invitation
from tests.factories.proposals import make_proposal
from tests.factories.scheduling import FRIDAY, make_block, make_room, place
from tests.factories.workshops import make_call, make_format, make_meeting


@pytest.fixture
def proposal(cast, at):
    form = make_format(make_call(make_meeting(), at))
    return make_proposal(form, cast.paula, at, "confirmed")


@pytest.fixture
def felix(proposal, at):
    row = make_faculty(proposal, "felix@example.org")
    proposal.items.create(title="Clots", minutes=60, speaker=row)
    make_invitation(row, at, token="k7m2p4qxk7m2p4qxk7m2p4qx")
    return row


def says(proposal, at, *times):
    link = proposal.invitations.get().links.get()
    accept(link, seen="asked", at=at)
    tell_details(link, times=times, consents={}, country="", career_stage="", at=at)


def draft(proposal, cast, at):
    """Its session at Friday's first hour."""
    make_block(proposal.call.meeting)
    session = open_session(proposal, by=cast.paula, at=at)
    version = session.meeting.versions.get()
    place(version, session, make_room(session.meeting))
    return version


def sentences(version):
    return [each.sentence for each in check(problem_of(version), plan_of(version)).violations]


def test_an_impossible_time_is_told_by_the_checker(proposal, felix, cast, at):
    says(proposal, at, Stretch("impossible", FRIDAY + timedelta(minutes=30), FRIDAY + timedelta(minutes=90)))
    assert "Felix Fuchs is away during Clots and cancer" in sentences(draft(proposal, cast, at))


def test_who_dropped_out_binds_nobody(proposal, felix, cast, at):
    says(proposal, at, Stretch("impossible", FRIDAY, FRIDAY + timedelta(hours=2)))
    proposal.invitations.update(state="dropped_out")
    assert sentences(draft(proposal, cast, at)) == []


def test_a_time_she_would_rather_have_costs_a_little_elsewhere(proposal, felix, cast, at):
    says(proposal, at, Stretch("preferred", FRIDAY + timedelta(hours=2), FRIDAY + timedelta(hours=4)))
    version = draft(proposal, cast, at)
    assert sentences(version) == ["Clots and cancer is at an unwelcome hour for Felix Fuchs"]
    version.placements.update(starts_at=FRIDAY + timedelta(hours=2))
    assert sentences(version) == []


@pytest.mark.django_db(transaction=True)
def test_a_substitute_stands_in_the_session_and_in_the_talks(transactional_db, at):
    from tests.factories.cast import make_cast

    cast = make_cast()
    proposal = make_proposal(make_format(make_call(make_meeting(), at)), cast.paula, at, "confirmed")
    row = make_faculty(proposal, "felix@example.org", person=cast.felix)
    proposal.items.create(title="Clots", minutes=60, speaker=row)
    session = open_session(proposal, by=cast.paula, at=at)
    named = {"given_name": "Nia", "family_name": "New", "email": "nia@example.org", "at": at}
    nia = make_invitation(row, at, "declined").substitutes.create(**named)
    replacing.adopt(proposal, nia, by=cast.paula, at=at)
    assert [each.person.name for each in session.people.all()] == ["Paula Perez", "Nia New"]
    assert session.items.get().speaker == SessionPerson.objects.get(person__email="nia@example.org")
    assert replaced.has_listeners()
