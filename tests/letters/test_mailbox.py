"""A mailbox of a real Dovecot: each mail is read once and put away, and a server that is away is said."""

from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.core.management import call_command
from django.utils import timezone

from letters.inbox import reading
from letters.inbox.reading import read_mailbox
from letters.invitees.address import address_of
from letters.models import Mailbox, Outcome, Received
from tests.factories.letters import make_invitee
from tests.letters.answers import by_icalendar, mail_of
from tests.letters.dovecot import started
from tests.letters.test_answers import invitation_to, now

pytestmark = pytest.mark.dovecot


@pytest.fixture
def certificate(tmp_path, monkeypatch) -> Path:
    """Of localhost, signed by itself, and trusted on this machine."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now_at = timezone.now()
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now_at - timedelta(days=1))
        .not_valid_after(now_at + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file = tmp_path / "certificate.pem"
    file.write_bytes(made.public_bytes(Encoding.PEM) + secret)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    return file


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_the_line_is_secret_and_the_server_has_to_be_the_one_that_was_named(
    certificate, mailbox, felix, at, settings, monkeypatch, security
):
    with started(certificate=certificate) as server:
        port = server.tls_port if security == "tls" else server.port
        settings.MAILBOX = settings.MAILBOX | {"host": "localhost", "port": port, "security": security}
        server.deliver(answer(felix, "ACCEPTED", at))
        settings.MAILBOX = settings.MAILBOX | {"host": "127.0.0.1"}
        assert read_mailbox(at) == 0
        assert "certificate verify failed" in Mailbox.current().fault
        settings.MAILBOX = settings.MAILBOX | {"host": "localhost"}
        assert read_mailbox(at) == 1
        monkeypatch.delenv("SSL_CERT_FILE")
        read_mailbox(at)
        assert "certificate verify failed" in Mailbox.current().fault
    assert now(felix)[0] == "accepted"


@pytest.fixture
def tick(django_capture_on_commit_callbacks):
    """The clock, and the worker that it wakes."""

    def once():
        with django_capture_on_commit_callbacks(execute=True):
            call_command("tick")

    return once


@pytest.fixture
def felix(cast, at, mailbox):
    return make_invitee(cast.felix, at)


def answer(felix, status, at, number="1", **headers):
    return mail_of(
        by_icalendar(invitation_to(felix), status, stamp=at), to=address_of(felix), number=number, **headers
    )


def where(mailbox) -> dict[str, int]:
    return {name: len(mails) for name, mails in mailbox.folders().items()}


def test_each_mail_goes_into_the_folder_of_what_became_of_it(mailbox, felix, at):
    mailbox.deliver(answer(felix, "ACCEPTED", at))
    mailbox.deliver(mail_of("", to="calendar@society.example", number="2"))
    mailbox.deliver(mail_of("", to="calendar@society.example", number="3", Auto_Submitted="auto-replied"))
    before = sorted(mail for mails in mailbox.folders().values() for mail in mails)
    assert read_mailbox(at) == 3
    assert where(mailbox) == {"Convoke.Read": 1, "Convoke.For staff": 1, "Convoke.Ignored": 1}
    assert sorted(mail for mails in mailbox.folders().values() for mail in mails) == before
    assert now(felix)[0] == "accepted"
    assert Received.objects.waiting().get().reason == (
        "It holds no answer of a calendar; somebody may have written by hand."
    )
    assert read_mailbox(at) == 0


def test_a_server_that_wants_everything_below_the_inbox_gets_it_there(settings, felix, at):
    with started(prefix="INBOX.") as server:
        settings.MAILBOX = settings.MAILBOX | {"port": server.port}
        server.deliver(answer(felix, "ACCEPTED", at))
        assert read_mailbox(at) == 1
        assert where(server) == {"INBOX.Convoke.Read": 1}


def test_who_is_killed_between_keeping_and_putting_away_does_neither_twice(mailbox, felix, at, monkeypatch):
    mailbox.deliver(answer(felix, "ACCEPTED", at))

    def killed(*args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(reading.Post, "put", killed)
        with pytest.raises(KeyboardInterrupt):
            read_mailbox(at)
    assert (where(mailbox), Received.objects.count(), now(felix)[0]) == ({"INBOX": 1}, 1, "accepted")
    felix.answer, felix.answer_stamp, felix.answered_at = "", None, None
    felix.save()
    assert read_mailbox(at) == 1
    assert (where(mailbox), Received.objects.count(), now(felix)[0]) == ({"Convoke.Read": 1}, 1, "")


def test_who_is_killed_before_keeping_it_reads_it_again(mailbox, felix, at, monkeypatch):
    mailbox.deliver(answer(felix, "DECLINED", at))

    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(reading, "_keep", killed)
        with pytest.raises(KeyboardInterrupt):
            read_mailbox(at)
    assert (where(mailbox), Received.objects.count(), now(felix)[0]) == ({"INBOX": 1}, 0, "")
    read_mailbox(at)
    assert now(felix)[0] == "declined"


def test_a_mail_of_50_mb_is_put_before_staff_unopened(mailbox, felix, at, monkeypatch):
    huge = answer(felix, "DECLINED", at) + b"x" * 70 + b"\r\n" + (b"y" * 70 + b"\r\n") * 700_000
    mailbox.deliver(huge)
    monkeypatch.setattr(reading.Post, "whole", None)
    assert read_mailbox(at) == 1
    received = Received.objects.get()
    assert (received.outcome, received.sender, received.invitee) == (Outcome.STAFF, "felix@example.org", None)
    assert received.reason == "It has 50 MB, which no answer has; it was not opened."
    assert where(mailbox) == {"Convoke.For staff": 1}


def test_a_server_that_is_away_is_said_and_tried_again_and_answers_are_read_then(mailbox, felix, at, client, tick):
    mailbox.deliver(answer(felix, "ACCEPTED", at))
    mailbox.close()
    now_at = timezone.now()
    tick()
    box = Mailbox.current()
    assert box.fault.startswith("The mail server 127.0.0.1 cannot be reached (")
    assert (box.tries, box.fault_since >= now_at, box.try_at > now_at) == (1, True, True)
    assert client.get("/readyz").json() == {"database": "ok", "mailbox": "cannot be read"}
    assert reading.is_due(box.try_at - timedelta(seconds=1)) is False
    mailbox.open()
    Mailbox.objects.update(try_at=now_at)
    tick()
    box = Mailbox.current()
    assert (box.fault, box.fault_since, now(felix)[0]) == ("", None, "accepted")
    assert client.get("/readyz").json() == {"database": "ok", "mailbox": "ok"}


def test_a_wrong_password_is_said_without_it_and_asked_less_and_less_often(mailbox, felix, at, settings):
    settings.MAILBOX = settings.MAILBOX | {"password": "wrong-word"}
    moments = []
    for _ in range(5):
        assert read_mailbox(at) == 0
        moments.append(Mailbox.current().try_at - at)
    assert [int(each.total_seconds() / 60) for each in moments] == [1, 5, 15, 30, 30]
    box = Mailbox.current()
    assert box.fault.startswith("The mail server refuses: ")
    assert "wrong-word" not in box.fault


def test_a_folder_that_is_not_there_is_said(mailbox, felix, at, settings):
    settings.MAILBOX = settings.MAILBOX | {"folder": 'No "such" folder'}
    read_mailbox(at)
    assert Mailbox.current().fault.startswith('The mailbox has no folder No "such" folder: ')


def test_without_a_mailbox_nothing_is_read_and_nobody_is_asked_to_answer(cast, at, client):
    felix = make_invitee(cast.felix, at)
    assert reading.is_due(at) is False
    assert client.get("/readyz").json() == {"database": "ok", "mailbox": "none"}
    calendar = invitation_to(felix).replace("\r\n ", "")
    assert "RSVP=FALSE" in calendar
    assert 'ORGANIZER;CN="Our Society":mailto:office@society.example' in calendar
