"""The strip from which a meeting is run, and the menu: each of the cast is led where she may go."""

import re

import pytest
from django.urls import reverse

from dashboard.meeting_nav import nav_of
from outcomes.actions.exercises import name_facilitator
from tests.factories.outcomes import make_exercise
from tests.factories.workshops import make_call, make_committee, make_meeting, make_seat

STRIPS = {
    "stan": [],
    "paula": [],
    "raj": ["Sittings", "My reviews"],
    "chen": ["First reading: ranking", "Sittings", "My reviews", "Schedule"],
    "olga": [
        "Set-up",
        "Proposals",
        "First reading: ranking",
        "Sittings",
        "Schedule",
        "Priorities",
        "Releases",
        "Attendees",
        "Letters",
    ],
}


@pytest.mark.parametrize("who", STRIPS)
def test_each_reads_the_pages_she_may_open(world, client, sign_in, who):
    person = getattr(world.cast, who)
    links = nav_of(person, world.meeting)
    assert [label for label, _ in links] == STRIPS[who]
    assert {sign_in(person).get(url).status_code for _, url in links} <= {200}


def test_a_meeting_with_two_calls_names_them(world, at):
    make_call(world.meeting, at, "sessions", name="Call for sessions")
    labels = [label for label, _ in nav_of(world.cast.olga, world.meeting)]
    assert labels[1:3] == ["Proposals: Call for workshops", "Proposals: Call for sessions"]


def test_the_front_page_shows_the_strip_to_who_has_a_part_in_the_meeting(world, client, sign_in):
    front = reverse("meeting", args=[world.meeting.slug])
    assert "Run this meeting" not in client.get(front).content.decode()
    assert "Run this meeting" not in sign_in(world.cast.paula).get(front).content.decode()
    assert "Run this meeting" in sign_in(world.cast.chen).get(front).content.decode()


def menu(response) -> list[str]:
    panel = response.content.decode().partition('class="me-panel">')[2].partition("</details>")[0]
    return [" ".join(words.split()) for words in re.sub("<[^>]*>", "\n", panel).split("\n") if words.strip()]


MINE = ["My page", "My proposals", "My reviews", "My agenda", "My disclosures"]
STAFF = ["Meetings", "Outbox", "People", "Background work"]
ME = ["Profile", "Signing in"]


def test_the_menu_leads_to_what_is_hers(cast, sign_in):
    assert menu(sign_in(cast.paula).get("/")) == [*MINE, *ME, "Sign out"]
    assert menu(sign_in(cast.olga).get("/")) == [*MINE, *STAFF, *ME, "Sign out"]


def test_my_reviews_leads_to_the_only_meeting_or_lets_me_choose(world, sign_in):
    client = sign_in(world.cast.rita)
    assert client.get(reverse("my_reviews"))["Location"] == reverse("worklist", args=["ash-2027"])
    make_seat(make_committee(make_meeting("other", name="Other Meeting")), world.cast.rita)
    page = client.get(reverse("my_reviews")).content.decode()
    assert "Other Meeting" in page
    assert "Annual Meeting 2027" in page


def test_my_agenda_waits_for_a_program(cast, sign_in):
    assert "No program is released yet" in sign_in(cast.ada).get(reverse("my_agendas")).content.decode()


def test_who_facilitates_an_exercise_finds_it(world, at):
    exercise = make_exercise(world.meeting, at)
    name_facilitator(exercise, world.cast.paula, role="scribe", by=world.cast.olga, at=at)
    assert [label for label, _ in nav_of(world.cast.paula, world.meeting)] == ["Priorities"]
