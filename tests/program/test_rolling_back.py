"""An earlier release again, under a new number: readers see what it said, and calendars a newer revision of it."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from jobs.models import Job
from people.refusal import Refused
from program.actions import releasing, rolling_back
from program.models import Release
from program.shelf import body_of, program_of_release
from rendering.calendar_lint import lint
from scheduling.actions import placing, sessions
from scheduling.models import Placement, Star
from tests.factories.program import finish, make_release
from tests.factories.scheduling import FRIDAY, make_room, make_session, place

vobject = pytest.importorskip("vobject")


@pytest.fixture
def two(world, at) -> list[Release]:
    """The first program; then Canary moves and gets another name, Clots is cancelled, Added is new in a new room."""
    world.meeting.is_public = True
    world.meeting.save()
    other = make_session(world.meeting)
    place(world.version, other, make_room(world.meeting, "hall-b"))
    place(world.version, make_session(world.meeting, "Same"), world.room, FRIDAY + timedelta(hours=6))
    first = make_release(world.version, world.cast.olga, at)
    draft = placing.draft_of(world.meeting, at=at)
    moved = Placement.objects.get(version=draft, session=world.session)
    moved.starts_at += timedelta(hours=2)
    moved.save()
    place(draft, make_session(world.meeting, "Added"), make_room(world.meeting, "hall-c"))
    sessions.cancel_session(other, reason="The chair is ill.", by=world.cast.olga, at=at)
    world.session.title = "Another name"
    world.session.save()
    return [first, make_release(draft, world.cast.olga, at + timedelta(days=1))]


def again(earlier: Release, world, at, days: int = 2) -> Release:
    moment = at + timedelta(days=days)
    made = rolling_back.release_again(earlier, note="", by=world.cast.olga, at=moment, in_background=False)
    return finish(made, moment)


def read(release: Release, name: str = "program.ics") -> dict[str, tuple]:
    """{title: uid, start, room, sequence, status, stamp} as another parser reads the feed."""
    body = body_of(release.files.get(name=name))
    assert lint(body) == []
    return {
        event.summary.value.removeprefix("Cancelled: "): (
            event.uid.value,
            event.dtstart.value,
            event.location.value.split(",")[0],
            int(event.sequence.value),
            event.status.value,
            event.dtstamp.value,
        )
        for event in vobject.readOne(body.decode()).vevent_list
    }


def test_a_calendar_sees_each_session_as_it_was_with_a_newer_revision(two, world, at):
    first, second = two
    third = again(first, world, at)
    before, between, after = read(first), read(second), read(third)
    assert third.number == 3
    canary, clots, same, added = (after[title] for title in ("Canary session", "Clots and cancer", "Same", "Added"))
    assert len(after) == 4
    assert canary == (*before["Canary session"][:3], 2, "CONFIRMED", third.frozen_at)
    assert between["Another name"][3:5] == (1, "CONFIRMED")
    assert clots == (*before["Clots and cancer"][:3], 2, "CONFIRMED", third.frozen_at)
    assert between["Clots and cancer"][3:5] == (1, "CANCELLED")
    assert same == before["Same"] == between["Same"]
    assert added == (*between["Added"][:3], 1, "CANCELLED", third.frozen_at)
    assert read(third, "rooms/hall-c.ics") == {"Added": added}


def test_forward_again_and_the_sequence_still_rises(two, world, at):
    third = again(two[0], world, at)
    fourth = read(again(two[1], world, at, 3))
    assert [fourth[title][3:5] for title in ("Another name", "Clots and cancer", "Added")] == [
        (3, "CONFIRMED"),
        (3, "CANCELLED"),
        (2, "CONFIRMED"),
    ]
    assert read(third)["Added"][0] == fourth["Added"][0]


def test_the_frozen_program_is_released_whatever_tables_say_by_now(two, world, at):
    world.session.title = "A third name"
    world.session.save()
    program = program_of_release(again(two[0], world, at))
    assert [each.title for each in program.living] == ["Canary session", "Clots and cancer", "Same"]
    assert (program.number, program.note) == (3, "Program 1 again.")
    draft = placing.draft_of(world.meeting, at=at)
    assert draft.placements.get(session=world.session).starts_at == FRIDAY + timedelta(hours=2)


def test_what_is_no_earlier_public_release_is_refused(two, world, at):
    with pytest.raises(Refused, match="newest already"):
        rolling_back.release_again(two[1], note="", by=world.cast.olga, at=at)
    with pytest.raises(Refused, match="Only program staff"):
        rolling_back.release_again(two[0], note="", by=world.cast.chen, at=at)
    Release.objects.filter(pk=two[0].pk).update(published_at=None)
    two[0].refresh_from_db()
    with pytest.raises(Refused, match="never public"):
        rolling_back.release_again(two[0], note="", by=world.cast.olga, at=at)


def test_olga_reads_what_would_change_before_she_releases_it_again(two, world, at, sign_in):
    Star.objects.create(session=world.session, person=world.cast.ada, at=at)
    client = sign_in(world.cast.olga)
    address = reverse("release_again", args=["ash-2027", 1])
    assert f'href="{address}"' in client.get(reverse("releases", args=["ash-2027"])).content.decode()
    page = client.get(address).content.decode()
    for words in (
        "Moved from Fri 10 Dec 10:00, Hall A to Fri 10 Dec 08:00, Hall A.",
        "Takes place after all: Fri 10 Dec 08:00, Hall B.",
        "Cancelled; it was Fri 10 Dec 08:00, Hall C.",
        "although the schedule has them as cancelled",
        "1 attendee who starred",
    ):
        assert words in page, words
    assert client.get(reverse("release_again", args=["ash-2027", 2])).status_code == 302
    assert client.get(reverse("release_again", args=["ash-2027", 7])).status_code == 404
    assert Release.objects.filter(meeting=world.meeting).count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_button_releases_it_again(two, world, sign_in, monkeypatch):
    monkeypatch.setattr("program.rendition.papers.print_paper", lambda paper, tell=None: b"%PDF-1.7")
    answer = sign_in(world.cast.olga).post(reverse("release_again", args=["ash-2027", 1]), {"note": "A mistake."})
    assert answer.status_code == 302
    made = world.meeting.releases.first()
    assert (made.number, made.note, made.published_at is not None) == (3, "A mistake.", True)
    assert Job.objects.filter(kind=releasing.RENDER, key=str(made.pk)).exists()


def test_the_command_line_does_it_too(two, world, monkeypatch):
    monkeypatch.setattr("program.rendition.papers.print_paper", lambda paper, tell=None: b"%PDF-1.7")
    out = StringIO()
    call_command("release", "ash-2027", again=1, note="Back.", stdout=out)
    assert "Release 3 of Annual Meeting 2027 is public" in out.getvalue()
    assert "Added: Cancelled; it was" in out.getvalue()
    with pytest.raises(CommandError, match="no release 9"):
        call_command("release", "ash-2027", again=9)
