"""Releases: frozen, numbered, whole or absent, and one calendar truth across them."""

from datetime import timedelta

import icalendar
import pytest
from django.urls import reverse

from jobs.models import Job, JobState
from program.actions import releasing
from program.changes import changes
from program.models import Release
from program.rendition.bundle import files_of
from program.shelf import body_of, keep, program_of_release
from program.snapshot import from_json, to_json
from rendering.calendar_lint import lint
from scheduling.actions import placing, sessions
from tests.factories.program import make_release
from tests.factories.scheduling import FRIDAY, make_room, make_session, place


def events(release: Release) -> dict[str, icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(body_of(release.files.get(name="program.ics")))
    return {str(event["uid"]): event for event in calendar.walk("VEVENT")}


def released_again(world, at, number=1):
    return make_release(placing.draft_of(world.meeting, at=at), world.cast.olga, at + timedelta(days=number))


def test_a_snapshot_comes_back_equal(world):
    program = program_of_release(world.release)
    assert from_json(to_json(program)) == program


def test_an_unchanged_session_keeps_its_bytes_in_the_next_release(world, at):
    first = make_release(world.version, world.cast.olga, at)
    second = released_again(world, at)
    assert first.number + 1 == second.number
    bodies = [body_of(each.files.get(name=f"sessions/{world.session.code}.ics")) for each in (first, second)]
    assert bodies[0].split(b"BEGIN:VEVENT")[1] == bodies[1].split(b"BEGIN:VEVENT")[1]


def test_a_moved_session_keeps_its_uid_and_raises_its_sequence(world, at):
    first = make_release(world.version, world.cast.olga, at)
    room = make_room(world.meeting, "hall-b")
    draft = placing.draft_of(world.meeting, at=at)
    placing.place(draft, world.session, room=room, starts_at=FRIDAY, by=world.cast.olga, at=at)
    second = released_again(world, at)
    before, after = events(first)[world.session.uid], events(second)[world.session.uid]
    assert (before["sequence"], after["sequence"]) == (0, 1)
    assert after["dtstamp"].dt == after["last-modified"].dt == second.frozen_at
    assert [each.sentence for each in changes(program_of_release(first), program_of_release(second))] == [
        "Room changed from Hall A to Hall B."
    ]


def test_a_text_change_moves_last_modified_but_not_the_sequence(world, at):
    make_release(world.version, world.cast.olga, at)
    world.session.title = "Canary session, renamed"
    world.session.save()
    event = events(released_again(world, at))[world.session.uid]
    assert (event["sequence"], event["last-modified"].dt) == (0, at + timedelta(days=1))


def test_a_cancelled_session_stays_in_the_feed_as_cancelled(world, at):
    place(world.version, make_session(world.meeting, "Another"), make_room(world.meeting, "hall-b"))
    make_release(world.version, world.cast.olga, at)
    sessions.cancel_session(world.session, reason="The speaker is ill.", by=world.cast.olga, at=at)
    event = events(released_again(world, at))[world.session.uid]
    assert (event["status"], event["sequence"]) == ("CANCELLED", 1)
    assert str(event["summary"]) == "Cancelled: Canary session"
    again = events(released_again(world, at, 2))[world.session.uid]
    assert (again["sequence"], again["last-modified"].dt) == (1, at + timedelta(days=1))


def test_every_calendar_of_a_release_passes_the_linter(world):
    files = world.release.files.filter(name__endswith=".ics")
    assert files.count() == 5
    assert [(file.name, lint(body_of(file))) for file in files if lint(body_of(file))] == []


def test_a_session_has_the_same_bytes_in_every_feed(world):
    events = {
        body_of(world.release.files.get(name=name)).split(b"BEGIN:VEVENT")[1]
        for name in ("program.ics", "topics/iron.ics", "rooms/hall-z.ics", f"sessions/{world.past.code}.ics")
    }
    assert len(events) == 1


def test_an_interrupted_rendering_is_absent_and_then_finished(world, at, client):
    release = releasing.release(world.version, note="", by=world.cast.olga, at=at, in_background=False)
    program = program_of_release(release)
    for file in list(files_of(program, releasing.setting_of(world.meeting)))[:3]:
        keep(release, file.name, file.content_type, file.make())
    assert client.get(reverse("program", args=["ash-2027"])).status_code == 404
    assert client.get(reverse("release_file", args=["ash-2027", "program.ics"])).status_code == 404
    kept = body_of(release.files.get(name="program.ics"))
    releasing.render(release, at=at)
    assert client.get(reverse("program", args=["ash-2027"])).status_code == 200
    assert body_of(release.files.get(name="program.ics")) == kept


@pytest.mark.django_db(transaction=True)
def test_olga_releases_by_a_button_and_the_job_finishes(world, sign_in, monkeypatch):
    monkeypatch.setattr("program.rendition.papers.print_paper", lambda paper, tell=None: b"%PDF-1.7")
    response = sign_in(world.cast.olga).post(reverse("releases", args=["ash-2027"]), {"note": "The first program."})
    assert response.status_code == 302
    assert Job.objects.get(kind=releasing.RENDER).state == JobState.DONE
    page = sign_in(world.cast.olga).get(reverse("releases", args=["ash-2027"])).content.decode()
    assert "The first program." in page
    assert "Public" in page


def test_an_empty_draft_is_not_released(world, sign_in, at):
    world.version.placements.all().delete()
    page = sign_in(world.cast.olga).post(reverse("releases", args=["ash-2027"]), {"note": ""}).content.decode()
    assert "No session has a place yet." in page
    assert Release.objects.filter(meeting=world.meeting).count() == 0


def test_a_feed_that_lost_its_last_session_says_so_instead_of_being_gone(world, at):
    world.session.format_name = "Workshop"
    world.session.save()
    make_release(world.version, world.cast.olga, at)
    draft = placing.draft_of(world.meeting, at=at)
    world.session.people.all().delete()
    world.session.format_name = "Debate"
    world.session.save()
    made = make_release(draft, world.cast.olga, at + timedelta(days=1))
    names = [f"people/{world.cast.felix.code}.ics", "formats/workshop.ics", "formats/debate.ics"]
    found = {name: icalendar.Calendar.from_ical(body_of(made.files.get(name=name))) for name in names}
    assert [[str(each["SUMMARY"]) for each in found[name].walk("VEVENT")] for name in names] == [
        ["Annual Meeting 2027"],
        ["Annual Meeting 2027"],
        ["Canary session"],
    ]


def test_a_clock_that_was_set_back_makes_nothing_older(world, at):
    make_release(world.version, world.cast.olga, at)
    world.session.title = "Another title"
    world.session.save()
    second = make_release(placing.draft_of(world.meeting, at=at), world.cast.olga, at - timedelta(hours=1))
    later = at + timedelta(seconds=1)
    assert second.published_at == later
    (session,) = program_of_release(second).sessions
    assert (session.title, session.revised_at) == ("Another title", later)
