"""Broken rules that somebody answers for, notes for schedulers, and a start between those of the grid."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse

from people.refusal import Refused
from program.actions import releasing
from program.shelf import body_of
from scheduling.actions import acknowledging, freezing, placing
from scheduling.draft.clashes import broken_in
from tests.factories.program import make_release
from tests.factories.scheduling import FRIDAY, make_room, make_session, place


@pytest.fixture
def clash(world):
    """Felix in two rooms at once."""
    world.other = make_session(world.meeting, "Other", world.cast.felix)
    world.second = make_room(world.meeting, "hall-b", order=2)
    place(world.version, world.other, world.second)
    return world


def url(name, **parts):
    return reverse(name, kwargs={"meeting": "ash-2027"} | parts)


def acknowledge(world, at, reason="He goes from one to the other"):
    return acknowledging.acknowledge(world.version, reason=reason, by=world.cast.chen, at=at)


def test_a_release_waits_for_clashes_that_nobody_answers_for(clash, at):
    with pytest.raises(Refused, match="1 rule is broken that nobody has acknowledged: Felix Fuchs is wanted in"):
        releasing.release(clash.version, note="", by=clash.cast.olga, at=at, in_background=False)
    acknowledge(clash, at)
    assert releasing.release(clash.version, note="", by=clash.cast.olga, at=at, in_background=False).number == 1


def test_the_command_refuses_with_the_list_and_releases_despite_it_with_a_reason(clash, monkeypatch):
    monkeypatch.setattr(releasing, "render", lambda made, **kwargs: made)
    with pytest.raises(CommandError, match="Felix Fuchs is wanted in"):
        call_command("release", "ash-2027")
    call_command("release", "ash-2027", despite="He knows", verbosity=0)
    row = clash.meeting.versions.get(number=1).acknowledgements.get()
    assert (row.reason, row.who) == ("He knows", "the command line")


def test_sessions_that_wait_hinder_no_release(world, at):
    make_session(world.meeting, "It waits")
    assert make_release(world.version, world.cast.olga, at).number == 1
    assert broken_in(world.version) == []


def test_an_acknowledged_clash_says_who_and_why_until_a_session_of_it_moves(clash, sign_in, at):
    acknowledge(clash, at)
    client = sign_in(clash.cast.olga)
    page = client.get(url("schedule")).content.decode()
    assert page.count("Acknowledged by Chen Wei: He goes from one to the other") == 4
    starts = FRIDAY + timedelta(minutes=15)
    placing.place(clash.version, clash.other, room=clash.second, starts_at=starts, by=clash.cast.olga, at=at)
    assert "Acknowledged by" not in client.get(url("schedule")).content.decode()
    assert [each.acknowledged for each in broken_in(clash.version)] == [None]


def test_an_acknowledgement_goes_into_the_next_draft(clash, at):
    acknowledge(clash, at)
    freezing.freeze(clash.version, by=clash.cast.olga, at=at)
    draft = placing.draft_of(clash.meeting, at=at)
    assert [each.acknowledged.reason for each in broken_in(draft)] == ["He goes from one to the other"]


def test_a_clash_is_acknowledged_on_its_page_and_taken_back(clash, sign_in):
    client = sign_in(clash.cast.chen)
    key = broken_in(clash.version)[0].key
    refused = client.post(url("clash_list"), {"clash": [key], "reason": " "}).content.decode()
    assert "A broken rule is acknowledged with a reason." in refused
    assert f'value="{key}" id="clash-1" checked' in refused
    done = client.post(url("clash_list"), {"clash": [key], "reason": "He knows"}, follow=True).content.decode()
    assert "“He knows” (Chen Wei," in done
    assert "No rule is broken that nobody has acknowledged" in done
    client.post(url("clash_list"), {"withdraw": key})
    assert not clash.version.acknowledgements.exists()


def test_only_who_places_sessions_answers_for_a_clash(clash, at):
    with pytest.raises(Refused, match="does not place sessions"):
        acknowledging.acknowledge(clash.version, reason="Never mind", by=clash.cast.rita, at=at)


def test_the_page_of_clashes_asks_the_same_queries_at_1_and_3(clash, sign_in, django_assert_num_queries):
    client = sign_in(clash.cast.olga)
    for count in (1, 3):
        while len(broken_in(clash.version)) < count:
            extra = make_session(clash.meeting, f"Extra {clash.meeting.sessions.count()}", clash.cast.ada)
            place(clash.version, extra, clash.room, FRIDAY + timedelta(minutes=15 * clash.meeting.sessions.count()))
        with django_assert_num_queries(29):
            client.get(url("clash_list"))


def test_a_note_is_for_schedulers_and_never_released(world, sign_in, at):
    client = sign_in(world.cast.chen)
    client.post(url("session_note", code=world.session.code), {"note": "Canary note: Felix leaves at noon"})
    assert client.get(url("schedule")).content.decode().count("Canary note: Felix leaves at noon") == 2
    release = make_release(world.version, world.cast.olga, at)
    assert all(b"Canary note" not in body_of(file) for file in release.files.all())


def test_a_session_starts_at_an_exact_time_between_those_of_the_grid(world, sign_in):
    client = sign_in(world.cast.olga)
    words = {"room": world.room.pk, "exact": "2027-12-10T09:07"}
    client.post(url("session_move", code=world.session.code), words)
    assert world.version.placements.get().starts_at == FRIDAY + timedelta(minutes=67)
    page = client.get(url("session_move", code=world.session.code)).content.decode()
    assert 'value="2027-12-10T09:07"' in page
    refused = client.post(url("session_move", code=world.session.code), {"room": world.room.pk}).content.decode()
    assert "Choose a time, or write one." in refused


def test_the_plain_form_is_refused_over_somebody_elses_move_and_keeps_what_was_chosen(world, sign_in, at):
    client = sign_in(world.cast.olga)
    client.get(url("session_move", code=world.session.code))
    later = FRIDAY + timedelta(hours=2)
    placing.place(world.version, world.session, room=world.room, starts_at=later, by=world.cast.chen, at=at)
    words = {"room": world.room.pk, "starts_at": (FRIDAY + timedelta(hours=5)).isoformat(), "since": "0"}
    page = client.post(url("session_move", code=world.session.code), words).content.decode()
    assert "Chen Wei moved “Canary session” from Hall A" in page
    assert f'value="{words["starts_at"]}" selected' in page
    assert 'name="since" value="1"' in page
