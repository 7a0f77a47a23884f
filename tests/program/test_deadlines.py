"""The deadlines as a feed: newer when a call is another, and only then; nothing private shows in how new it is."""

from datetime import timedelta

import icalendar
import pytest
from django.urls import reverse

from proposals.actions.calling import invite_to_propose
from rendering.calendar_lint import lint
from tests.factories.workshops import make_format
from tests.rendering.readers import READERS
from workshops.actions import calls

FEED = reverse("deadlines_ics", args=["ash-2027"])


@pytest.fixture
def told(world, at):
    """The call as its deadline was set a first time."""
    closes_at = world.call.closes_at + timedelta(days=1)
    return calls.edit_call(world.call, closes_at=closes_at, by=world.cast.olga, at=at)


def event_of(response):
    assert lint(response.content) == []
    (event,) = icalendar.Calendar.from_ical(response.content).walk("VEVENT")
    return event


def test_another_deadline_is_a_newer_event_with_a_higher_sequence(told, world, client, at):
    before = client.get(FEED)
    closes_at = told.closes_at + timedelta(days=1)
    calls.edit_call(told, closes_at=closes_at, by=world.cast.olga, at=at + timedelta(hours=1))
    after = client.get(FEED, headers={"if-modified-since": before["Last-Modified"]})
    first, second = event_of(before), event_of(after)
    assert (first["SEQUENCE"], second["SEQUENCE"]) == (1, 2)
    assert second["DTSTAMP"].dt == at + timedelta(hours=1)
    assert second["DTSTART"].dt == closes_at
    assert first["UID"] == second["UID"]


def test_another_name_is_a_newer_event_at_the_same_time(told, world, client, at):
    calls.edit_call(told, name="Another name", by=world.cast.olga, at=at + timedelta(hours=1))
    event = event_of(client.get(FEED))
    assert (event["SEQUENCE"], event["DTSTAMP"].dt) == (1, at + timedelta(hours=1))


def test_who_was_given_more_time_or_invited_does_not_show(told, world, client, at):
    before, olga, later = client.get(FEED), world.cast.olga, at + timedelta(hours=1)
    until = told.closes_at + timedelta(days=3)
    calls.extend(told, person=world.cast.paula, until=until, reason="Ill", by=olga, at=later)
    stan = {"email": "stan@example.org", "given_name": "Stan", "family_name": "Stone", "note": ""}
    invite_to_propose(told, **stan, by=olga, at=later)
    after = client.get(FEED)
    assert (after.content, after["Last-Modified"]) == (before.content, before["Last-Modified"])


@pytest.mark.parametrize("hours", [1, -1])
def test_a_call_that_is_hidden_moves_the_date_wherever_the_clock_stands(told, world, client, at, hours):
    before = client.get(FEED)
    assert client.get(FEED, headers={"if-modified-since": before["Last-Modified"]}).status_code == 304
    calls.hide_call(told, by=world.cast.olga, at=at + timedelta(hours=hours))
    after = client.get(FEED, headers={"if-modified-since": before["Last-Modified"]})
    assert after.status_code == 200
    event, was = event_of(after), event_of(before)
    assert (event["STATUS"], event["SEQUENCE"], event["UID"]) == ("CANCELLED", 2, was["UID"])
    assert client.get(FEED + "?cancelled=hide").content.count(b"VEVENT") == 0


def test_what_staff_change_in_a_hidden_call_is_told_to_nobody(told, world, client, at):
    hour, olga = timedelta(hours=1), world.cast.olga
    closes_at = told.closes_at
    hidden = calls.hide_call(told, by=olga, at=at + hour)
    before = client.get(FEED).content
    later = {"name": "Secret name", "closes_at": closes_at + 9 * hour, "zone": "Europe/Berlin", "slug": "secret"}
    calls.edit_call(hidden, **later, by=olga, at=at + 2 * hour)
    calls.edit_call(hidden, name="Another secret", by=olga, at=at + 3 * hour)
    assert client.get(FEED).content == before
    event = event_of(client.get(FEED))
    assert (str(event["SUMMARY"]), event["DTSTART"].dt) == ("Cancelled: Call for workshops closes", closes_at)


def test_a_call_that_comes_back_is_a_newer_revision_once_more(told, world, client, at):
    hour, olga = timedelta(hours=1), world.cast.olga
    hidden = calls.hide_call(told, by=olga, at=at + hour)
    calls.publish_call(hidden, by=olga, at=at + 2 * hour)
    event = event_of(client.get(FEED))
    assert (event["STATUS"], event["SEQUENCE"]) == ("CONFIRMED", 3)
    assert event["DTSTAMP"].dt == at + 2 * hour


def make_call(world, at, slug: str, *, public: bool):
    dates = {"opens_at": at, "closes_at": at + timedelta(days=9)}
    call = calls.create_call(world.meeting, slug=slug, name=f"Call {slug}", **dates, by=world.cast.olga, at=at)
    make_format(call)
    return calls.publish_call(call, by=world.cast.olga, at=at) if public else call


@pytest.mark.parametrize("is_hidden_first", [False, True])
def test_a_removed_call_stays_as_cancelled_and_a_draft_never_shows(world, client, at, is_hidden_first):
    olga, later = world.cast.olga, at + timedelta(hours=1)
    call, draft = make_call(world, at, "brief", public=True), make_call(world, at, "draft", public=False)
    if is_hidden_first:
        call = calls.hide_call(call, by=olga, at=later)
    for each in (call, draft):
        calls.remove_call(each, by=olga, at=later)
    calendar = icalendar.Calendar.from_ical(client.get(FEED).content)
    found = {str(each["SUMMARY"]): (str(each["STATUS"]), each["SEQUENCE"]) for each in calendar.walk("VEVENT")}
    assert found == {
        "Call for workshops closes": ("CONFIRMED", 0),
        "Cancelled: Call brief closes": ("CANCELLED", 1),
    }


def test_a_call_that_was_never_public_never_was_in_it(world, client, at):
    draft = make_call(world, at, "draft", public=False)
    calls.edit_call(draft, name="Still a draft", by=world.cast.olga, at=at)
    assert b"draft" not in client.get(FEED).content


@pytest.mark.parametrize("reader", READERS)
def test_each_parser_reads_the_deadline(told, world, client, reader):
    assert [words[0] for words in READERS[reader](client.get(FEED).content).values()] == ["Call for workshops closes"]
