"""Staff name who takes part in a session that nobody proposed."""

import pytest

from people.models import Person
from people.refusal import Refused
from scheduling.actions.naming import Named, name_people
from tests.factories.scheduling import make_session

LEA = Named("Lea", "Lang", "chair", "Northlight")


def test_one_name_in_two_sessions_of_a_meeting_is_one_person(world, at):
    for title in ("Iron", "Copper"):
        session = make_session(world.meeting, title)
        name_people(session, people=[LEA, Named("Max", "Moss")], by=world.cast.olga, at=at)
    assert Person.objects.filter(family_name="Lang", email=None).count() == 1
    roles = session.people.values_list("person__family_name", "role", "affiliation")
    assert list(roles) == [("Lang", "chair", "Northlight"), ("Moss", "speaker", "")]


def test_naming_again_puts_the_new_names_in_place_of_the_old(world, at):
    session = make_session(world.meeting, "Iron")
    name_people(session, people=[LEA], by=world.cast.olga, at=at)
    name_people(session, people=[Named("Max", "Moss")], by=world.cast.olga, at=at)
    assert [str(each.person) for each in session.people.all()] == ["Max Moss"]


def test_only_staff_name_people(world, at):
    with pytest.raises(Refused):
        name_people(world.session, people=[LEA], by=world.cast.chen, at=at)
    assert [str(each.person) for each in world.session.people.all()] == ["Felix Fuchs"]
