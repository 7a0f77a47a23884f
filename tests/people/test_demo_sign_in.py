"""In the demo anybody of the cast is one click away; elsewhere that door does not exist."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.test import Client, RequestFactory

from people.demo_sign_in import demo_sign_in
from people.models import Person
from tests.factories.demo import reread


@pytest.fixture
def paula(db):
    return Person.objects.create_user("paula@convoke.example", None, given_name="Paula", family_name="Perez")


@pytest.fixture
def demo(settings):
    """The demo's settings, in force: its addresses are there while the test runs."""
    settings.DEMO_SIGN_IN, settings.DEMO_CAST = True, ["olga", "paula", "stan"]
    reread()
    yield settings
    settings.DEMO_SIGN_IN = False
    reread()


def test_one_click_signs_in_as_a_member_of_the_cast(demo, paula, client):
    page = client.get("/accounts/login/").content.decode()
    assert "Be one of the cast" in page
    assert 'action="/people/demo/paula/"' in page
    assert "proposes workshops" in page
    assert "/people/demo/olga/" not in page  # she is in the list, but not in this database
    assert client.post("/people/demo/paula/", {"next": "/people/profile/"})["Location"] == "/people/profile/"
    assert client.session["_auth_user_id"] == str(paula.pk)


def test_only_the_cast_can_be_signed_in_as(demo, paula, client):
    Person.objects.create_user("root@convoke.example", None, is_superuser=True)
    assert client.post("/people/demo/root/").status_code == 404
    assert client.post("/people/demo/olga/").status_code == 404


def test_a_click_needs_a_post_and_a_token_and_leads_nowhere_else(demo, paula, client):
    assert client.get("/people/demo/paula/").status_code == 405
    assert Client(enforce_csrf_checks=True).post("/people/demo/paula/").status_code == 403
    assert client.post("/people/demo/paula/", {"next": "https://evil.example/"})["Location"] == "/"


def test_elsewhere_the_door_does_not_exist(paula, client):
    assert client.post("/people/demo/paula/").status_code == 404
    assert "Be one of the cast" not in client.get("/accounts/login/").content.decode()


def test_elsewhere_the_view_itself_refuses(paula, settings):
    settings.DEMO_CAST = ["paula"]
    request = RequestFactory().post("/people/demo/paula/")
    request.user = AnonymousUser()
    with pytest.raises(Http404):
        demo_sign_in(request, "paula")
