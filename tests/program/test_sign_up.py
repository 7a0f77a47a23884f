"""Sessions with limited places: who comes first has a place, and a waiting list moves up in order."""

from datetime import timedelta

import pytest

from letters.models import Letter
from people.refusal import Refused
from program.actions import signing_up
from program.models import Enrolment, SignUp
from program.shelf import FileLost
from scheduling.actions.sessions import cancel_session
from scheduling.models import Placement
from tests.factories.cast import make_person
from tests.factories.program import make_release
from tests.factories.scheduling import FRIDAY, make_room, make_session, place

pytestmark = pytest.mark.django_db
STAFF = "/ash-2027/attendees/"


def kept(world, places, at):
    signing_up.open_sign_up(world.session, places=places, by=world.cast.olga, at=at)
    return make_release(world.version, world.cast.olga, at)


def page_of(world):
    return f"/ash-2027/sessions/{world.session.code}/places/"


def standing(world) -> dict[str, bool]:
    """Who has a place (True) and who waits, in order."""
    rows = (
        Enrolment.objects.filter(sign_up__session=world.session).select_related("person").order_by("asked_at", "id")
    )
    return {each.person.given_name: each.placed_at is not None for each in rows}


def come(world, at, *people):
    for minute, person in enumerate(people):
        signing_up.sign_up(world.session, by=person, at=at + timedelta(minutes=minute))


def letters(kind):
    return list(Letter.objects.filter(kind=kind).values_list("to_name", flat=True))


def read(client, address, **more):
    return " ".join(client.get(address, **more).content.decode().split())


def test_who_comes_after_the_last_place_waits_and_moves_up_in_order(world, at):
    kept(world, 1, at)
    cast = world.cast
    come(world, at, cast.ada, cast.stan, cast.paula)
    assert standing(world) == {"Ada": True, "Stan": False, "Paula": False}
    signing_up.leave(world.session, by=cast.ada, at=at)
    assert standing(world) == {"Stan": True, "Paula": False}
    assert letters("program.place_found") == ["Stan Stone"]


def test_asking_twice_changes_nothing(world, at):
    kept(world, 1, at)
    come(world, at, world.cast.ada, world.cast.ada)
    assert standing(world) == {"Ada": True}


def test_more_places_reach_the_waiting_and_fewer_throw_nobody_out(world, at, sign_in):
    kept(world, 1, at)
    cast = world.cast
    come(world, at, cast.ada, cast.stan, cast.paula)
    signing_up.open_sign_up(world.session, places=3, by=cast.olga, at=at)
    assert standing(world) == {"Ada": True, "Stan": True, "Paula": True}
    signing_up.open_sign_up(world.session, places=1, by=cast.olga, at=at)
    assert standing(world) == {"Ada": True, "Stan": True, "Paula": True}
    assert "2 more than there are places" in read(sign_in(cast.olga), STAFF)


def test_without_a_number_the_released_room_says_how_many_and_a_tick_follows_it(world, at):
    world.room.capacity = 1
    world.room.save()
    kept(world, None, at)
    come(world, at, world.cast.ada, world.cast.stan)
    assert standing(world) == {"Ada": True, "Stan": False}
    draft = world.meeting.versions.drafts().get()
    Placement.objects.filter(version=draft).update(room=make_room(world.meeting, "hall-b", capacity=5))
    signing_up.keep_lists(at)
    assert standing(world) == {"Ada": True, "Stan": False}, "a draft is not the program"
    make_release(draft, world.cast.olga, at)
    signing_up.keep_lists(at)
    assert standing(world) == {"Ada": True, "Stan": True}


def test_a_cancelled_session_tells_its_people_once_and_only_when_that_is_public(world, at):
    kept(world, 1, at)
    other = make_session(world.meeting, "Another")
    come(world, at, world.cast.ada, world.cast.stan)
    cancel_session(world.session, reason="The chair is ill.", by=world.cast.olga, at=at)
    signing_up.keep_lists(at)
    assert letters("program.places_gone") == []
    draft = world.meeting.versions.drafts().get()
    place(draft, other, world.room)
    make_release(draft, world.cast.olga, at)
    for _ in range(2):
        signing_up.keep_lists(at)
    assert sorted(letters("program.places_gone")) == ["Ada Adeyemi", "Stan Stone"]
    assert "The chair is ill" in Letter.objects.filter(kind="program.places_gone").first().body


def test_nobody_signs_up_once_it_has_begun_or_is_not_public(world, at):
    signing_up.open_sign_up(world.session, places=1, by=world.cast.olga, at=at)
    with pytest.raises(Refused, match="not in the public program"):
        signing_up.sign_up(world.session, by=world.cast.ada, at=at)
    kept(world, 1, at)
    with pytest.raises(Refused, match="has begun"):
        signing_up.sign_up(world.session, by=world.cast.ada, at=FRIDAY)
    assert standing(world) == {}


def test_staff_add_past_the_list_and_remove_with_a_reason_that_is_told(world, at):
    kept(world, 1, at)
    cast = world.cast
    come(world, at, cast.ada, cast.stan)
    signing_up.add(world.session, cast.paula, despite=True, by=cast.olga, at=at)
    assert standing(world) == {"Ada": True, "Paula": True, "Stan": False}
    mine = Enrolment.objects.get(person=cast.ada)
    signing_up.remove(mine, reason="For trainees only.", by=cast.olga, at=at)
    assert standing(world) == {"Paula": True, "Stan": False}, "there is still one more than there are places"
    assert "For trainees only" in Letter.objects.get(kind="program.place_lost").body


def test_only_staff_keep_the_list(world, at):
    with pytest.raises(Refused):
        signing_up.open_sign_up(world.session, places=1, by=world.cast.chen, at=at)


def test_a_list_with_people_is_not_ended(world, at):
    kept(world, 1, at)
    come(world, at, world.cast.ada)
    with pytest.raises(Refused, match="have signed up"):
        signing_up.end_sign_up(world.session, by=world.cast.olga, at=at)


def test_the_public_page_says_that_places_are_limited_and_asks_for_the_readers_part(world, at, client, sign_in):
    kept(world, 1, at)
    public = read(client, f"/ash-2027/sessions/{world.session.code}/")
    assert "Places are limited" in public
    assert f'hx-get="{page_of(world)}"' in public
    assert "1</strong> of 1 places is left" in read(client, page_of(world))
    assert "Sign in to sign up" in read(client, page_of(world))


def test_a_person_signs_up_and_leaves_on_the_page_and_in_the_fragment(world, at, sign_in, client):
    kept(world, 1, at)
    ada = sign_in(world.cast.ada)
    assert ada.post(page_of(world), {"act": "sign-up"}).status_code == 302
    assert "You have a place." in read(ada, page_of(world))
    stan = sign_in(world.cast.stan)
    said = stan.post(page_of(world), {"act": "sign-up"}, headers={"HX-Request": "true"}).content.decode()
    assert "You are number 1 on the waiting list." in said
    assert "<html" not in said
    sign_in(world.cast.ada).post(page_of(world), {"act": "leave"})
    assert "You have a place." in read(sign_in(world.cast.stan), page_of(world))


def test_an_overlap_with_another_session_is_said(world, at, sign_in):
    other = make_session(world.meeting, "At the same hour")
    place(world.version, other, make_room(world.meeting, "hall-b"))
    signing_up.open_sign_up(other, places=5, by=world.cast.olga, at=at)
    kept(world, 5, at)
    signing_up.sign_up(other, by=world.cast.ada, at=at)
    assert "It overlaps with what you signed up for: “At the same hour”." in read(
        sign_in(world.cast.ada), page_of(world)
    )


def test_a_stranger_who_posts_is_told_to_sign_in(world, at, client):
    kept(world, 1, at)
    answer = client.post(page_of(world), {"act": "sign-up"})
    assert answer.status_code == 422
    assert "Sign in first" in answer.content.decode()


def test_a_session_that_needs_no_sign_up_has_no_page_of_places(world, at, client):
    make_release(world.version, world.cast.olga, at)
    assert client.get(page_of(world)).status_code == 404
    assert "Places are limited" not in read(client, f"/ash-2027/sessions/{world.session.code}/")


@pytest.mark.parametrize("number", [1, 3])
def test_staffs_list_asks_the_same_for_one_and_three(number, world, at, sign_in, django_assert_num_queries):
    kept(world, 5, at)
    come(world, at, *(make_person(f"guest{each}") for each in range(number)))
    client, address = sign_in(world.cast.olga), f"{STAFF}sessions/{world.session.code}/"
    client.get(address)
    with django_assert_num_queries(9):
        page = read(client, address)
    assert page.count('<th scope="row">') == number
    assert read(client, address + "people.csv").count("@example.org") == number


def test_staff_find_add_and_remove_on_the_page(world, at, sign_in):
    kept(world, 5, at)
    client, address = sign_in(world.cast.olga), f"{STAFF}sessions/{world.session.code}/"
    come(world, at, world.cast.stan)
    client.post(address + "add/", {"email": "ada@example.org"})
    refused = client.post(address + "add/", {"email": "new@example.org"})
    assert "Nobody is known by this address yet" in refused.content.decode()
    client.post(address + "add/", {"email": "new@example.org", "given_name": "Nia", "family_name": "New"})
    assert standing(world) == {"Stan": True, "Ada": True, "Nia": True}
    found = read(client, address + "?q=Adeyemi")
    assert ("Ada Adeyemi" in found, "Stan Stone" in found) == (True, False)
    client.post(f"{address}{world.cast.stan.code}/remove/", {"reason": "Asked us to."})
    assert set(standing(world)) == {"Ada", "Nia"}


def test_a_name_that_a_spreadsheet_would_calculate_stays_a_name(world, at, sign_in):
    kept(world, 5, at)
    come(world, at, make_person("evil", given_name="=cmd()", family_name="X"))
    csv = sign_in(world.cast.olga).get(f"{STAFF}sessions/{world.session.code}/people.csv").content.decode("utf-8-sig")
    assert csv.splitlines()[1].startswith("'=cmd() X,")


def test_a_release_says_that_places_are_limited_now(world, at, client):
    make_release(world.version, world.cast.olga, at)
    signing_up.open_sign_up(world.session, places=1, by=world.cast.olga, at=at)
    make_release(world.meeting.versions.drafts().get(), world.cast.olga, at)
    assert "Places are limited now: sign up for it." in read(client, "/ash-2027/program/changes/")


def test_a_lost_program_keeps_no_other_list_back(world, at, monkeypatch):
    kept(world, 1, at)
    come(world, at, world.cast.ada, world.cast.stan)
    SignUp.objects.update(places=2)
    signing_up.open_sign_up(world.past, places=1, by=world.cast.olga, at=at)
    Enrolment.objects.create(sign_up=world.past.sign_up, person=world.cast.ada, asked_at=at)
    world.past.meeting.ends_on = world.meeting.ends_on
    world.past.meeting.save()
    real = signing_up.public_program

    def lost(meeting):
        if meeting == world.past.meeting:
            raise FileLost("gone")
        return real(meeting)

    monkeypatch.setattr(signing_up, "public_program", lost)
    signing_up.keep_lists(at)
    assert standing(world) == {"Ada": True, "Stan": True}


def test_a_person_finds_what_she_signed_up_for(world, at, sign_in):
    kept(world, 1, at)
    come(world, at, world.cast.ada, world.cast.stan)
    assert "08:00–09:00.</span> You have a place." in read(sign_in(world.cast.ada), "/ash-2027/my-attendance/")
    assert 'You are on the <a href="' in read(sign_in(world.cast.stan), "/ash-2027/my-attendance/")
    assert "What you signed up for" not in read(sign_in(world.cast.paula), "/ash-2027/my-attendance/")
