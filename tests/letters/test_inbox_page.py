"""Staff read what became of mail that came in, and settle what was left for them."""

import pytest

from audit.models import Entry
from letters.models import Mailbox, Received


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.olga)


def make_received(at, number=1, outcome="staff", **fields) -> Received:
    told = {"reason": "Somebody wrote by hand.", "sender": "x@example.org", "subject": f"Mail {number}"}
    return Received.objects.create(key=str(number), outcome=outcome, at=at, **told | fields)


def read(client, address="/letters/inbox/"):
    return client.get(address).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_inbox_asks_the_same_questions_for_one_and_three(number, at, client, django_assert_num_queries):
    for each in range(number):
        make_received(at, each)
    with django_assert_num_queries(7):
        page = read(client)
    assert page.count('<th scope="row">') == number


def test_a_mail_is_settled_once_and_stays_on_the_list(client, at):
    mail = make_received(at)
    assert "1 mail is left for staff" in " ".join(read(client).split())
    for _ in range(2):
        assert client.post(f"/letters/inbox/{mail.pk}/settle/").status_code == 302
    page = read(client)
    assert "left for staff" not in page
    assert "Somebody wrote by hand." in page
    assert Entry.objects.about(mail).count() == 1


def test_the_inbox_is_narrowed_by_what_became_of_mail(client, at):
    make_received(at, 1)
    make_received(at, 2, settled_at=at)
    make_received(at, 3, "ignored")

    def found(query):
        page = read(client, f"/letters/inbox/?outcome={query}")
        return [number for number in (1, 2, 3) if f">Mail {number}<" in page]

    assert [found(each) for each in ("", "waiting", "staff", "ignored", "nonsense")] == [
        [1, 2, 3],
        [1],
        [1, 2],
        [3],
        [],
    ]


def test_hostile_words_of_a_mail_are_shown_as_words(client, at):
    make_received(at, subject="<script>alert(1)</script>", sender='"><img src=x>')
    page = read(client)
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_mailbox_that_cannot_be_read_is_said(client, at, settings):
    assert "No mailbox is set up" in read(client)
    settings.MAILBOX = settings.MAILBOX | {"address": "calendar@society.example", "host": "imap.example"}
    assert "not read yet" in read(client)
    Mailbox.objects.create(pk=1, fault="The mail server refuses: wrong word", fault_since=at, try_at=at, tries=1)
    page = read(client)
    assert "The mailbox calendar@society.example cannot be read since" in page
    assert "The mail server refuses: wrong word" in page


def test_what_is_left_for_staff_waits_on_their_first_page(client, at, settings):
    settings.MAILBOX = settings.MAILBOX | {"address": "calendar@society.example", "host": "imap.example"}
    make_received(at, 1)
    make_received(at, 2, settled_at=at)
    Mailbox.objects.create(pk=1, fault="The mail server refuses: no.", fault_since=at, try_at=at, tries=1)
    page = " ".join(read(client, "/").split())
    assert "1 mail is left for you." in page
    assert "The mailbox for answers cannot be read." in page
