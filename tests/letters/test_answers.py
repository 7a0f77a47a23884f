"""Answers of calendars: believed for their secret, kept when they are newer, and never because of a sender."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from audit.models import Entry
from letters.inbox import reading
from letters.invitees.address import address_of
from letters.invitees.telling import calendar_for
from letters.models import Invitee, Outcome, Received
from rendering.calendar import CalendarEvent, Mailbox
from tests.factories.letters import make_invitee
from tests.letters.answers import LIBRARIES, by_icalendar, mail_of


@pytest.fixture(autouse=True)
def addressed(settings):
    settings.MAILBOX = settings.MAILBOX | {"address": "calendar@society.example", "host": "imap.society.example"}


@pytest.fixture
def felix(cast, at) -> Invitee:
    return make_invitee(cast.felix, at)


def invitation_to(invitee: Invitee) -> str:
    event = CalendarEvent(
        uid=invitee.uid,
        summary=invitee.title,
        starts_at=invitee.starts_at,
        ends_at=invitee.ends_at,
        revised_at=invitee.told_at,
        organizer=Mailbox("Our Society", "office@society.example"),
        sequence=invitee.sequence,
        location=invitee.place,
    )
    return calendar_for(invitee, event)


def receive(raw: bytes, at) -> Received:
    return reading.receive(raw, size=len(raw), key=reading.key_of_mail(raw, len(raw)), at=at)


def says(invitee: Invitee, status: str, at, *, minutes: int = 0, number: str = "1", **more) -> Received:
    stamp = at - timedelta(hours=1) + timedelta(minutes=minutes)
    calendar = by_icalendar(invitation_to(invitee), status, stamp=stamp, comment=more.pop("comment", ""))
    return receive(mail_of(calendar, to=address_of(invitee), number=number, **more), at)


def now(invitee: Invitee) -> tuple[str, str]:
    invitee.refresh_from_db()
    return invitee.answer, invitee.comment


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("status", ["ACCEPTED", "TENTATIVE", "DECLINED"])
def test_an_answer_of_either_library_is_kept_with_comment_and_moment(felix, at, library, status):
    words = "Gladly, but I have to leave at 18:45; sorry, all."
    calendar = LIBRARIES[library](invitation_to(felix), status, stamp=at, comment=words)
    received = receive(mail_of(calendar, to=address_of(felix)), at)
    assert (received.outcome, received.invitee) == (Outcome.READ, felix)
    assert now(felix) == (status.lower(), words)
    assert (felix.answered_at, felix.answer_sequence, felix.is_answer_of_now) == (at, 1, True)
    assert Entry.objects.about(felix).get().verb == "answer calendar"


def test_the_organizer_alone_proves_it_where_the_mail_went_another_way(felix, at):
    calendar = by_icalendar(invitation_to(felix), "ACCEPTED", stamp=at)
    receive(mail_of(calendar, to="office@society.example"), at)
    assert now(felix)[0] == "accepted"


def test_a_later_answer_counts_and_an_older_one_does_not(felix, at):
    says(felix, "ACCEPTED", at, minutes=5)
    says(felix, "DECLINED", at, minutes=10, number="2")
    late = says(felix, "TENTATIVE", at, minutes=7, number="3")
    assert now(felix)[0] == "declined"
    assert (late.outcome, late.reason) == (
        Outcome.READ,
        "Felix Fuchs (“Iron and infection”) has given a newer answer than this one.",
    )


def test_no_clock_that_is_ahead_has_the_last_word(felix, at):
    says(felix, "ACCEPTED", at, minutes=60 * 24 * 365 * 50)
    assert now(felix)[0] == "accepted"
    says(felix, "DECLINED", at + timedelta(minutes=5), minutes=60, number="2")
    assert now(felix)[0] == "declined"


def test_an_answer_to_a_version_that_was_never_sent_is_none(felix, at):
    felix.sequence = 7
    coming = invitation_to(felix)
    received = receive(mail_of(by_icalendar(coming, "ACCEPTED", stamp=at), to=address_of(felix)), at)
    assert (received.outcome, now(felix)[0]) == (Outcome.STAFF, "")
    assert received.reason == "It answers a version of the invitation to Felix Fuchs that was never sent."


def test_an_answer_to_an_earlier_version_never_replaces_one_to_a_later(felix, at):
    earlier = invitation_to(felix)
    felix.sequence = 2
    felix.save()
    says(felix, "ACCEPTED", at)
    receive(mail_of(by_icalendar(earlier, "DECLINED", stamp=at), to=address_of(felix), number="2"), at)
    assert now(felix)[0] == "accepted"


def test_an_answer_to_another_time_is_told_as_such(felix, at):
    says(felix, "ACCEPTED", at)
    felix.refresh_from_db()
    felix.sequence = felix.timed_sequence = 2
    felix.save()
    assert (felix.is_answer_of_now, felix.answer_in_words) == (False, "Accepted an earlier time")


@pytest.mark.parametrize(
    ("secret", "reason"),
    [
        ("calendar@society.example", "names no address of an invitation"),
        ("calendar+{pk}-aaaaaaaaaaaaaaaaaaaaaaaa@society.example", "holds a wrong secret"),
        ("calendar+{other}@society.example", "holds a wrong secret"),
    ],
)
def test_a_forged_answer_changes_nothing_and_waits_for_staff(felix, cast, at, caplog, secret, reason):
    """With the sender, attendee, UID and sequence all right; the last one with the secret of somebody else's row."""
    ada = make_invitee(cast.ada, at, about="test.talk:2", uid="uid-2")
    stolen = f"{felix.pk}-{address_of(ada).partition('@')[0].rpartition('-')[2]}"
    made_up = secret.format(pk=felix.pk, other=stolen)
    calendar = by_icalendar(invitation_to(felix), "DECLINED", stamp=at).replace("\r\n ", "")
    calendar = calendar.replace(address_of(felix), made_up)
    received = receive(mail_of(calendar, to=made_up), at)
    assert now(felix)[0] == ""
    assert (received.outcome, received.invitee) == (Outcome.STAFF, None)
    assert reason in received.reason
    assert "without its secret was refused, from felix@example.org" in caplog.text


def test_whoever_knows_one_secret_answers_for_nobody_else_and_for_no_other_event(felix, cast, at):
    ada = make_invitee(cast.ada, at, about="test.talk:2", uid="uid-2")
    mixed = by_icalendar(invitation_to(ada), "DECLINED", stamp=at).replace("\r\n ", "")
    mixed = mixed.replace(address_of(ada), address_of(felix))
    assert "another event" in receive(mail_of(mixed, to=address_of(felix)), at).reason
    whom = by_icalendar(invitation_to(felix), "DECLINED", stamp=at).replace("felix@", "ada@")
    assert "answers for ada@example.org" in receive(mail_of(whom, to=address_of(felix), number="2"), at).reason
    assert (now(felix)[0], now(ada)[0]) == ("", "")


def test_she_may_answer_by_another_address_that_she_has_proved(felix, at):
    felix.person.emailaddress_set.create(email="fuchs@elsewhere.example", verified=True)
    calendar = by_icalendar(invitation_to(felix), "ACCEPTED", stamp=at)
    calendar = calendar.replace("felix@example.org", "fuchs@elsewhere.example")
    receive(mail_of(calendar, to=address_of(felix), sender="fuchs@elsewhere.example"), at)
    assert now(felix)[0] == "accepted"


def test_another_time_and_another_person_are_sentences_for_staff(felix, at):
    counter = by_icalendar(invitation_to(felix), "TENTATIVE", stamp=at, comment="Later, please", method="COUNTER")
    counter = counter.replace("T190000Z", "T203000Z").replace("T180000Z", "T193000Z")
    received = receive(mail_of(counter, to=address_of(felix), method="COUNTER"), at)
    assert (received.outcome, received.invitee) == (Outcome.STAFF, felix)
    assert received.reason == (
        "Felix Fuchs (“Iron and infection”) asks for another time, 10 December 2027, 19:30 to 20:30 UTC; nothing has "
        "changed. The comment: Later, please"
    )
    delegate = by_icalendar(invitation_to(felix), "DELEGATED", stamp=at)
    delegate = delegate.replace("ATTENDEE;", 'ATTENDEE;DELEGATED-TO="mailto:nia@example.org";')
    received = receive(mail_of(delegate, to=address_of(felix), number="2"), at)
    assert "names nia@example.org instead; nothing has changed." in received.reason
    assert now(felix)[0] == ""


@pytest.mark.parametrize(
    "headers",
    [{"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"List_Id": "<x.example>"}, {"X_Autoreply": "yes"}],
)
def test_what_no_person_wrote_is_ignored_unless_a_calendar_answers_in_it(felix, at, headers):
    away = receive(mail_of("", to=address_of(felix), **headers), at)
    assert away.outcome == Outcome.IGNORED
    assert says(felix, "ACCEPTED", at, number="2", **headers).outcome == Outcome.READ


def test_our_own_letter_that_comes_back_is_ignored(felix, at):
    received = receive(mail_of(invitation_to(felix), to=address_of(felix), method="REQUEST"), at)
    assert (received.outcome, now(felix)[0]) == (Outcome.IGNORED, "")


BROKEN = [
    b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\n",
    b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:uid-1\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    b"METHOD:REPLY\r\n\xff\xfe\x00",
    b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\n" + b"BEGIN:A\r\n" * 3000,
    b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\n" + b"X:" + b"y" * 200_000 + b"\r\nEND:VCALENDAR\r\n",
]


@pytest.mark.parametrize("body", BROKEN)
def test_a_broken_calendar_is_left_for_staff_with_a_reason(felix, at, body):
    received = receive(mail_of(body, to=address_of(felix)), at)
    assert (received.outcome, now(felix)[0]) == (Outcome.STAFF, "")
    assert received.reason.endswith(".")


HOSTILE = "<script>alert(1)</script>\r\nX-EVIL:1\x00\x1b[31m \u202egnp.exe ‮ {{ 7*7 }} '); DROP TABLE"


def test_hostile_words_are_kept_as_words_without_what_harms(felix, at):
    calendar = by_icalendar(invitation_to(felix), "ACCEPTED", stamp=at, comment=HOSTILE)
    receive(mail_of(calendar, to=address_of(felix)), at)
    answer, comment = now(felix)
    assert answer == "accepted"
    assert not set(comment) & set("\x00\x1b\r\u202e")
    assert "<script>" in comment


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff\xfe",
        b"From: =?utf-8?b?////?=\nSubject: =?x-unknown?q?a?=\nTo: @@,,<>\n\nhello",
        b"Content-Type: multipart/mixed; boundary=a\n\n"
        + b"--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 3000,
        b"Content-Type: text/calendar; charset=zlib\n\nMETHOD:REPLY\n",
    ],
)
def test_hostile_mail_is_left_for_staff(felix, at, raw):
    received = receive(raw, at)
    assert received.outcome == Outcome.STAFF
    assert received.reason


def test_a_new_key_of_the_installation_knows_invitations_of_the_old_one(felix, at, settings):
    raw = mail_of(by_icalendar(invitation_to(felix), "ACCEPTED", stamp=at), to=address_of(felix))
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another" * 9, [settings.SECRET_KEY]
    receive(raw, at)
    assert now(felix)[0] == "accepted"


@pytest.mark.django_db(transaction=True)
def test_of_several_workers_that_read_a_mail_at_once_one_keeps_it(cast, at):
    felix = make_invitee(cast.felix, at)
    raw = mail_of(by_icalendar(invitation_to(felix), "ACCEPTED", stamp=at), to=address_of(felix))
    together, kept = threading.Barrier(4), []

    def work():
        together.wait()
        kept.append(receive(raw, at).pk)
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert kept == [Received.objects.get().pk] * 4
    assert Entry.objects.about(felix).count() == 1
