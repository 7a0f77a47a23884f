"""A list of registrants comes in from a sheet, and a meeting can keep things for who is on it."""

import io

import pytest
from openpyxl import Workbook

from people.refusal import Refused
from program.actions import registering, rolling_back, signing_up
from program.attending.registrants import Line, sheet_of
from program.models import AttendeeRules, Registrant
from program.shelf import program_of_release
from tests.factories.program import make_release

pytestmark = pytest.mark.django_db
PAGE = "/ash-2027/attendees/registrants/"
CSV = "Name,E-mail,Type\nAda Adeyemi,ADA@example.org,Trainee\nZoë 王,zoe@example.org,Member\n"


def read(client, address, **more):
    return " ".join(client.get(address, **more).content.decode().split())


def rows(meeting):
    return sorted(meeting.registrants.values_list("email", "name", "category"))


def bring(world, at, *emails, replace=False):
    lines = [Line(email) for email in emails]
    return registering.bring_registrants(world.meeting, lines, replace=replace, by=world.cast.olga, at=at)


def only_registrants(world, at):
    registering.set_attendee_rules(world.meeting, registrants_only=True, by=world.cast.olga, at=at)


def test_a_sheet_says_its_faults_by_line_and_the_rest_is_read():
    sheet = sheet_of([["mail", "name"], ["a@example.org", "A"], ["no address"], [], ["A@example.org", "Again"]])
    assert sheet.lines == [Line("a@example.org", "Again")]
    assert sheet.faults == [
        "Line 3: “no address” is not an e-mail address.",
        "Line 5: a@example.org is there twice; the later line counts.",
    ]
    assert sheet_of([["who"], ["a@example.org"]]).faults == ["The first line names no column “email”."]
    assert sheet_of([]).lines == []


def test_staff_look_at_a_list_before_it_is_kept(world, sign_in):
    client = sign_in(world.cast.olga)
    shown = client.post(PAGE, {"text": CSV, "act": "add"}).content.decode()
    assert "2 people were read. 2 are new, 0 changed. Then 2 are registered." in shown
    assert rows(world.meeting) == []
    held = shown.partition("hidden readonly>")[2].partition("<")[0]
    client.post(PAGE, {"held": held})
    assert rows(world.meeting) == [
        ("ada@example.org", "Ada Adeyemi", "Trainee"),
        ("zoe@example.org", "Zoë 王", "Member"),
    ]


def test_what_was_not_shown_to_her_is_not_kept(world, sign_in):
    client = sign_in(world.cast.olga)
    client.post(PAGE, {"held": "made-up"})
    assert rows(world.meeting) == []
    assert "Choose the list again" in read(client, PAGE)


def test_an_xlsx_is_read_and_a_formula_in_it_says_nothing(world, sign_in):
    book = Workbook()
    book.active.append(["email", "name"])
    book.active.append(["ada@example.org", "=1+1"])
    paper = io.BytesIO()
    book.save(paper)
    paper.seek(0)
    paper.name = "list.xlsx"
    shown = sign_in(world.cast.olga).post(PAGE, {"file": paper, "act": "add"}).content.decode()
    assert "1 person was read." in shown
    assert "1+1" not in shown


def test_adding_keeps_who_was_there_and_replacing_does_not(world, at):
    bring(world, at, "a@example.org", "b@example.org")
    assert bring(world, at, "b@example.org", "c@example.org").total == 3
    changes = bring(world, at, "c@example.org", replace=True)
    assert (changes.total, changes.gone) == (1, ["a@example.org", "b@example.org"])
    assert [email for email, *_ in rows(world.meeting)] == ["c@example.org"]


def test_an_empty_list_replaces_nothing(world, at):
    bring(world, at, "a@example.org")
    with pytest.raises(Refused, match="Nobody is in this list"):
        bring(world, at, replace=True)
    assert Registrant.objects.count() == 1


def test_nothing_chosen_is_said_at_the_form(world, sign_in):
    answer = sign_in(world.cast.olga).post(PAGE, {"act": "add"})
    assert answer.status_code == 422
    assert "Choose a file, or paste the list." in answer.content.decode()


def test_only_registrants_sign_up_and_another_reads_why_not(world, at, sign_in):
    only_registrants(world, at)
    bring(world, at, "ada@example.org")
    signing_up.open_sign_up(world.session, places=5, by=world.cast.olga, at=at)
    make_release(world.version, world.cast.olga, at)
    assert signing_up.sign_up(world.session, by=world.cast.ada, at=at).placed_at
    with pytest.raises(Refused, match=r"no address that you have proved \(stan@example.org\)"):
        signing_up.sign_up(world.session, by=world.cast.stan, at=at)
    page = read(sign_in(world.cast.stan), f"/ash-2027/sessions/{world.session.code}/places/")
    assert "Signing up is only for who is registered for Annual Meeting 2027" in page
    assert '<button class="btn btn-primary" type="submit" name="act"' not in page


def test_an_address_that_is_not_proved_counts_for_nothing(world, at):
    only_registrants(world, at)
    bring(world, at, "other@example.org")
    signing_up.open_sign_up(world.session, places=5, by=world.cast.olga, at=at)
    make_release(world.version, world.cast.olga, at)
    address = world.cast.stan.emailaddress_set.create(email="other@example.org", verified=False)
    with pytest.raises(Refused):
        signing_up.sign_up(world.session, by=world.cast.stan, at=at)
    address.verified = True
    address.save()
    assert signing_up.sign_up(world.session, by=world.cast.stan, at=at).placed_at


def test_an_online_address_for_registrants_is_in_no_public_file(world, at, client, sign_in):
    world.room.online_address = "https://stream.example/secret-room"
    world.room.save()
    only_registrants(world, at)
    bring(world, at, "ada@example.org")
    release = make_release(world.version, world.cast.olga, at)
    assert program_of_release(release).room_by_slug["hall-a"].online_address == ""
    session, online = (f"/ash-2027/sessions/{world.session.code}/{tail}" for tail in ("", "online/"))
    for address in (session, "/ash-2027/program.json", "/ash-2027/program.ics", online):
        assert "secret-room" not in client.get(address).content.decode()
    assert f'hx-get="{online}"' in read(client, session)
    assert "https://stream.example/secret-room" in read(sign_in(world.cast.ada), online)
    stan = read(sign_in(world.cast.stan), online, headers={"HX-Request": "true"})
    assert "Following this session online is only for who is registered" in stan
    assert "secret-room" not in stan


def test_a_room_of_a_cancelled_session_does_not_bring_its_address_back(world, at):
    world.room.online_address = "https://stream.example/secret-room"
    world.room.save()
    make_release(world.version, world.cast.olga, at)
    only_registrants(world, at)
    draft = world.meeting.versions.drafts().get()
    program = program_of_release(make_release(draft, world.cast.olga, at))
    assert [room.online_address for room in program.rooms] == [""]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_for_one_and_three(number, world, at, sign_in, django_assert_num_queries):
    bring(world, at, *(f"guest{each}@example.org" for each in range(number)))
    client = sign_in(world.cast.olga)
    client.get(PAGE)
    with django_assert_num_queries(8):
        page = read(client, PAGE)
    assert page.count('<th scope="row">') == number


def test_staff_find_and_take_off_one(world, at, sign_in):
    bring(world, at, "a@example.org", "b@example.org")
    client = sign_in(world.cast.olga)
    assert ("a@example.org" in (page := read(client, PAGE + "?q=b@")), "b@example.org" in page) == (False, True)
    client.post(f"{PAGE}{Registrant.objects.get(email='b@example.org').pk}/remove/")
    assert [email for email, *_ in rows(world.meeting)] == ["a@example.org"]


def test_staff_choose_what_is_only_for_registrants(world, sign_in):
    client = sign_in(world.cast.olga)
    form = client.get("/ash-2027/attendees/rules/").context["form"]
    said = {name: value for name in form.fields if (value := form[name].value()) is not False}
    client.post("/ash-2027/attendees/rules/", said | {"registrants_only": "on"})
    assert AttendeeRules.of(world.meeting).registrants_only
    assert "The list is empty" in read(client, PAGE)


def test_an_earlier_release_does_not_bring_an_address_back_that_is_for_registrants_now(world, at):
    world.room.online_address = "https://stream.example/secret-room"
    world.room.save()
    earlier = make_release(world.version, world.cast.olga, at)
    assert program_of_release(earlier).room_by_slug["hall-a"].online_address == "https://stream.example/secret-room"
    only_registrants(world, at)
    make_release(world.meeting.versions.drafts().get(), world.cast.olga, at)
    again = rolling_back.release_again(earlier, note="", by=world.cast.olga, at=at, in_background=False)
    room = program_of_release(again).room_by_slug["hall-a"]
    assert (room.online_address, room.for_registrants) == ("", True)


def test_a_list_longer_than_a_statement_is_replaced_by_another(world, at):
    bring(world, at, *(f"old{each}@example.org" for each in range(1200)))
    changes = bring(world, at, "new@example.org", replace=True)
    assert (changes.total, len(changes.gone), Registrant.objects.count()) == (1, 1200, 1)
