"""An attendee's agenda: her stars from every device, what overlaps, what she may like and why, and her paper."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from program.snapshot import FrozenTopic
from program.suggesting import suggestions
from scheduling.actions import placing, sessions
from scheduling.models import Star
from tests.factories.program import make_release
from tests.factories.scheduling import FRIDAY, make_room, make_session, place
from tests.program.synthetic import synthetic_program


def sign_in_there(browser: Client, who: str) -> None:
    browser.post(reverse("account_login"), {"login": f"{who}@example.org", "password": "convoke"})


@pytest.fixture
def star(world) -> str:
    return reverse("star", args=["ash-2026", world.past.code])


def shows(browser: Client) -> bool:
    return "Iron and infection" in browser.get(reverse("my_agenda", args=["ash-2026"])).content.decode()


def test_stars_of_two_devices_come_together(world, star):
    other = make_session(world.past.meeting, "Clots and cancer")
    phone, desk = Client(), Client()
    phone.post(star)
    Star.objects.create(session=other, person=world.cast.ada, at=FRIDAY)
    for browser in (phone, desk):
        sign_in_there(browser, "ada")
    assert set(Star.objects.filter(person=world.cast.ada).values_list("session", flat=True)) == {
        other.pk,
        world.past.pk,
    }
    assert (shows(phone), shows(desk)) == (True, True)


def test_a_star_that_was_taken_away_does_not_come_back_with_the_next_sign_in(world, star):
    browser = Client()
    browser.post(star)
    sign_in_there(browser, "ada")
    browser.post(star)
    browser.post(reverse("account_logout"))
    assert not shows(browser)
    sign_in_there(browser, "ada")
    assert not shows(browser)


def test_whoever_signs_in_next_on_the_same_device_has_her_own_stars(world, star):
    browser = Client()
    browser.post(star)
    sign_in_there(browser, "ada")
    browser.post(reverse("account_logout"))
    sign_in_there(browser, "raj")
    assert list(Star.objects.values_list("person", flat=True)) == [world.cast.ada.pk]


def test_what_overlaps_is_said_and_what_follows_at_once_does_not(world, at, sign_in):
    meeting = world.meeting
    meeting.is_public = True
    meeting.save()
    for number, (title, minutes) in enumerate((("Overlapping", 30), ("Following", 60), ("Called off", 0))):
        session = make_session(meeting, title)
        place(world.version, session, make_room(meeting, f"hall-{number}"), FRIDAY + timedelta(minutes=minutes))
        Star.objects.create(session=session, person=world.cast.ada, at=at)
    Star.objects.create(session=world.session, person=world.cast.ada, at=at)
    make_release(world.version, world.cast.olga, at)
    sessions.cancel_session(meeting.sessions.get(title="Called off"), reason="Ill.", by=world.cast.olga, at=at)
    make_release(placing.draft_of(meeting, at=at), world.cast.olga, at + timedelta(days=1))
    page = sign_in(world.cast.ada).get(reverse("my_agenda", args=["ash-2027"]))
    assert page.context["clashing"] == [
        "“Canary session” and “Overlapping” overlap on Friday at 08:30.",
        "“Overlapping” and “Following” overlap on Friday at 09:00.",
    ]


PROGRAM = synthetic_program(40)
EARLY = PROGRAM.frozen_at


def with_topics(*topics: tuple[str, ...]):
    """The first sessions of a program, each an hour after the other, with these topics."""
    names = {"iron": "Iron", "clots": "Clots", "marrow": "Marrow"}
    starts = PROGRAM.sessions[0].starts_at
    hours = [starts + timedelta(hours=number) for number in range(len(topics))]
    made = tuple(
        replace(session, code=f"s{number}", title=f"Session {number}", topics=has, starts_at=hour,
                ends_at=hour + timedelta(hours=1))
        for number, (session, has, hour) in enumerate(zip(PROGRAM.sessions, topics, hours, strict=False))
    )  # fmt: skip
    return replace(PROGRAM, sessions=made, topics=tuple(FrozenTopic(slug, name) for slug, name in names.items()))


def test_what_shares_most_topics_is_suggested_first_and_says_why():
    program = with_topics(("iron",), ("iron", "clots"), ("marrow",), ("iron",), ("clots", "iron"), ("clots",))
    found = suggestions(program, {"s0", "s1"}, EARLY)
    assert [(each.session.code, each.why) for each in found] == [
        ("s4", "Shares the topics Clots and Iron with “Session 0” and “Session 1”."),
        ("s3", "Shares the topic Iron with “Session 0” and “Session 1”."),
        ("s5", "Shares the topic Clots with “Session 1”."),
    ]
    assert suggestions(program, {"s0", "s1", "s3"}, EARLY)[0].why == (
        "Shares the topics Clots and Iron with “Session 0”, “Session 1” and 1 more."
    )


def test_nothing_is_suggested_that_has_begun_overlaps_is_cancelled_or_shares_nothing():
    program = with_topics(("iron",), ("iron",), ("iron",), ("iron",), ("clots",))
    some = list(program.sessions)
    some[1] = replace(some[1], starts_at=some[0].starts_at, ends_at=some[0].ends_at)
    some[2] = replace(some[2], cancelled=True)
    program = replace(program, sessions=tuple(some))
    assert [each.session.code for each in suggestions(program, {"s0"}, EARLY)] == ["s3"]
    assert suggestions(program, {"s0"}, some[3].starts_at) == []
    assert suggestions(program, set(), EARLY) == []


@pytest.mark.pdf
def test_her_paper_is_drawn_once_for_the_same_stars(world, at, sign_in):
    Star.objects.create(session=world.past, person=world.cast.ada, at=at)
    client = sign_in(world.cast.ada)
    address = reverse("my_agenda_pdf", args=["ash-2026"])
    assert f'href="{address}"' in client.get(reverse("my_agenda", args=["ash-2026"])).content.decode()
    paper = client.get(address)
    assert (paper.status_code, paper["Content-Type"], paper.content[:5]) == (200, "application/pdf", b"%PDF-")
    assert paper["Cache-Control"] == "private, no-cache"
    assert client.get(address, headers={"If-None-Match": paper["ETag"]}).status_code == 304
    Star.objects.all().delete()
    assert client.get(address, headers={"If-None-Match": paper["ETag"]}).status_code == 302
