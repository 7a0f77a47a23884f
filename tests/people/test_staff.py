"""Program staff find people, and let others in; the last one cannot lock the door behind her."""

import re
import threading
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection

from audit.models import Entry
from people import actions, roles
from people.models import Person
from people.refusal import Refused
from tests.factories.cast import make_person


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_questions_for_one_and_three(number, db, sign_in, django_assert_num_queries):
    olga = make_person("olga", is_staff=True)
    for name in ("ada", "stan")[: number - 1]:
        make_person(name)
    client = sign_in(olga)
    with django_assert_num_queries(6):
        page = client.get("/people/").content.decode()
    assert page.count('<th scope="row">') == number


def test_people_are_found_by_words_of_name_institution_and_address(cast, sign_in):
    client = sign_in(cast.olga)

    def found(query):
        page = client.get(f"/people/?{query}").content.decode()
        return sorted(person.given_name for person in Person.objects.all() if f">{person.index_name}<" in page)

    assert found("q=per") == ["Paula"]
    assert found("q=lakeside") == ["Chen"]
    assert found("q=ada@example.org") == ["Ada"]
    assert found("q=paula+hospital") == ["Paula"]
    assert found("q=paula+lakeside") == []
    assert found("staff=on") == ["Olga"]


def test_floors_above_tell_the_roles_of_their_people(cast, sign_in, monkeypatch):
    monkeypatch.setattr(roles, "TELLERS", [])
    roles.tells_roles(lambda people: {cast.chen.pk: ["Chair, Committee on Scientific Affairs"]})
    assert roles.roles_of([cast.olga, cast.chen, cast.stan]) == {
        cast.olga.pk: ["Program staff"],
        cast.chen.pk: ["Chair, Committee on Scientific Affairs"],
        cast.stan.pk: [],
    }
    assert "Chair, Committee on Scientific Affairs" in sign_in(cast.olga).get("/people/").content.decode()


def test_staff_is_made_after_a_question_and_it_is_written_down(cast, sign_in):
    client = sign_in(cast.olga)
    address = f"/people/{cast.ada.code}/staff/"
    page = client.get(address).content.decode()
    assert "Make Ada Adeyemi program staff?" in page
    assert not Person.objects.get(pk=cast.ada.pk).is_staff
    client.post(address, {"is_staff": "yes"})
    assert Person.objects.get(pk=cast.ada.pk).is_staff
    assert Entry.objects.about(cast.ada).values_list("verb", "by_name").get() == ("make staff", "Olga Okafor")


def test_a_page_left_open_does_not_undo_what_a_colleague_did(cast, sign_in):
    client = sign_in(cast.olga)
    actions.make_staff(cast.ada, by=cast.olga, at=cast.olga.joined_at)
    client.post(f"/people/{cast.ada.code}/staff/", {"is_staff": "yes"})
    assert Person.objects.get(pk=cast.ada.pk).is_staff


def test_the_last_staff_cannot_remove_herself(cast, sign_in):
    answer = sign_in(cast.olga).post(f"/people/{cast.olga.code}/staff/", {"is_staff": "no"})
    assert answer.status_code == 403
    assert "Olga Okafor is the only program staff." in answer.content.decode()
    assert Person.objects.get(pk=cast.olga.pk).is_staff


def test_she_can_once_somebody_else_is(cast, sign_in, at):
    actions.make_staff(cast.ada, by=cast.olga, at=at)
    assert sign_in(cast.olga).post(f"/people/{cast.olga.code}/staff/", {"is_staff": "no"})["Location"] == "/"
    assert not Person.objects.get(pk=cast.olga.pk).is_staff


@pytest.mark.django_db(transaction=True)
def test_two_staff_who_remove_each_other_at_once_leave_one(cast, at):
    actions.make_staff(cast.ada, by=cast.olga, at=at)
    together = threading.Barrier(2)

    def end(person):
        together.wait()
        try:
            actions.end_staff(person, by=person, at=at)
        except Refused:
            pass
        finally:
            connection.close()

    both = [threading.Thread(target=end, args=[Person.objects.get(pk=person.pk)]) for person in (cast.olga, cast.ada)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert Person.objects.staff().count() == 1


def test_nobody_but_staff_makes_staff(cast, at):
    for person in (cast.chen, cast.paula):
        with pytest.raises(Refused, match="Only program staff"):
            actions.make_staff(cast.paula, by=person, at=at)
    assert not Person.objects.get(pk=cast.paula.pk).is_staff


def test_who_cannot_sign_in_cannot_be_staff(cast, at):
    named = Person.objects.create(given_name="Only", family_name="Named")
    with pytest.raises(Refused, match="Only Named cannot sign in"):
        actions.make_staff(named, by=cast.olga, at=at)


def test_who_is_invited_by_a_second_address_she_has_verified_is_not_made_twice(cast):
    cast.paula.emailaddress_set.create(email="paula@rio.example", verified=True)
    assert Person.objects.welcome("Paula@Rio.example", given_name="P.") == (cast.paula, False)
    cast.stan.emailaddress_set.create(email="felix@nordwald.example", verified=False)
    assert Person.objects.welcome("felix@nordwald.example")[1]


class TestFirstStaff:
    """manage.py first_staff opens a new installation."""

    def run(self, email):
        out = StringIO()
        call_command("first_staff", email, stdout=out)
        return out.getvalue()

    def test_it_makes_the_person_and_says_how_she_signs_in(self, db, settings, client):
        settings.SITE_ADDRESS = "https://meetings.example"
        told = self.run("Olga@Society.example")
        assert "olga@society.example is now program staff." in told
        assert "open https://meetings.example/accounts/login/code/, enter that address" in told
        client.post("/accounts/login/code/", {"email": "olga@society.example"})
        code = re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", mail.outbox[0].body, re.MULTILINE)[0]
        client.post("/accounts/login/code/confirm/", {"code": code})
        assert client.get("/people/").status_code == 200

    def test_it_promotes_who_is_here_and_is_safe_to_repeat(self, cast):
        cast.chen.is_active = False
        cast.chen.save()
        self.run("chen@example.org")
        self.run("chen@example.org")
        chen = Person.objects.get(pk=cast.chen.pk)
        assert (chen.is_staff, chen.is_superuser, chen.is_active) == (True, True, True)
        assert chen.check_password("convoke")
        assert Entry.objects.about(chen).count() == 1

    def test_what_is_no_address_is_refused(self, db):
        with pytest.raises(CommandError, match="olga is not an e-mail address"):
            self.run("olga")
        assert Person.objects.count() == 0
