"""What each release changed, as readers are told: in sentences, on a page of all releases that needs no database."""

import html
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse

from program.changelog import CHANGELOG, changelog_of, entry_of, from_json, to_json
from program.changes import changes
from program.masthead import Masthead
from program.rendition.asked import asked
from program.rendition.pages import html_of
from program.snapshot import FrozenPerson, FrozenRole
from scheduling.actions import placing, sessions
from tests.factories.program import make_release
from tests.factories.scheduling import FRIDAY, make_room, make_session, place
from tests.program.synthetic import synthetic_program

PROGRAM = synthetic_program(150)


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def changed(**fields) -> list[tuple[str, str]]:
    """What is told of the first session when these facts of it are others."""
    session = replace(PROGRAM.sessions[0], revised_at=PROGRAM.frozen_at + timedelta(days=1), **fields)
    after = replace(PROGRAM, people=(*PROGRAM.people, FrozenPerson("new", "Ada Adeyemi", "Adeyemi")),
                    sessions=(session, *PROGRAM.sessions[1:]))  # fmt: skip
    return [(each.kind, each.sentence) for each in changes(PROGRAM, after)]


def test_each_kind_of_change_is_a_sentence():
    first = PROGRAM.sessions[0]
    who = PROGRAM.people_of(first)[0]
    hour = timedelta(hours=1)
    assert changed(ends_at=first.ends_at + hour) == [("moved", "Ends at 04:45 instead of 03:45.")]
    assert changed(starts_at=first.starts_at + hour, ends_at=first.ends_at + hour) == [
        ("moved", "Moved from Fri 10 Dec 03:00, Room 0 to Fri 10 Dec 04:00, Room 0.")
    ]
    assert changed(room="room-1") == [("room", "Room changed from Room 0 to Room 1.")]
    assert changed(cancelled=True, cancel_reason="The chair is ill.") == [
        ("cancelled", "Cancelled; it was Fri 10 Dec 03:00, Room 0. The chair is ill.")
    ]
    assert changed(title="Another") == [("text", f"Its name was “{first.title}”.")]
    assert changed(abstract="Another.") == [("text", "Its text changed.")]
    others = (FrozenRole("new", "speaker"), *(role for role in first.people if role.person != who.code))
    assert changed(people=others) == [("text", f"Now with Ada Adeyemi. No longer with {who.name}.")]


def test_what_was_cancelled_and_takes_place_after_all():
    first = PROGRAM.sessions[0]
    before = replace(PROGRAM, sessions=(replace(first, cancelled=True), *PROGRAM.sessions[1:]))
    assert [each.sentence for each in changes(before, PROGRAM)] == [
        "Takes place after all: Fri 10 Dec 03:00, Room 0."
    ]


@pytest.fixture
def three(world, at):
    """Three releases: the first, one that moves, cancels and adds, and one of another text."""
    another = make_session(world.meeting, "Another")
    place(world.version, another, make_room(world.meeting, "hall-b"))
    made = [make_release(world.version, world.cast.olga, at, "The first program.")]
    draft = placing.draft_of(world.meeting, at=at)
    placing.place(draft, world.session, room=world.room, starts_at=FRIDAY + timedelta(hours=2), by=world.cast.olga,
                  at=at)  # fmt: skip
    place(
        draft,
        make_session(world.meeting, "Added"),
        world.meeting.rooms.get(slug="hall-b"),
        FRIDAY + timedelta(hours=1),
    )
    sessions.cancel_session(another, reason="The speaker is ill.", by=world.cast.olga, at=at)
    made.append(make_release(draft, world.cast.olga, at + timedelta(days=1), "One more."))
    make_release(placing.draft_of(world.meeting, at=at), world.cast.olga, at + timedelta(days=2))
    return made


@pytest.fixture
def address(world):
    world.meeting.is_public = True
    world.meeting.save()
    return reverse("program_changes", args=["ash-2027"])


def test_the_page_tells_of_every_release_newest_first_without_a_query(
    three, address, client, django_assert_num_queries
):
    with django_assert_num_queries(0):
        answer = client.get(address)
    page = words(answer.content.decode())
    told = [
        "Program 3, 4 January 2027",
        "No session changed.",
        "Program 2,",
        "One more.",
        "Another Cancelled; it was Fri 10 Dec 08:00, Hall B. The speaker is ill.",
        "Added New: Fri 10 Dec 09:00, Hall B.",
        "Canary session Moved from Fri 10 Dec 08:00, Hall A to Fri 10 Dec 10:00, Hall A.",
        "Program 1,",
        "The first program.",
    ]
    places = [page.find(each) for each in told]
    assert places == sorted(places), dict(zip(told, places, strict=True))
    assert -1 not in places[1:]
    foot = client.get(reverse("program", args=["ash-2027"])).content.decode()
    assert f'<a href="{address}">what changed</a>' in foot


def test_releases_from_before_it_was_kept_are_read_anew(three, world):
    newest = world.meeting.releases.first()
    log = changelog_of(newest)
    assert [(entry.number, len(entry.changed)) for entry in log] == [(3, 0), (2, 3), (1, 0)]
    three[1].files.get(name=CHANGELOG).delete()
    assert changelog_of(newest) == log
    assert from_json(to_json(log)) == log


def test_a_release_without_the_file_says_that_the_next_one_tells():
    page = words(html_of("changes", PROGRAM, Masthead("Society", "#8c1d2f"), asked("/x/program/changes/", {})))
    assert "The next release will say here what it changes." in page


def test_many_changes_are_told_page_by_page():
    after = replace(PROGRAM, number=2, sessions=tuple(replace(each, room="room-1") for each in PROGRAM.sessions))
    log = (entry_of(after, PROGRAM), entry_of(PROGRAM, None))
    moved = len(log[0].changed)
    assert moved > 60
    pages = [
        html_of("changes", after, Masthead("Society", "#8c1d2f"), asked("/x/", {"page": page}), None, log)
        for page in ("1", "2", "3")
    ]
    assert sum(page.count('data-change="room"') for page in pages) == moved
    assert [page.count("Program 2,") for page in pages][:2] == [1 + 1, 1 + 1]  # the foot names it too
    assert "The first program." in pages[-1]


def test_the_copy_in_a_folder_has_the_page(three, address, tmp_path):
    call_command("publish_static", "ash-2027", str(tmp_path / "site"))
    page = (tmp_path / "site/program/changes/index.html").read_text()
    assert "Moved from Fri 10 Dec 08:00, Hall A" in page
    assert 'href="../../sessions/' in page
    assert 'href="changes/index.html">what changed' in (tmp_path / "site/program/index.html").read_text()
