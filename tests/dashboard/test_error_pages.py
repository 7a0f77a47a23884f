"""What goes wrong is said in a sentence, in our look, and tells nobody whether a thing exists."""

import pytest
from django.template.loader import render_to_string
from django.test import Client


def test_not_found_is_the_same_page_at_every_address(db, client):
    one, other = client.get("/nothing-here/"), client.get("/nothing-there/")
    assert one.status_code == other.status_code == 404
    assert one.content == other.content
    assert "There is nothing here for you" in one.content.decode()


def test_a_form_too_old_to_be_trusted_is_answered_with_what_to_do(db):
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "paula@example.org"})
    assert answer.status_code == 403
    assert "Please send it again" in answer.content.decode()


def test_the_page_of_our_own_faults_asks_the_database_nothing():
    assert "Something broke on our side" in render_to_string("500.html")


@pytest.mark.parametrize("field", ["title", "minutes"])
def test_a_field_is_tied_to_its_help_and_its_error(field, settings, client, db):
    settings.DEBUG = True
    page = client.get("/gallery/").content.decode()
    names = {"title": "sent_title_helptext", "minutes": "sent_minutes_error"}
    assert f'aria-describedby="{names[field]}"' in page
    assert f'id="{names[field]}"' in page
