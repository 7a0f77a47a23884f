"""Staff read who is told what before anybody is, and who said yes; a person reads and ends her own."""

import pytest

from letters.models import Answered, Invitee, Letter, Mailbox, Received
from scheduling.models import SessionPerson
from tests.factories.cast import make_person
from tests.program.inviting import choose, let_go, release, told, write

PAGE = "/ash-2027/calendar-invitations/"
HOSTILE = "<script>alert(1)</script> {{ 7*7 }} ‮evil"


@pytest.fixture(autouse=True)
def chosen(world):
    choose(world)


def read(client, address=PAGE):
    return " ".join(client.get(address).content.decode().split())


def fill(world, at, number):
    for each in range(number - 1):
        person = make_person(f"speaker{each}")
        SessionPerson.objects.create(session=world.session, person=person, order=each + 1)


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_the_same_questions_for_one_and_three(number, world, at, sign_in, django_assert_num_queries):
    fill(world, at, number)
    told(world, at)
    client = sign_in(world.cast.olga)
    read(client)
    with django_assert_num_queries(16):
        page = read(client)
    assert page.count('<th scope="row">') == number


@pytest.mark.parametrize("number", [1, 3])
def test_the_releases_page_names_who_would_be_told_before_anything_is_written(number, world, at, sign_in):
    fill(world, at, number)
    page = read(sign_in(world.cast.olga), "/ash-2027/releases/")
    assert page.count(" is invited.</li>") == number
    assert "<strong>Canary session</strong>: Felix Fuchs is invited.</li>" in page
    assert not Letter.objects.exclude(calendar="").exists()


def test_invitations_chosen_after_the_release_are_written_read_and_released_from_the_page(
    world, at, sign_in, django_capture_on_commit_callbacks
):
    client = sign_in(world.cast.olga)
    world.meeting.tells_calendars = False
    world.meeting.save()
    release(world, at)
    choose(world)
    assert "Felix Fuchs is invited" in read(client)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(PAGE).status_code == 302
    page = read(client)
    assert "1 letter with invitations waits in the outbox" in page
    letter = Letter.objects.held().get(kind="program.invited")
    assert "A calendar invitation: Canary session" in read(client, f"/letters/{letter.pk}/")
    let_go(world, at)
    page = read(client)
    assert "Every calendar knows what the program says." in page
    assert "0 of 1 said yes to this time." in page


def test_answers_and_wishes_are_read_as_words(world, at, sign_in):
    told(world, at)
    invitee = Invitee.objects.get()
    Invitee.objects.update(
        answer=Answered.ACCEPTED, answered_at=at, answer_stamp=at, answer_sequence=0, comment=HOSTILE
    )
    Received.objects.create(key="w", outcome="staff", reason=f"Felix wishes {HOSTILE}", invitee=invitee, at=at)
    page = read(sign_in(world.cast.olga))
    assert "1 of 1 said yes to this time." in page
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }}") == 3


def test_a_mailbox_that_cannot_be_read_is_said_where_answers_are_missed(world, at, sign_in, settings):
    client = sign_in(world.cast.olga)
    assert "No mailbox is set up for answers" in read(client)
    settings.MAILBOX = settings.MAILBOX | {"address": "calendar@society.example", "host": "imap.example"}
    Mailbox.objects.create(pk=1, fault="The mail server refuses: no.", fault_since=at, try_at=at)
    assert "The mail server refuses: no." in read(client)


def test_a_meeting_that_sends_none_says_where_that_is_chosen(world, at, sign_in):
    world.meeting.tells_calendars = False
    world.meeting.save()
    client = sign_in(world.cast.olga)
    assert "This meeting sends no calendar invitations" in read(client)
    assert "This meeting sends none." in read(client, "/ash-2027/releases/")
    page = client.post(PAGE, follow=True).content.decode()
    assert "There is nothing to tell calendars." in page


@pytest.mark.parametrize("number", [1, 3])
def test_a_person_reads_her_own_and_nobody_else_s(number, world, at, sign_in, django_assert_num_queries):
    told(world, at)
    row = Invitee.objects.get()
    for each in range(number - 1):
        row.pk, row.about = None, f"test:{each}"
        row.save()
    client = sign_in(world.cast.felix)
    read(client, "/calendar/")
    with django_assert_num_queries(4):
        page = read(client, "/calendar/")
    assert page.count('<th scope="row">Canary session</th>') == number
    assert "No answer yet" in page
    assert "Canary session" not in read(sign_in(world.cast.ada), "/calendar/")


def test_who_wants_no_more_of_them_says_so_in_her_profile(world, at, sign_in):
    client = sign_in(world.cast.felix)
    client.post("/people/profile/", {"given_name": "Felix", "family_name": "Fuchs"})
    world.cast.felix.refresh_from_db()
    assert world.cast.felix.wants_invitations is False
    assert "You get no calendar invitations by mail" in read(client, "/calendar/")
    release(world, at)
    assert write(world, at) == 0


def test_the_people_of_a_proposal_show_who_said_yes_to_the_time(world, at, sign_in):
    world.submitted.state = "confirmed"
    world.submitted.save()
    world.session.proposal = world.submitted
    world.session.save()
    told(world, at)
    Invitee.objects.update(answer=Answered.TENTATIVE, answered_at=at, answer_stamp=at, comment="Perhaps later")
    sentence = "By calendar, for 10 December 2027, 08:00 EST, America/New York: tentative. “Perhaps later”"
    for person in (world.cast.paula, world.cast.olga):
        assert sentence in read(sign_in(person), f"/proposals/{world.submitted.code}/faculty/")
