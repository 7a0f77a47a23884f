"""Staff open an account for somebody whom they know."""

import pytest
from django.contrib.auth.hashers import make_password

from audit.models import Entry
from people.actions import introduce
from people.models import Person
from people.refusal import Refused


def test_who_is_introduced_signs_in_with_the_password_given(cast, at, client):
    introduce("Zoe@Example.org", by=cast.olga, at=at, password_hash=make_password("convoke"), given_name="Zoe")
    zoe = Person.objects.get(email="zoe@example.org")
    assert zoe.emailaddress_set.get().verified
    assert client.login(email="zoe@example.org", password="convoke")


def test_who_is_here_already_is_left_as_she_is(cast, at):
    introduce("ada@example.org", by=cast.olga, at=at, given_name="Somebody")
    assert Person.objects.get(email="ada@example.org").given_name == "Ada"
    assert not Entry.objects.filter(verb="introduce").exists()


def test_only_staff_introduce(cast, at):
    with pytest.raises(Refused, match="Only program staff introduce people"):
        introduce("zoe@example.org", by=cast.chen, at=at)
    assert not Person.objects.filter(email="zoe@example.org").exists()
