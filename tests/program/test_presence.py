"""Who was at a session: by the code of its room, by list, or typed in later with a reason."""

from datetime import timedelta

import pytest

from audit.models import Entry
from people.refusal import Refused
from program.actions import attending, registering, signing_up
from program.attending.registrants import Line
from program.models import DoorCode, Presence
from scheduling.models import SessionPerson
from tests.factories.cast import make_person
from tests.factories.program import make_release
from tests.factories.scheduling import FRIDAY, make_session, place

pytestmark = pytest.mark.django_db
SOON, LATER = FRIDAY - timedelta(minutes=10), FRIDAY + timedelta(minutes=60 + 30)
"""A session of an hour: when its code begins to count, and when it ends."""


@pytest.fixture
def session(world, at):
    """Chaired by Chen, released, with a code."""
    SessionPerson.objects.create(session=world.session, person=world.cast.chen, role="chair", order=5)
    make_release(world.version, world.cast.olga, at)
    attending.change_code(world.session, by=world.cast.chen, at=at)
    return world.session


@pytest.fixture
def at_the_door(monkeypatch):
    """Pages open while the session runs."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: FRIDAY)


def code_of(session):
    return DoorCode.objects.get(session=session).code


def there(session):
    return {each.person.given_name: each.how for each in session.presences.listed()}


def read(client, address, **more):
    return " ".join(client.get(address, **more).content.decode().split())


def tail(session, what):
    return f"/ash-2027/sessions/{session.code}/{what}/"


@pytest.mark.parametrize(
    ("moment", "counts"),
    [(SOON - timedelta(seconds=1), False), (SOON, True), (LATER - timedelta(seconds=1), True), (LATER, False)],
)
def test_a_code_counts_from_shortly_before_until_some_time_after(session, world, moment, counts):
    if counts:
        attending.come(world.meeting, f" {code_of(session).upper()} ", by=world.cast.ada, at=moment)
    else:
        with pytest.raises(Refused, match="does not count now"):
            attending.come(world.meeting, code_of(session), by=world.cast.ada, at=moment)
    assert there(session) == ({"Ada": "code"} if counts else {})


def test_the_meeting_says_for_how_long(session, world, at):
    registering.set_attendee_rules(world.meeting, code_minutes_before=0, by=world.cast.olga, at=at)
    with pytest.raises(Refused):
        attending.come(world.meeting, code_of(session), by=world.cast.ada, at=SOON)


def test_a_code_typed_twice_counts_once(session, world):
    for _ in range(2):
        attending.come(world.meeting, code_of(session), by=world.cast.ada, at=FRIDAY)
    assert Presence.objects.count() == 1


def test_wrong_codes_are_few_an_hour_and_the_right_one_does_not_help_then(session, world):
    for _ in range(10):
        with pytest.raises(Refused, match="No session of this meeting"):
            attending.come(world.meeting, "nnnnnn", by=world.cast.stan, at=FRIDAY)
    with pytest.raises(Refused, match="many wrong codes"):
        attending.come(world.meeting, code_of(session), by=world.cast.stan, at=FRIDAY)
    attending.come(world.meeting, code_of(session), by=world.cast.ada, at=FRIDAY)
    assert there(session) == {"Ada": "code"}


def test_an_old_code_does_not_count_once_there_is_another(session, world):
    old = code_of(session)
    attending.change_code(session, by=world.cast.olga, at=FRIDAY)
    with pytest.raises(Refused):
        attending.come(world.meeting, old, by=world.cast.ada, at=FRIDAY)


def test_a_chair_notes_while_the_code_counts_and_staff_later_with_a_reason(session, world):
    cast = world.cast
    attending.note_people(session, [cast.ada], by=cast.chen, at=FRIDAY)
    with pytest.raises(Refused, match="The list is closed"):
        attending.note_people(session, [cast.stan], reason="Forgotten", by=cast.chen, at=LATER)
    with pytest.raises(Refused, match="Say why"):
        attending.note_people(session, [cast.stan], by=cast.olga, at=LATER)
    attending.note_people(session, [cast.ada, cast.stan], reason="On the paper list", by=cast.olga, at=LATER)
    assert there(session) == {"Ada": "list", "Stan": "late"}
    assert Entry.objects.filter(verb="note presence").latest("pk").detail["reason"] == "On the paper list"


def test_nobody_else_notes_people_or_sees_the_code(session, world):
    with pytest.raises(Refused):
        attending.note_people(session, [world.cast.ada], by=world.cast.felix, at=FRIDAY)
    with pytest.raises(Refused):
        attending.change_code(session, by=world.cast.felix, at=FRIDAY)


def test_a_session_that_is_not_public_has_no_list(world, at):
    draft = make_session(world.meeting, "A draft")
    place(world.version, draft, world.room, FRIDAY + timedelta(hours=2))
    with pytest.raises(Refused, match="does not take place in the public program"):
        attending.note_people(draft, [world.cast.ada], by=world.cast.olga, at=FRIDAY)


@pytest.mark.usefixtures("at_the_door")
def test_a_person_types_the_code_that_the_qr_code_filled_in(session, world, sign_in):
    client = sign_in(world.cast.ada)
    assert f'value="{code_of(session)}"' in read(client, f"/ash-2027/here/?code={code_of(session)}")
    assert there(session) == {}, "opening the address notes nothing"
    said = client.post("/ash-2027/here/", {"code": code_of(session)}, follow=True).content.decode()
    assert "You are noted as present at “Canary session”." in said
    assert there(session) == {"Ada": "code"}
    wrong = client.post("/ash-2027/here/", {"code": "nope"})
    assert (wrong.status_code, "Look at the screen again." in wrong.content.decode()) == (422, True)


@pytest.mark.usefixtures("at_the_door")
def test_the_rooms_screen_shows_the_code_and_no_name(session, world, sign_in):
    attending.come(world.meeting, code_of(session), by=world.cast.ada, at=FRIDAY)
    page = read(sign_in(world.cast.chen), tail(session, "door"))
    assert code_of(session) in page
    assert "It counts from 07:50 to 09:30, 10 December." in page
    assert "Ada" not in page


def test_a_session_without_a_code_offers_to_make_one(world, at, sign_in):
    client = sign_in(world.cast.olga)
    assert "Make its code" in read(client, tail(world.session, "door"))
    client.post(tail(world.session, "door/change"))
    assert code_of(world.session) in read(client, tail(world.session, "door"))


@pytest.mark.usefixtures("at_the_door")
def test_a_chair_ticks_who_signed_up_and_cannot_bring_in_addresses(session, world, sign_in, at):
    signing_up.open_sign_up(session, places=5, by=world.cast.olga, at=at)
    for person in (world.cast.ada, world.cast.stan):
        signing_up.sign_up(session, by=person, at=at)
    client, address = sign_in(world.cast.chen), tail(session, "attendance")
    assert "Adeyemi, Ada" in read(client, address)
    data = {"person": [world.cast.ada.code, world.cast.paula.code], "text": "email\npaula@example.org"}
    client.post(address, data)
    assert there(session) == {"Ada": "list"}
    assert "Adeyemi, Ada" not in read(client, address)


@pytest.mark.usefixtures("at_the_door")
def test_staff_bring_in_addresses_and_read_which_are_not_known(session, world, sign_in, at):
    lines = [Line("new@example.org", "Nia New")]
    registering.bring_registrants(world.meeting, lines, replace=False, by=world.cast.olga, at=at)
    text = "email\nada@example.org\nnew@example.org\nnobody@example.org\nwrong"
    page = sign_in(world.cast.olga).post(tail(session, "attendance"), {"text": text}, follow=True).content.decode()
    assert there(session) == {"Ada": "list", "Nia": "list"}
    assert "Noted: 2 people." in page
    assert "Nobody is known by nobody@example.org" in page
    assert "Line 5: “wrong” is not an e-mail address." in page


@pytest.mark.usefixtures("at_the_door")
def test_staff_take_a_mistake_back_with_a_reason(session, world, sign_in):
    attending.note_people(session, [world.cast.ada], by=world.cast.olga, at=FRIDAY)
    address = f"/ash-2027/attendees/sessions/{session.code}/{world.cast.ada.code}/strike/"
    sign_in(world.cast.olga).post(address, {"reason": "Another Ada"})
    assert there(session) == {}
    assert Entry.objects.get(verb="strike presence").detail["reason"] == "Another Ada"


@pytest.mark.parametrize("number", [1, 3])
def test_the_lists_ask_the_same_for_one_and_three(number, session, world, sign_in, django_assert_num_queries):
    people = [make_person(f"guest{each}") for each in range(number)]
    attending.note_people(session, people, by=world.cast.olga, at=FRIDAY)
    client = sign_in(world.cast.olga)
    for address, queries in ((tail(session, "attendance"), 11), ("/ash-2027/attendees/attendance/", 8)):
        client.get(address)
        with django_assert_num_queries(queries):
            read(client, address)
    assert read(client, tail(session, "attendance")).count('<th scope="row">') == number
    assert read(client, "/ash-2027/attendees/attendance.csv").count("@example.org") == number
