"""The public program as its readers see it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from program.actions import itineraries
from scheduling.actions import placing
from scheduling.models import Session, Star
from tests.factories.program import make_release
from tests.factories.scheduling import FRIDAY, make_room, make_session, place

AGENDA_QUERIES = 7
"""Her session and herself, the release, her stars, her secret address, her letters, the society's name."""


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


@pytest.fixture(params=[1, 3, 300])
def sized(world, at, request):
    """The meeting under way, released with so many sessions in ten rooms, each starred by Ada."""
    rooms = [make_room(world.meeting, f"room-{number}") for number in range(10)]
    for number in range(request.param - 1):
        session = make_session(world.meeting, f"Session {number}")
        place(world.version, session, rooms[number % 10], FRIDAY + timedelta(minutes=15 * (1 + number // 10)))
    make_release(world.version, world.cast.olga, at)
    some = Session.objects.filter(meeting=world.meeting)
    Star.objects.bulk_create(Star(session=session, person=world.cast.ada, at=at) for session in some)
    world.count = request.param
    return world


def test_pages_ask_the_same_queries_at_any_size(sized, client, django_assert_num_queries):
    for address in (
        reverse("program", args=["ash-2027"]),
        reverse("program", args=["ash-2027"]) + "?q=session&day=all",
        reverse("program", args=["ash-2027"]) + "?day=2027-12-10&view=grid",
        reverse("session", args=["ash-2027", sized.session.code]),
        reverse("subscribe", args=["ash-2027"]),
        reverse("program_room", args=["ash-2027", "hall-a"]),
        reverse("program_person", args=["ash-2027", sized.cast.felix.code]),
        reverse("mine", args=["ash-2027"]),
    ):
        with django_assert_num_queries(1 if "mine" in address else 0):  # the release with its meeting
            assert client.get(address).status_code == 200
    with django_assert_num_queries(2):  # the release with its meeting, the society's name
        assert client.get(reverse("my_agenda", args=["ash-2027"])).status_code == 200


def test_files_ask_the_same_queries_at_any_size(sized, client, django_assert_num_queries):
    for name in ("program.ics", "program.json", "schedule.xml", f"sessions/{sized.session.code}.ics"):
        with django_assert_num_queries(0):
            assert client.get(reverse("release_file", args=["ash-2027", name])).status_code == 200


def test_an_agenda_asks_the_same_queries_at_any_size(sized, sign_in, at, django_assert_num_queries):
    _, token = itineraries.open_itinerary(sized.meeting, by=sized.cast.ada, at=at)
    client = sign_in(sized.cast.ada)
    agenda, feed = reverse("my_agenda", args=["ash-2027"]), reverse("itinerary_ics", args=[token])
    with django_assert_num_queries(AGENDA_QUERIES):
        assert len(client.get(agenda).context["chosen"]) == sized.count
    client.get(feed)  # notes its use
    with django_assert_num_queries(2):  # the secret, the stars
        assert client.get(feed).content.count(b"BEGIN:VEVENT") == sized.count


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
