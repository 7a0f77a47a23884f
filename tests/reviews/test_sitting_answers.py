"""Calendars of a committee's members follow its sittings, and the chair reads who comes."""

from datetime import timedelta

import icalendar
import pytest

from letters.inbox import reading
from letters.invitees.address import address_of
from letters.models import Invitee, Letter
from reviews.actions import convening
from tests.factories.cast import make_person
from tests.factories.reviews import make_sitting
from tests.factories.workshops import make_seat
from tests.letters.answers import by_icalendar, mail_of


@pytest.fixture
def sitting(committee, at, settings):
    settings.MAILBOX = settings.MAILBOX | {"address": "calendar@society.example", "host": "imap.example"}
    return make_sitting(committee.world.stage, at, committee.mine)


def said(letter) -> tuple[str, str, int]:
    calendar = icalendar.Calendar.from_ical(letter.calendar)
    return letter.kind, str(calendar["METHOD"]), int(calendar.walk("VEVENT")[0]["SEQUENCE"])


def to(person) -> list[tuple[str, str, int]]:
    return [said(letter) for letter in Letter.objects.filter(to=person, kind__contains="sitting").order_by("pk")]


def test_a_member_answers_and_the_chair_reads_it_until_the_time_changes(sitting, cast, at, sign_in):
    convening.call_members(sitting, by=cast.chen, at=at)
    letter = Letter.objects.get(to=cast.rita, kind="sitting.called")
    invitee = Invitee.objects.get(person=cast.rita)
    assert letter.reply_to == address_of(invitee)
    mail = mail_of(
        by_icalendar(letter.calendar, "ACCEPTED", stamp=at, comment="By train"),
        to=letter.reply_to,
        sender="rita@example.org",
    )
    reading.receive(mail, size=len(mail), key="k", at=at)
    address = f"/{sitting.committee.meeting.slug}/sittings/{sitting.pk}/"
    page = sign_in(cast.chen).get(address).content.decode()
    assert "By train" in page
    assert page.count("No answer yet") == 2
    assert "By train" not in sign_in(cast.raj).get(address).content.decode()
    sitting.refresh_from_db()
    convening.edit_sitting(sitting, by=cast.chen, at=at, ends_at=sitting.ends_at + timedelta(hours=1))
    convening.call_members(sitting, by=cast.chen, at=at)
    assert to(cast.rita) == [("sitting.called", "REQUEST", 0), ("sitting.called", "REQUEST", 1)]
    assert "Accepted an earlier time" in sign_in(cast.chen).get(address).content.decode()


def test_called_twice_without_a_change_is_the_same_version_twice(sitting, cast, at):
    sitting.link, sitting.place = "https://video.example/r%C3%B6m/ü", ""
    sitting.save()
    for _ in range(2):
        convening.call_members(sitting, by=cast.chen, at=at)
    assert to(cast.rita) == [("sitting.called", "REQUEST", 0)] * 2


def test_who_leaves_the_committee_has_it_taken_out_and_comes_back_with_a_higher_sequence(sitting, cast, at):
    convening.call_members(sitting, by=cast.chen, at=at)
    sitting.committee.seats.filter(person=cast.raj).delete()
    convening.call_members(sitting, by=cast.chen, at=at)
    make_seat(sitting.committee, cast.raj)
    convening.call_members(sitting, by=cast.chen, at=at)
    convening.call_off(sitting, by=cast.chen, at=at)
    assert to(cast.raj) == [
        ("sitting.called", "REQUEST", 0),
        ("sitting.left", "CANCEL", 1),
        ("sitting.called", "REQUEST", 2),
        ("sitting.called_off", "CANCEL", 3),
    ]


def test_who_wants_no_invitations_gets_the_letter_alone(sitting, cast, at):
    cast.rita.wants_invitations = False
    cast.rita.save()
    convening.call_members(sitting, by=cast.chen, at=at)
    assert Letter.objects.get(to=cast.rita, kind="sitting.called").calendar == ""


def test_a_member_without_an_address_is_told_of_and_keeps_nobody_back(sitting, cast, at):
    nobody = make_person("nia")
    make_seat(sitting.committee, nobody)
    nobody.email = None
    nobody.save()
    written, faults = convening.call_members(sitting, by=cast.chen, at=at)
    assert (written, len(faults)) == (3, 1)
