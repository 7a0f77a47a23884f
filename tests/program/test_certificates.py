"""A certificate counts who was noted, once the meeting is over; its number can be verified."""

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader

from people.refusal import Refused
from program.actions import attending, certifying, registering
from program.models import Certificate
from tests.factories.program import make_release
from tests.factories.scheduling import FRIDAY, make_room, make_session, place

pytestmark = pytest.mark.django_db
MINE = "/ash-2027/my-attendance/"
OVER = FRIDAY + timedelta(hours=9)


@pytest.fixture
def day(world, at, monkeypatch):
    """One session at 8, one at half past 8 beside it, one in the evening; Ada was in all three. It is over."""
    for title, slug, begins in (
        ("Beside it", "hall-b", timedelta(minutes=30)),
        ("Evening", "hall-c", timedelta(hours=8)),
    ):
        place(world.version, make_session(world.meeting, title), make_room(world.meeting, slug), FRIDAY + begins)
    make_release(world.version, world.cast.olga, at)
    for session in world.meeting.sessions.all():
        attending.note_people(
            session, [world.cast.ada], reason="A test", by=world.cast.olga, at=OVER + timedelta(days=1)
        )
    monkeypatch.setattr("django.utils.timezone.now", lambda: OVER)
    return world


def read(client, address, **more):
    return " ".join(client.get(address, **more).content.decode().split())


def credits_on(world, at, **rules):
    registering.set_attendee_rules(world.meeting, by=world.cast.olga, at=at, **rules)


def test_it_counts_parallel_sessions_once_and_says_credits(day, at, sign_in):
    credits_on(day, at, minutes_per_credit=60, credit_name="CME credits")
    client = sign_in(day.cast.ada)
    assert "150</strong> minutes: <strong>2.5 CME credits</strong>" in read(client, MINE)
    client.post(MINE)
    page = read(client, f"/certificates/{Certificate.objects.get().number}/")
    assert "<strong>Ada Adeyemi</strong> attended Annual Meeting 2027" in page
    assert "for <strong>150 minutes</strong>: <strong>2.5 CME credits</strong>." in page


def test_without_a_rate_it_tells_minutes_only(day, sign_in):
    page = read(sign_in(day.cast.ada), MINE)
    assert "150</strong> minutes." in page
    assert "credits" not in page


def test_there_is_none_before_the_last_session_has_ended(day):
    with pytest.raises(Refused, match="once the meeting is over"):
        certifying.issue(day.meeting, by=day.cast.ada, at=OVER - timedelta(seconds=1))
    assert certifying.issue(day.meeting, by=day.cast.ada, at=OVER).number


def test_who_was_noted_nowhere_gets_none(day):
    with pytest.raises(Refused, match="noted at no session"):
        certifying.issue(day.meeting, by=day.cast.stan, at=OVER)


def test_it_may_be_for_registrants_only(day, at):
    credits_on(day, at, registrants_only=True)
    with pytest.raises(Refused, match="A certificate is only for who is registered"):
        certifying.issue(day.meeting, by=day.cast.ada, at=OVER)


def test_her_number_stays_the_same(day):
    first, again = (certifying.issue(day.meeting, by=day.cast.ada, at=OVER) for _ in range(2))
    assert first.number == again.number


def test_what_is_taken_back_is_no_longer_verified(day, client):
    row = certifying.issue(day.meeting, by=day.cast.ada, at=OVER)
    evening = day.meeting.sessions.get(title="Evening").presences.get()
    attending.strike(evening, reason="Left early", by=day.cast.olga, at=OVER)
    assert "for <strong>90 minutes</strong>" in read(client, f"/certificates/{row.number}/")


def test_a_number_is_found_as_it_is_typed_and_another_is_not(day, client):
    row = certifying.issue(day.meeting, by=day.cast.ada, at=OVER)
    typed = row.number.upper().replace("-", "")
    assert client.get("/certificates/", {"number": typed})["Location"] == f"/certificates/{row.number}/"
    assert client.get("/certificates/k7m2-9xqa-3hjp/").status_code == 404
    assert "three groups of four" in read(client, "/certificates/?number=nonsense")
    assert client.get(f"/certificates/{row.number}/")["X-Robots-Tag"] == "noindex, nofollow"


def test_nobody_else_gets_her_paper(day, sign_in):
    certifying.issue(day.meeting, by=day.cast.ada, at=OVER)
    assert sign_in(day.cast.stan).get(f"{MINE}certificate.pdf").status_code == 404


@pytest.mark.pdf
def test_the_paper_says_the_same(day, at, sign_in):
    credits_on(day, at, minutes_per_credit=60, certificate_text="Accredited <b>by us</b>.")
    row = certifying.issue(day.meeting, by=day.cast.ada, at=OVER)
    answer = sign_in(day.cast.ada).get(f"{MINE}certificate.pdf")
    words = " ".join(PdfReader(io.BytesIO(answer.content)).pages[0].extract_text().split())
    for said in ("Ada Adeyemi", "150 minutes: 2.5 credits", "Canary session", row.number, "Accredited <b>by us</b>."):
        assert said in words


def test_a_chair_finds_her_sessions_there(day, sign_in):
    day.session.people.create(person=day.cast.chen, role="chair", order=4)
    page = read(sign_in(day.cast.chen), MINE)
    assert f"/ash-2027/sessions/{day.session.code}/door/" in page
    assert "/door/" not in read(sign_in(day.cast.felix), MINE)
