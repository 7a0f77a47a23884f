"""The public program as its readers see it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from scheduling.actions import placing
from scheduling.models import Session, Star
from tests.factories.program import make_release
from tests.factories.scheduling import FRIDAY, make_room, make_session, place


@pytest.fixture
def released(world, at):
    """The meeting under way, released once with its one session."""
    make_release(world.version, world.cast.olga, at)
    return world


def test_the_program_shows_time_in_the_meetings_zone(released, client):
    page = client.get(reverse("program", args=["ash-2027"])).content.decode()
    assert "Canary session" in page
    assert "08:00" in page
    assert "Felix Fuchs" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=canary", True),
        ("q=FUCHS+canary", True),
        ("q=nothing", False),
        ("room=hall-a", True),
        ("day=2027-12-11", False),
        ("day=all", True),
        ("person={felix}", True),
        ("person=nobody", False),
    ],
)
def test_filters_narrow_the_program(released, client, query, found):
    query = query.format(felix=released.cast.felix.code)
    page = client.get(f"{reverse('program', args=['ash-2027'])}?{query}").content.decode()
    assert ("Canary session" in page) == found
    assert ("Nothing matches" in page) != found


def test_a_session_page_escapes_and_renders_markdown(client, world):
    page = client.get(reverse("session", args=["ash-2026", world.past.code])).content.decode()
    assert "<strong>iron</strong>" in page
    assert "13:00" in page


def test_a_draft_change_is_not_public_until_the_next_release(released, client, at):
    draft = placing.draft_of(released.meeting, at=at)
    late = make_session(released.meeting, "Late canary", released.cast.chen)
    placing.place(
        draft, late, room=released.room, starts_at=FRIDAY + timedelta(hours=2), by=released.cast.olga, at=at
    )
    names = ["program.ics", "program.json", "program.csv", "schedule.xml", "schedule.json", "rooms/hall-a.ics"]
    addresses = [reverse("release_file", args=["ash-2027", name]) for name in names]
    addresses += [reverse("program", args=["ash-2027"]), reverse("subscribe", args=["ash-2027"])]
    assert [address for address in addresses if b"Late canary" in client.get(address).content] == []
    assert client.get(reverse("session", args=["ash-2027", late.code])).status_code == 404
    make_release(draft, released.cast.olga, at + timedelta(days=1))
    assert [address for address in addresses[:6] if b"Late canary" not in client.get(address).content] == []


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_program_and_a_session_ask_the_same_queries_at_any_size(
    world, client, at, django_assert_num_queries, count
):
    rooms = [make_room(world.meeting, f"room-{number}") for number in range(10)]
    for number in range(count - 1):
        session = make_session(world.meeting, f"Session {number}")
        place(world.version, session, rooms[number % 10], FRIDAY + timedelta(minutes=15 * (1 + number // 10)))
    make_release(world.version, world.cast.olga, at)
    with django_assert_num_queries(2):  # the release with its meeting, the society's name
        client.get(reverse("program", args=["ash-2027"]))
    with django_assert_num_queries(2):
        client.get(reverse("session", args=["ash-2027", world.session.code]))


def test_stars_live_in_a_cookie_and_move_to_the_account_at_sign_in(world, client):
    star = reverse("star", args=["ash-2026", world.past.code])
    client.post(star)
    agenda = reverse("my_agenda", args=["ash-2026"])
    assert "Iron and infection" in client.get(agenda).content.decode()
    client.post(reverse("account_login"), {"login": "ada@example.org", "password": "convoke"})
    assert Star.objects.get().person == world.cast.ada
    assert "Iron and infection" in client.get(agenda).content.decode()
    client.post(star)
    assert "Nothing starred yet" in client.get(agenda).content.decode()


def test_a_star_is_drawn_again_with_the_title_that_was_released(world, client):
    Session.objects.filter(pk=world.past.pk).update(title="Canary new title")
    drawn = client.post(reverse("star", args=["ash-2026", world.past.code]), headers={"HX-Request": "true"})
    assert ("Iron and infection" in drawn.content.decode(), "Canary" in drawn.content.decode()) == (True, False)


def test_a_tampered_cookie_stars_nothing(world, client):
    client.cookies["stars"] = "[1,2]:forged"
    assert "Nothing starred yet" in client.get(reverse("my_agenda", args=["ash-2026"])).content.decode()


def test_the_secret_feed_follows_stars_and_dies_when_revoked(world, sign_in, at):
    client = sign_in(world.cast.ada)
    client.post(reverse("star", args=["ash-2026", world.past.code]))
    client.post(reverse("itinerary_open", args=["ash-2026"]))
    page = client.get(reverse("my_agenda", args=["ash-2026"]))
    token = page.context["token"]
    assert client.get(reverse("my_agenda", args=["ash-2026"])).context["token"] == ""
    client.logout()
    feed = client.get(reverse("itinerary_ics", args=[token]))
    assert feed.status_code == 200
    assert b"Iron and infection" in feed.content
    assert token.encode() not in feed.content
    assert feed["Cache-Control"] == "private, no-cache"
    sign_in(world.cast.ada).post(reverse("itinerary_revoke", args=["ash-2026"]))
    client.logout()
    gone = client.get(reverse("itinerary_ics", args=[token]))
    assert (gone.status_code, gone.cookies.output()) == (410, "")


def test_the_deadlines_feed_tells_the_public_deadline_only(world, client):
    feed = client.get(reverse("deadlines_ics", args=["ash-2027"])).content.decode()
    assert "Call for workshops closes" in feed
    assert feed.count("BEGIN:VEVENT") == 1
