"""The deadlines as a feed: newer when a call is another, and only then; nothing private shows in how new it is."""

from datetime import timedelta

import icalendar
import pytest
from django.urls import reverse

from proposals.actions.calling import invite_to_propose
from rendering.calendar_lint import lint
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
    assert (after.status_code, after.content.count(b"VEVENT")) == (200, 0)


@pytest.mark.parametrize("reader", READERS)
def test_each_parser_reads_the_deadline(told, world, client, reader):
    assert [words[0] for words in READERS[reader](client.get(FEED).content).values()] == ["Call for workshops closes"]
