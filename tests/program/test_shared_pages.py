"""Public pages are the same bytes for everybody, conditional, and need no database."""

import gzip

import pytest
from django.db import connection
from django.urls import reverse

from benchmarks.released import SLUG, released
from scheduling.models import Star
from workshops.models import Society

LAST = "ash-2026"


@pytest.fixture
def addresses(world) -> list[str]:
    felix = world.cast.felix.code
    return [
        reverse("program", args=[LAST]),
        reverse("program", args=[LAST]) + "?q=iron&day=all",
        reverse("program", args=[LAST]) + "?day=2026-12-04&view=grid",
        reverse("session", args=[LAST, world.past.code]),
        reverse("program_person", args=[LAST, felix]),
        reverse("program_room", args=[LAST, "hall-z"]),
        reverse("program_topic", args=[LAST, "iron"]),
        reverse("subscribe", args=[LAST]),
    ]


def away(*asked):
    raise AssertionError("the database was asked")


def test_pages_are_answered_while_the_database_is_away_also_to_who_is_signed_in(addresses, world, sign_in):
    client = sign_in(world.cast.ada)
    with connection.execute_wrapper(away):
        answers = [client.get(address) for address in addresses]
    assert [answer.status_code for answer in answers] == [200] * len(addresses)
    assert [
        address for address, answer in zip(addresses, answers, strict=True) if b"Iron" not in answer.content
    ] == []


def test_a_page_is_the_same_for_everybody(addresses, world, client, sign_in):
    Star.objects.create(session=world.past, person=world.cast.ada, at=world.release.frozen_at)
    before = [client.get(address) for address in addresses]
    after = [sign_in(world.cast.ada).get(address) for address in addresses]
    assert [each.content for each in after] == [each.content for each in before]
    assert {each["Vary"] for each in after} == {"Accept-Encoding"}
    assert not any(each.cookies for each in before)


def test_who_holds_a_page_is_sent_nothing_again(addresses, client):
    for address in addresses:
        plain, packed = client.get(address), client.get(address, headers={"Accept-Encoding": "gzip"})
        assert gzip.decompress(packed.content) == plain.content
        assert plain["ETag"] != packed["ETag"]
        assert client.get(address, headers={"If-None-Match": plain["ETag"]}).status_code == 304


def test_what_else_stands_in_an_address_makes_no_other_page(client, world):
    page = reverse("program", args=[LAST])
    assert client.get(page + "?utm_source=mail&x=<b>")["ETag"] == client.get(page)["ETag"]


def test_a_new_name_and_accent_are_on_the_pages_at_once(client, world, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        Society.objects.update_or_create(pk=1, defaults={"name": "Society of Blood", "accent": "#123456"})
    page = client.get(reverse("program", args=[LAST])).content.decode()
    assert ("Society of Blood" in page, "accent.css?123456" in page) == (True, True)


def test_the_readers_own_part_comes_beside_the_page(world, client, sign_in):
    mine, star = reverse("mine", args=[LAST]), reverse("star", args=[LAST, world.past.code])
    stranger = client.get(mine)
    assert (stranger["Cache-Control"], "Sign in" in stranger.content.decode()) == ("private, no-store", True)
    client.post(star)
    assert star in client.get(mine).content.decode()
    ada = sign_in(world.cast.ada)
    ada.post(star)
    told = ada.get(mine).content.decode()
    assert ("Ada Adeyemi" in told, star in told, "Sign out" in told) == (True, True, True)


def test_the_own_part_leads_back_to_the_page_it_is_on(world, client):
    here = reverse("session", args=[LAST, world.past.code])
    asking = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{here}"}
    assert f"?next={here}" in client.get(reverse("mine", args=[LAST]), headers=asking).content.decode()
    away = {"HX-Request": "true", "HX-Current-URL": "https://elsewhere.example/x"}
    assert "elsewhere" not in client.get(reverse("mine", args=[LAST]), headers=away).content.decode()


def test_a_star_needs_no_script(world, client):
    page = reverse("session", args=[LAST, world.past.code])
    star = reverse("star", args=[LAST, world.past.code])
    assert f'href="{star}"' in client.get(page).content.decode()
    button = client.get(star, headers={"Referer": f"http://testserver{page}"}).content.decode()
    assert ("Star this session" in button, f'value="http://testserver{page}"' in button) == (True, True)
    assert client.post(star, {"back": page}).url == page
    assert "Remove the star" in client.get(star).content.decode()


@pytest.mark.parametrize("query", ["", "?day=all", "?day=2027-12-10&view=grid", "?q=platelets"])
def test_a_page_of_a_large_program_is_small_and_read_without_script(db, client, query):
    released(600)
    answer = client.get(f"/{SLUG}/program/{query}", headers={"Accept-Encoding": "gzip"})
    page = gzip.decompress(answer.content).decode()
    assert len(answer.content) < 150_000
    assert page.count("Session ") >= 60
    assert "Given1 Family1" in page
